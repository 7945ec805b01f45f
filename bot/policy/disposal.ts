import type { StoredSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import { isDue } from '../set/instant.ts';
import { samePerson } from '../set/ids.ts';
import { retractionOwed } from './filing.ts';
import { takeBackUntil } from './not-clinical.ts';

/** Invariant 8: nothing is disposed of under a hold, before its date, or by one person. */
export const mayDispose = (set: StoredSet, now: Instant): 'now' | 'not-yet' | 'never' => {
  const mark = set.notClinical;
  if (mark?.approvedBy === undefined || samePerson(mark.by, mark.approvedBy)) return 'never';
  if (set.images.some((image) => image.filing.state !== 'unfiled')) return 'never';
  // A record that still shows a filing taken back is put right first.
  if (set.images.some(retractionOwed)) return 'not-yet';
  if (set.hold !== undefined || !isDue(takeBackUntil(mark), now)) return 'not-yet';
  return 'now';
};
