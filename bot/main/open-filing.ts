import { fileToPatient } from '../actions/file-to-patient.ts';
import { lookUpPatient } from '../actions/look-up-patient.ts';
import { retractFiling } from '../actions/retract-filing.ts';
import type { Clock } from '../ports/clock.ts';
import type { Keys } from '../ports/keys.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { PatientRecord } from '../ports/record.ts';
import type { FilingRoom } from '../viewer/filing/filing-room.ts';

/** What the filing pages press. `live` refuses NHS numbers of the test range. */
export const openFiling = (deps: {
  readonly ledger: Ledger;
  readonly keys: Keys;
  readonly record: PatientRecord;
  readonly clock: Clock;
  readonly live: boolean;
}): FilingRoom['filing'] => ({
  lookUp: lookUpPatient(deps),
  file: fileToPatient(deps),
  retract: retractFiling(deps),
  live: deps.live,
});
