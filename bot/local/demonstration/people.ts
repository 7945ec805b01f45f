/** The demonstration tenant's people: invented staff of two invented organisations that share one tenant. */

export const TENANT_ID = '5afe1194-0000-4000-8000-000000000001';
/** The guest's own tenant, which no policy names. */
export const OTHER_TENANT_ID = '5afe1194-0000-4000-8000-000000000002';

export interface Person {
  readonly oid: string;
  /** Home tenant: where the account lives, which for a guest is not the ward's tenant. */
  readonly tid: string;
  readonly name: string;
  readonly jobTitle: string;
  readonly upn: string;
  readonly organisation: 'harbourside' | 'fellview' | 'elsewhere';
  readonly guest: boolean;
  /** App roles as the sign-in's `roles` claim carries them. */
  readonly roles: readonly string[];
}

const person = (n: number, name: string, jobTitle: string, rest: Partial<Person> = {}): Person => ({
  oid: `5afe0000-0000-4000-8000-0000000000${String(n).padStart(2, '0')}`,
  tid: TENANT_ID,
  name,
  jobTitle,
  upn: `${name.toLowerCase().replace(/[^a-z]+/g, '.')}@harbourside.example`,
  organisation: 'harbourside',
  guest: false,
  roles: ['Clinician'],
  ...rest,
});

export const nurse = person(1, 'Asha Nair', 'Staff nurse, Ward 7');
export const f1 = person(2, 'Tom Whitlock', 'Foundation doctor (F1)');
export const registrar = person(3, 'Grace Okafor', 'Plastic surgery registrar');
export const consultant = person(4, 'Helen Marsh', 'Consultant plastic surgeon', {
  roles: ['Clinician', 'PatientRecord'],
});
export const informationGovernance = person(5, 'Owen Price', 'Information governance lead', {
  roles: ['InformationGovernance'],
});
export const guest = person(6, 'Marta Lind', 'Visiting specialist (guest)', {
  tid: OTHER_TENANT_ID,
  upn: 'marta.lind@elsewhere.example',
  organisation: 'elsewhere',
  guest: true,
  roles: [],
});
/** Works in the hospital, is in none of its clinical channels. */
export const outsider = person(7, 'Dean Foster', 'Physiotherapist, Ward 2');
export const fellviewNurse = person(8, 'Bronwen Hughes', 'Community nurse', {
  organisation: 'fellview',
  upn: 'bronwen.hughes@fellview.example',
});
export const fellviewConsultant = person(9, 'Sunil Rao', 'Consultant dermatologist', {
  organisation: 'fellview',
  upn: 'sunil.rao@fellview.example',
  roles: ['Clinician', 'PatientRecord'],
});

export const people: readonly Person[] = [
  nurse,
  f1,
  registrar,
  consultant,
  informationGovernance,
  guest,
  outsider,
  fellviewNurse,
  fellviewConsultant,
];
