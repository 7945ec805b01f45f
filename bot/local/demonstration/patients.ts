/** Invented patients. NHS numbers are those published for testing, valid by their check digit. */

export interface Patient {
  readonly id: string;
  readonly nhsNumber: string;
  /** As Harbourside's own wristbands bear it beside or instead of the NHS number. */
  readonly hospitalNumber?: string;
  readonly given: readonly string[];
  readonly family: string;
  readonly birthDate: string;
  readonly gender: 'female' | 'male';
  readonly organisation: 'harbourside' | 'fellview';
}

/** Names the hospital numbers of Harbourside in the record, and in the demonstration's policy file. */
export const HOSPITAL_NUMBER_SYSTEM = 'https://harbourside.example/id/hospital-number';

export const patients: readonly Patient[] = [
  {
    id: 'demo-1',
    nhsNumber: '9434765919',
    hospitalNumber: 'H4400017',
    given: ['Edith'],
    family: 'Marlowe',
    birthDate: '1941-03-09',
    gender: 'female',
    organisation: 'harbourside',
  },
  {
    id: 'demo-2',
    nhsNumber: '4010232137',
    hospitalNumber: 'H4400025',
    given: ['Joseph'],
    family: 'Tanner',
    birthDate: '1978-11-30',
    gender: 'male',
    organisation: 'harbourside',
  },
  {
    id: 'demo-3',
    nhsNumber: '6541003238',
    hospitalNumber: 'H4400033',
    given: ['Amina'],
    family: 'Yusuf',
    birthDate: '2016-06-21',
    gender: 'female',
    organisation: 'harbourside',
  },
  {
    id: 'demo-4',
    nhsNumber: '6716689966',
    given: ['Peter'],
    family: 'Lloyd',
    birthDate: '1955-01-17',
    gender: 'male',
    organisation: 'fellview',
  },
];
