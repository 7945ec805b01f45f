/** What a person can be known by at the bedside (requirements.md C4, PID-05). */
export type Identifier =
  | 'wristband'
  | 'nhs-number'
  | 'hospital-number'
  /** Scotland's and Northern Ireland's numbers, named as what they are and never taken for an NHS number. */
  | 'chi-number'
  | 'health-and-care-number'
  | 'temporary-number'
  | 'birth-date'
  | 'name';

export type Identification =
  | { readonly enough: true }
  /** Goes to the unfiled list: the picture is safe, and is somebody's to be found. */
  | { readonly enough: false; readonly why: 'one-only' | 'none' | 'not-confirmed' };

const NUMBERS: readonly Identifier[] = [
  'nhs-number',
  'hospital-number',
  'chi-number',
  'health-and-care-number',
  'temporary-number',
];

/**
 * Two that agree, one of them a number or a band, and a person who has read name and age back (issue C part 2). A band
 * carries both; a valid check digit alone is nobody's identity, and a name alone is no second. `agreed` are those the
 * record gave the same patient for.
 */
export const identifiesPatient = (agreed: readonly Identifier[], confirmed: boolean): Identification => {
  const different = new Set(agreed);
  const strong = different.has('wristband') || NUMBERS.some((one) => different.has(one));
  const second = different.has('wristband') || different.has('birth-date');
  if (different.size === 0) return { enough: false, why: 'none' };
  if (!strong || !second) return { enough: false, why: 'one-only' };
  return confirmed ? { enough: true } : { enough: false, why: 'not-confirmed' };
};
