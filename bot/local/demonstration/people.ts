/** The demonstration tenant's people: invented staff of two invented organisations that share one tenant. */

export const TENANT_ID = '5afe1194-0000-4000-8000-000000000001';
/** The guest's own tenant, which no policy names. */
export const OTHER_TENANT_ID = '5afe1194-0000-4000-8000-000000000002';

/** Another trust's, which the policy names: some of its people may be asked for an opinion. */
export const BURNS_TENANT_ID = '5afe1194-0000-4000-8000-000000000003';

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
/** The two who agree to an intimate picture of somebody under 18; in no conversation of the wards. */
export const paediatrician = person(10, 'Ruth Adeyemi', 'Consultant paediatrician', {
  roles: ['Clinician', 'Senior'],
});
export const safeguardingLead = person(11, 'Maeve Connolly', 'Named nurse for safeguarding children', {
  roles: ['Clinician', 'Safeguarding'],
});
/** Judges the quality of pictures; in no clinical channel (QUAL-13). */
export const illustrator = person(20, 'Colin Reid', 'Medical illustrator', {
  roles: ['MedicalIllustration'],
});
/** Follows wounds from ward to ward by the record, and says when the next photograph is due. */
export const woundNurse = person(21, 'Joan Beckett', 'Tissue viability nurse', {
  roles: ['Clinician', 'PatientRecord', 'TissueViability'],
});

/** Of another trust: asked by name, signs in with their own account, is in no conversation here. */
export const burnsConsultant = person(30, 'Ifan Pritchard', 'Consultant burns surgeon', {
  tid: BURNS_TENANT_ID,
  upn: 'ifan.pritchard@northmoor.example',
  organisation: 'elsewhere',
});

export const people: readonly Person[] = [
  burnsConsultant,
  nurse,
  f1,
  registrar,
  consultant,
  informationGovernance,
  guest,
  outsider,
  fellviewNurse,
  fellviewConsultant,
  paediatrician,
  safeguardingLead,
  illustrator,
  woundNurse,
];
