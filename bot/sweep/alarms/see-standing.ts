import { isCovered } from '../../policy/coverage.ts';
import type { PartAlertKind } from '../../set/part-alert.ts';
import type { AlarmRoom, Organisation } from './room.ts';

/** Something that is wrong now. */
export interface Standing {
  readonly what: PartAlertKind;
  /** The conversation it is about; empty for a part. */
  readonly subject: string;
}

/** Parts as `/readyz` names them. The ledger is not among them: nothing can be kept while it is away. */
const PARTS: Readonly<Record<string, PartAlertKind>> = {
  blobs: 'store-down',
  keys: 'key-service-down',
  record: 'record-down',
  'sign-in': 'sign-in-down',
};

/** Kinds judged anew at every look. Whoever raises another kind closes it: the audit's chain has an hour of its own. */
const SEEN_HERE: ReadonlySet<PartAlertKind> = new Set([
  ...Object.values(PARTS),
  'not-covered',
  'outsider-present',
]);
export const isSeenHere = (what: PartAlertKind): boolean => SEEN_HERE.has(what);

/** Everything wrong for an organisation, as this process sees it. */
export const seeStanding = async (
  { coverage }: AlarmRoom,
  { id }: Organisation,
  health: readonly { readonly part: string; readonly ok: boolean }[],
): Promise<readonly Standing[]> => {
  const parts = health.flatMap(({ part, ok }) => {
    const what = PARTS[part];
    return ok || what === undefined ? [] : [{ what, subject: '' }];
  });
  const conversations = await coverage.all(id);
  const uncovered = conversations.some((one) => !isCovered(one));
  const outsiders = conversations.filter((one) => one.outsiders.length > 0);
  return [
    ...parts,
    ...(uncovered ? [{ what: 'not-covered' as const, subject: '' }] : []),
    ...outsiders.map(({ place }) => ({ what: 'outsider-present' as const, subject: place.conversation })),
  ];
};
