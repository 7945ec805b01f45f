import { checkNhsNumber } from '../policy/nhs-number.js';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { PatientFound, PatientRecord } from '../ports/record.ts';
import { SafelightError, asSafelightError } from '../set/errors.ts';
import type { OrganisationId, PersonId, SetId } from '../set/ids.ts';

/**
 * Asks the record who a patient is, by NHS number and date of birth together (`YYYY-MM-DD`). Every asking is in the
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
    readonly nhsNumber: string;
    /** Absent: the number came from a wristband, which is two identifiers in one (policy/identify). */
    readonly birthDate?: string;
  }): Promise<PatientFound> => {
    const number = checkNhsNumber(asked.nhsNumber, deps.live);
    if (!number.ok) throw new SafelightError('nhs-number-invalid', { facts: { why: number.why } });
    if (asked.birthDate !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(asked.birthDate))
      throw new SafelightError('birth-date-invalid');
    const found = await deps.record.find(number.nhsNumber, asked.birthDate).catch(asSafelightError);
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
