/** Every sentence of the pages that file images to a patient. */

export const filingWords = {
  preparing: 'Some pictures are safe but not ready to show yet. The page looks again by itself.',
  title: 'File to patient',
  back: 'Back to the images',
  which: 'Which images are of this patient?',
  whichHint: 'You can file the others to another patient afterwards.',
  otherSet: (posted: string): string => `Posted by the same person, ${posted}`,
  nhsNumber: 'NHS number',
  nhsNumberHint: '10 digits, for example 485 777 3456',
  birthDate: 'Date of birth',
  birthDateHint: 'For example, 31 3 1980',
  day: 'Day',
  month: 'Month',
  year: 'Year',
  lookUp: 'Find patient',
  problem: 'There is a problem',
  error: 'Error: ',
  noImages: 'Choose at least one image',
  notFound: 'No patient has both this NHS number and this date of birth. Check both.',
  nothingLeft: 'Every image here is already filed, or on its way to the record.',
  notClinical:
    'This was marked as not a clinical image. Whoever posted it can take that back; then it can be filed.',
} as const;

/** One for each reason of policy/nhs-number.js: the page that shows them does not compile without. */
export const nhsNumberFaults = {
  missing: 'Enter the NHS number',
  'not-ten-digits': 'The NHS number has 10 digits',
  'check-digit': 'This NHS number is not valid. Check each digit',
  'repeated-digit': 'This is not a patient’s NHS number',
  sequence: 'This is not a patient’s NHS number',
  'test-range': 'Numbers that begin with 999 are for testing only',
  'chi-range': 'This looks like a CHI number from Scotland. Enter the NHS number',
  'health-and-care-range':
    'This looks like a Health and Care number from Northern Ireland. Enter the NHS number',
  'never-issued': 'No NHS number begins like this. Check each digit',
} as const;

/** One for each reason of policy/birth-date.ts. */
export const birthDateFaults = {
  missing: 'Enter the date of birth',
  'not-a-date': 'The date of birth needs a day, a month and a year of 4 figures',
  'no-such-day': 'The date of birth is not a real date',
  'in-the-future': 'The date of birth is in the future',
  'too-long-ago': 'The date of birth is more than 130 years ago. Check the year',
} as const;

export const confirmWords = {
  title: 'Is this the right patient?',
  name: 'Name',
  birthDate: 'Date of birth',
  age: 'Age',
  gender: 'Gender',
  nhsNumber: 'NHS number',
  images: 'Images to file',
  yes: 'This is the right patient',
  no: 'Go back',
  deceased: 'The record says that this patient has died.',
  superseded: 'The NHS number you typed has been replaced. The one shown here is current.',
  changed: 'The record has changed since you looked. Check again.',
} as const;

export const genders = {
  female: 'Female',
  male: 'Male',
  other: 'Other',
  unknown: 'Not known',
} as const;

/** Under two years in months: `7 months`. */
export const ageOfPatient = ({
  years,
  months,
}: {
  readonly years: number;
  readonly months: number;
}): string => {
  const all = years * 12 + months;
  if (all < 24) return all === 1 ? '1 month' : `${all} months`;
  return `${years} years`;
};
