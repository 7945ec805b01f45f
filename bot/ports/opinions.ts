import type { AnswerId } from '../set/ids.ts';
import type { Opinion } from '../set/opinion.ts';

/** Second opinions in the hospital's patient record (FHIR R4 `Communication`). All may throw `record-unreachable`. */
export interface Opinions {
  /**
   * Says this once of one patient: conditional on answer and patient, so a second call finds the first. One that stands
   * already and is about fewer images is brought to say this. `record-refused` where it will not be written.
   */
  state(opinion: Opinion): Promise<{ readonly document: string }>;
  /** Every statement of this answer that stands, of whichever patient: what a call whose answer was lost left behind. */
  standing(answer: AnswerId): Promise<readonly string[]>;
  /** Marks it `entered-in-error`; doing so twice succeeds. */
  retract(document: string): Promise<void>;
}
