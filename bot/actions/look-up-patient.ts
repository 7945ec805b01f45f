import { checkNhsNumber } from '../policy/nhs-number.js';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { HospitalNumber, PatientFound, PatientRecord } from '../ports/record.ts';
import { SafelightError, asSafelightError } from '../set/errors.ts';
import type { OrganisationId, PersonId, SetId } from '../set/ids.ts';

/** How a patient is named. A wristband is two identifiers in one (policy/identify): it needs no date of birth. */
export type Named =
  { readonly nhsNumber: string; readonly birthDate?: string } | { readonly hospitalNumber: HospitalNumber };

/**
 * Asks the record who a patient is, by NHS number and date of birth together (`YYYY-MM-DD`), or by what a band bears. Every asking is in the
 * audit before it is answered, found or not, without number or name. Throws `nhs-number-invalid`,
 * `birth-date-invalid`, `patient-not-found`, `patient-details-differ`, `record-unreachable`, `record-refused`.
 */
export const lookUpPatient =
  (deps: {
    readonly ledger: Ledger;
    readonly record: PatientRecord;
    readonly clock: Clock;
    /** True refuses NHS numbers of the test range. */
    readonly live: boolean;
  }) =>
  async (asked: {
    readonly organisation: OrganisationId;
    /** Absent where there is no set yet: a picture is being taken. */
    readonly set?: SetId;
    readonly by: PersonId;
    readonly named: Named;
  }): Promise<PatientFound> => {
    const find = finding(deps.record, asked.named, deps.live);
    const found = await find().catch(asSafelightError);
    await deps.ledger.audit.append(asked.organisation, [
      {
        kind: 'patient-looked-up',
        at: deps.clock.now(),
        by: asked.by,
        ...(asked.set === undefined ? {} : { set: asked.set }),
        facts: { result: found instanceof SafelightError ? found.code : 'found' },
      },
    ]);
    if (found instanceof SafelightError) throw found;
    return found;
  };

/** What is asked, checked first: what cannot be anybody's number is not asked, and not in the audit. */
const finding = (record: PatientRecord, named: Named, live: boolean): (() => Promise<PatientFound>) => {
  if ('hospitalNumber' in named) return () => record.findByHospitalNumber(named.hospitalNumber);
  const { birthDate } = named;
  const number = checkNhsNumber(named.nhsNumber, live);
  if (!number.ok) throw new SafelightError('nhs-number-invalid', { facts: { why: number.why } });
  if (birthDate !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(birthDate))
    throw new SafelightError('birth-date-invalid');
  return () => record.find(number.nhsNumber, birthDate);
};
