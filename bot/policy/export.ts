import type { LawfulBasis } from '../set/consent.ts';
import type { DisclosureReason, DisclosureRefusal } from '../set/disclosure.ts';
import type { StoredSet } from '../set/image-set.ts';
import type { StoredImage } from '../set/image.ts';
import { isOpenMisSend } from '../set/mis-send.ts';
import { factsOf } from './consent/facts-of.ts';
import type { Override } from './consent/may-leave.ts';
import { mayLeave } from './consent/may-leave.ts';
import { openWrongPatient } from './exceptions.ts';

export interface Disclosing {
  readonly why: DisclosureReason;
  readonly basis: LawfulBasis;
  /** In words; only that there are any is asked here. */
  readonly reason: string;
}

export type DiscloseAnswer =
  | { readonly allowed: true; readonly basis: LawfulBasis }
  | { readonly allowed: false; readonly why: DisclosureRefusal };

/** The legal reason that stands in place of the patient's yes (CON-23, CON-35); "agreed" has none. */
const OVERRIDES: Readonly<Record<DisclosureReason, Override['why'] | undefined>> = {
  'subject-access': 'law',
  agreed: undefined,
  law: 'law',
  'court-order': 'court-order',
  'public-interest': 'public-interest',
  'serious-threat': 'serious-threat',
};

/**
 * Whether one image may be given out (CON-35): never what is held, waits for a second person or may be another patient's;
 * then as every way out is judged (policy/consent/may-leave.ts). What is restricted goes to nobody: its viewers are named.
 */
export const mayDisclose = (
  set: StoredSet,
  image: StoredImage,
  { why, basis, reason }: Disclosing,
): DiscloseAnswer => {
  if (set.hold !== undefined) return { allowed: false, why: 'held' };
  if (isBeingDecided(set, image)) return { allowed: false, why: 'being-decided' };
  if (openWrongPatient(set) !== undefined) return { allowed: false, why: 'patient-doubted' };
  const override = OVERRIDES[why];
  return mayLeave(factsOf(image), {
    how: 'export',
    basis,
    ...(override === undefined ? {} : { override: { why: override, reason } }),
  });
};

/** Refused by the patient, marked as not clinical, or said to be sent wrongly: two people decide, and nobody before them. */
const isBeingDecided = (set: StoredSet, image: StoredImage): boolean => {
  const { consent } = factsOf(image);
  return (
    (consent.state === 'declined' && consent.decided === undefined) ||
    set.notClinical !== undefined ||
    (set.misSends ?? []).some((one) => isOpenMisSend(one) && one.destroyProposed !== undefined)
  );
};
