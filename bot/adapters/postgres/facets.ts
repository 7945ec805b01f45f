import { isUnsettled } from '../../set/copy.ts';
import type { LookupHash } from '../../set/ids.ts';
import type { ImageSet } from '../../set/image-set.ts';

/** What a set can be found by besides its id, message and conversation. */
export interface Facets {
  /** Patients any of its images is filed to, or waits to be filed to. */
  readonly lookups: readonly LookupHash[];
  /** In custody, some image linked to nobody, and nobody has said that it is not clinical. */
  readonly unfiled: boolean;
  /** Somebody must still do something about a copy of it: always so before custody. */
  readonly outstanding: boolean;
  readonly alerting: boolean;
}

export const facets = (set: ImageSet): Facets => {
  const alerting = set.alerts.some((alert) => alert.closedAt === undefined);
  if (set.state !== 'stored')
    return { lookups: [], unfiled: false, outstanding: set.state === 'received', alerting };
  const filings = set.images.map((image) => image.filing);
  return {
    lookups: [...new Set(filings.flatMap((one) => (one.state === 'unfiled' ? [] : [one.patient.lookup])))],
    unfiled: set.notClinical === undefined && filings.some((one) => one.state === 'unfiled'),
    outstanding: set.copies.some(isUnsettled),
    alerting,
  };
};
