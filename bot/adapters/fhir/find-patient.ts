import type { HospitalNumber, PatientFound } from '../../ports/record.ts';
import { SafelightError } from '../../set/errors.ts';
import type { AskRecord } from './ask-record.ts';
import { fields, list, localReference, resourceId, text } from './read-json.ts';
import type { Fields } from './read-json.ts';

const NHS_NUMBER_SYSTEM = 'https://fhir.nhs.uk/Id/nhs-number';
/** A record merged and merged again; more than this is a loop. */
const MAX_MERGES = 3;
const GENDERS = ['female', 'male', 'other'] as const;

/**
 * Asks for number and birth date together, or for the number alone where a band bore it; where nobody fits both, by the number alone, to tell "not found" from
 * "details differ". The birth date is compared here too: a server may ignore a parameter it does not know.
 */
export const findPatient = async (
  ask: AskRecord,
  nhsNumber: string,
  birthDate?: string,
): Promise<PatientFound> => {
  const identifier = `${NHS_NUMBER_SYSTEM}|${nhsNumber}`;
  const both = birthDate === undefined ? [] : await search(ask, { identifier, birthdate: birthDate });
  const found = both.length > 0 ? both : await search(ask, { identifier });
  const patient = await theOne(ask, found);
  if (birthDate !== undefined && patient['birthDate'] !== birthDate)
    throw new SafelightError('patient-details-differ');
  return describe(patient, nhsNumber);
};

/**
 * By the hospital's own number. It must stand in the record that is found: a server may ignore a parameter, and a band
 * without an NHS number has nothing else that could show it.
 */
export const findByHospitalNumber = async (
  ask: AskRecord,
  { system, value }: HospitalNumber,
): Promise<PatientFound> => {
  const found = await search(ask, { identifier: `${system}|${value}` });
  const own = found.filter((patient) =>
    list(patient['identifier']).some(
      (one) => one['system'] === system && one['value'] === value && isCurrent(one),
    ),
  );
  const patient = await theOne(ask, own);
  const nhsNumber = currentNumber(patient);
  if (nhsNumber === undefined) throw new SafelightError('patient-not-found');
  return describe(patient, nhsNumber);
};

/** Merged records are one; two living ones are never chosen between. */
const theOne = async (ask: AskRecord, found: readonly Fields[]): Promise<Fields> => {
  const current = await Promise.all(found.map((patient) => survivor(ask, patient)));
  const [patient, ...others] = [...new Map(current.map((one) => [one['id'], one])).values()];
  if (patient === undefined) throw new SafelightError('patient-not-found');
  if (others.length > 0)
    throw new SafelightError('record-refused', { facts: { why: 'more-than-one-patient' } });
  return patient;
};

const search = async (ask: AskRecord, form: Record<string, string>): Promise<readonly Fields[]> => {
  const { body } = await ask({ method: 'POST', path: 'Patient/_search', form });
  const bundle = fields(body);
  if (bundle['resourceType'] !== 'Bundle')
    throw new SafelightError('record-refused', { facts: { why: 'not-a-bundle' } });
  return list(bundle['entry'])
    .map((entry) => fields(entry['resource']))
    .filter((one) => one['resourceType'] === 'Patient');
};

/** The record that replaced this one, if it was merged into another (requirements.md C4: superseded). */
const survivor = async (ask: AskRecord, patient: Fields, merges = 0): Promise<Fields> => {
  const link = list(patient['link']).find((one) => one['type'] === 'replaced-by');
  if (link === undefined) return patient;
  const other = localReference(fields(link['other'])['reference'], 'Patient');
  if (other === undefined || merges >= MAX_MERGES)
    throw new SafelightError('record-refused', { facts: { why: 'merge-unclear' } });
  const { body } = await ask({ method: 'GET', path: other });
  return survivor(ask, fields(body), merges + 1);
};

const describe = (patient: Fields, asked: string): PatientFound => {
  const id = resourceId(patient['id']);
  if (id === undefined) throw new SafelightError('record-refused', { facts: { why: 'patient-without-id' } });
  const birthDate = text(patient['birthDate']);
  // Read back beside the name, and what consent asks of a child hangs on it.
  if (birthDate === undefined)
    throw new SafelightError('record-refused', { facts: { why: 'patient-without-birth-date' } });
  const nhsNumber = currentNumber(patient) ?? asked;
  return {
    reference: `Patient/${id}`,
    nhsNumber,
    name: nameOf(patient),
    birthDate,
    gender: GENDERS.find((one) => one === patient['gender']) ?? 'unknown',
    deceased: patient['deceasedBoolean'] === true || text(patient['deceasedDateTime']) !== undefined,
    superseded: nhsNumber !== asked,
  };
};

const isCurrent = (one: Fields): boolean =>
  one['use'] !== 'old' && text(fields(one['period'])['end']) === undefined;

const currentNumber = (patient: Fields): string | undefined => {
  const numbers = list(patient['identifier']).filter((one) => one['system'] === NHS_NUMBER_SYSTEM);
  return text(numbers.find(isCurrent)?.['value']);
};

const nameOf = (patient: Fields): string => {
  const names = list(patient['name']).filter(isCurrent);
  const name = names.find((one) => one['use'] === 'official' || one['use'] === 'usual') ?? names[0] ?? {};
  const given = Array.isArray(name['given']) ? name['given'].map(text) : [];
  const spoken = [...given, text(name['family'])].filter((part) => part !== undefined).join(' ');
  return text(name['text']) ?? spoken;
};
