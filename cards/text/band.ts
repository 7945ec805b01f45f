import type { BandFault } from '../../bot/set/band.ts';
import type { ErrorWords } from '../text.ts';

const typeItInstead = 'Check the printed number with the patient and type it instead.';
const misprinted: ErrorWords = {
  title: 'This wristband was read, but its number cannot be right',
  whatToDo: `${typeItInstead} Ask for the band to be printed again.`,
};
const belongsToNobody: ErrorWords = {
  title: 'The number on this wristband belongs to nobody',
  whatToDo: `It may be left over from a test of the printer. ${typeItInstead}`,
};

/** One for each reason a band is not believed: a reason without words does not compile. */
export const bandFaultWords: Readonly<Record<BandFault, ErrorWords>> = {
  'gsrn-length': misprinted,
  'gsrn-check-digit': misprinted,
  'nhs-check-digit': misprinted,
  'gsrn-issuer': {
    title: 'This code was not issued by the NHS',
    whatToDo: `It looks like a patient’s code of another organisation. ${typeItInstead}`,
  },
  'repeated-digit': belongsToNobody,
  sequence: belongsToNobody,
  'never-issued': belongsToNobody,
  'test-range': {
    title: 'This is a test number',
    whatToDo: `Numbers beginning 999 are set aside for testing. ${typeItInstead}`,
  },
  'chi-range': {
    title: 'This looks like a Scottish CHI number',
    whatToDo:
      'It is not an NHS number and was not used. Look the patient up by their NHS or hospital number.',
  },
  'health-and-care-range': {
    title: 'This looks like a Health and Care number from Northern Ireland',
    whatToDo:
      'It is not an NHS number and was not used. Look the patient up by their NHS or hospital number.',
  },
  'two-numbers': {
    title: 'Two different numbers are in view',
    whatToDo: 'Move so that only one wristband can be seen. If it is one band, type the number instead.',
  },
  'unlabelled-number': {
    title: 'This code does not say what its number is',
    whatToDo: `Point at the square code, if the band has one. ${typeItInstead}`,
  },
  'no-number': {
    title: 'This wristband carries no number that can be used',
    whatToDo: typeItInstead,
  },
  'staff-badge': {
    title: 'This is a staff badge',
    whatToDo: 'Point at the patient’s wristband.',
  },
};
