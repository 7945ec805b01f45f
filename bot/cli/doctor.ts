import type { Outcome } from './outcome.ts';

/** One setting or outside system, and how to look at it. */
export interface Examination {
  readonly setting: string;
  readonly what: string;
  /** Says what was seen. Throws, or says `cannot be checked here`, with how to mend it. */
  look(): Promise<Finding>;
}
export type Finding =
  | { readonly state: 'pass' | 'unchecked'; readonly seen: string }
  | { readonly state: 'fail'; readonly seen: string; readonly mend: string };

type Examined = Finding & { readonly setting: string; readonly what: string };

const SIGNS: Readonly<Record<Finding['state'], string>> = {
  pass: 'pass         ',
  fail: 'FAIL         ',
  unchecked: 'cannot check ',
};

/** Looks at everything, one after the other, and never stops at the first fault. */
export const doctor = async (examinations: readonly Examination[]): Promise<Outcome> => {
  const findings: Examined[] = [];
  for (const examination of examinations) {
    const { setting, what } = examination;
    findings.push({ setting, what, ...(await examination.look()) });
  }
  const failed = findings.filter((finding) => finding.state === 'fail').length;
  return {
    lines: [...findings.flatMap(inWords), '', failed === 0 ? 'Nothing is wrong.' : `${failed} to mend.`],
    json: { healthy: failed === 0, findings },
    exit: failed === 0 ? 0 : 1,
  };
};

const inWords = (finding: Examined): readonly string[] => [
  `${SIGNS[finding.state]} ${finding.setting}, ${finding.what}: ${finding.seen}`,
  ...(finding.state === 'fail' ? [`              → ${finding.mend}`] : []),
];
