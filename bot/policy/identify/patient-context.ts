import type { PersonId } from '../../set/ids.ts';
import { samePerson } from '../../set/ids.ts';
import type { Instant } from '../../set/instant.ts';
import { isDue, later, MINUTE } from '../../set/instant.ts';

/** A confirmed patient is not the next patient (H1): the context ends by itself. */
export const PATIENT_CONTEXT_MS = 15 * MINUTE;

/** Who the next pictures are of. `patient` is whatever names one patient to the caller: it is only compared. */
export interface PatientContext {
  readonly patient: string;
  readonly confirmedBy: PersonId;
  readonly confirmedAt: Instant;
}

/** Whether it still stands for this person: not for whoever picks the phone up next, and not past its time. */
export const isCurrent = (context: PatientContext, by: PersonId, now: Instant): boolean =>
  samePerson(context.confirmedBy, by) && !isDue(later(context.confirmedAt, PATIENT_CONTEXT_MS), now);

/** A band was seen while a context stands: another patient's ends it at once, and is confirmed anew by a person. */
export const afterBand = (context: PatientContext, seen: string): PatientContext | undefined =>
  context.patient === seen ? context : undefined;
