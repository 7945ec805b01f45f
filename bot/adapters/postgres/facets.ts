import { isUnsettled } from '../../set/copy.ts';
import type { LookupHash, PersonId } from '../../set/ids.ts';
import type { ImageSet, StoredSet } from '../../set/image-set.ts';

/** What a set can be found by besides its id, message and conversation. */
export interface Facets {
  /** Patients any of its images is filed to, or waits to be filed to. */
  readonly lookups: readonly LookupHash[];
  /** Who was asked for a second opinion about it, and who asked, as `askedAs` writes them. */
  readonly asked: readonly string[];
  /** In custody, some image linked to nobody, and nobody has said that it is not clinical. */
  readonly unfiled: boolean;
  /** Somebody must still do something about a copy of it: always so before custody. */
  readonly outstanding: boolean;
  readonly alerting: boolean;
}

export const facets = (set: ImageSet): Facets => {
  const alerting = set.alerts.some((alert) => alert.closedAt === undefined);
  if (set.state !== 'stored')
    return { lookups: [], asked: [], unfiled: false, outstanding: set.state === 'received', alerting };
  const filings = set.images.map((image) => image.filing);
  return {
    lookups: [...new Set(filings.flatMap((one) => (one.state === 'unfiled' ? [] : [one.patient.lookup])))],
    asked: askedIn(set),
    unfiled: set.notClinical === undefined && filings.some((one) => one.state === 'unfiled'),
    outstanding: set.copies.some(isUnsettled),
    alerting,
  };
};

/** One person as asked, or as asking: for the table `question_people`. */
export const askedAs = (how: 'of' | 'by', { tid, oid }: PersonId): string => `${how} ${tid} ${oid}`;

const askedIn = ({ questions = [] }: StoredSet): readonly string[] => [
  ...new Set(
    questions.flatMap(({ by, toldTo }) => [
      askedAs('by', by),
      ...toldTo.map(({ person }) => askedAs('of', person)),
    ]),
  ),
];
