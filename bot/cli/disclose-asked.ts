import type { LawfulBasis } from '../set/consent.ts';
import { LAWFUL_BASES } from '../set/consent.ts';
import type { DisclosureReason } from '../set/disclosure.ts';
import { DISCLOSURE_REASONS } from '../set/disclosure.ts';

/** The words of `safelight disclose`; what names a patient is never among them. */
export interface DiscloseAsked {
  /** A set's id, or the one patient who is named when asked. */
  readonly of: string;
  readonly why?: DisclosureReason;
  readonly basis?: LawfulBasis;
  /** Object id in the directory of whoever discloses. */
  readonly by?: string;
  readonly organisation?: string;
  readonly to?: string;
}

const OPTIONS = ['--why', '--basis', '--by', '--organisation', '--to'];

/**
 * Undefined: not understood. A number in place of a set is refused here: it would stand in the shell's history. A set's id
 * may begin with a hyphen, as one in sixty-four does.
 */
export const discloseAsked = ([command, of, ...rest]: readonly string[]): DiscloseAsked | undefined => {
  if (command !== 'disclose' || of === undefined || OPTIONS.includes(of)) return undefined;
  if (/^[\d\s-]{10,}$/.test(of)) return undefined;
  const said = new Map<string, string>();
  for (let at = 0; at < rest.length; at += 2) {
    const [option = '', value] = rest.slice(at, at + 2);
    if (!OPTIONS.includes(option) || value === undefined || said.has(option)) return undefined;
    said.set(option, value);
  }
  const why = DISCLOSURE_REASONS.find((one) => one === said.get('--why'));
  const basis = LAWFUL_BASES.find((one) => one === said.get('--basis'));
  const [by, organisation, to] = ['--by', '--organisation', '--to'].map((one) => said.get(one));
  return {
    of,
    ...(why === undefined ? {} : { why }),
    ...(basis === undefined ? {} : { basis }),
    ...(by === undefined ? {} : { by }),
    ...(organisation === undefined ? {} : { organisation }),
    ...(to === undefined ? {} : { to }),
  };
};
