import type { ImageId, SetId, Sha256 } from '../set/ids.ts';
import type { Instant } from '../set/instant.ts';

/** The hospital's patient record (FHIR R4, UK Core). All may throw `record-unreachable` (transient). */
export interface PatientRecord {
  /**
   * By NHS number and birth date together, or by the number a wristband bears alone. `patient-not-found`, or
   * `patient-details-differ` when only the number fits.
   */
  find(nhsNumber: string, birthDate?: string): Promise<PatientFound>;
  /**
   * By the number the hospital itself gave and its wristband bears, under the hospital's own system of identifiers.
   * `patient-not-found`, also of a patient who has no NHS number: nothing could be filed by it.
   */
  findByHospitalNumber(number: HospitalNumber): Promise<PatientFound>;
  /** Writes the DocumentReference once: conditional on the image's id, so a second call finds the first. */
  file(document: ImageDocument): Promise<{ readonly document: string }>;
  /** Makes the note beside it what it is now; twice is once. One that is gone has none. */
  note(document: string, note: DocumentNote): Promise<void>;
  /** Current documents of this image: what a filing whose answer was lost may have left behind. */
  standing(image: ImageId): Promise<readonly string[]>;
  /** Marks it `entered-in-error`; doing so twice succeeds. */
  retract(document: string): Promise<void>;
  ready(): Promise<void>;
}
export interface HospitalNumber {
  /** An address that names the hospital's numbers, as its record has it. */
  readonly system: string;
  readonly value: string;
}
export interface PatientFound {
  /** FHIR reference, `Patient/…`. */
  readonly reference: string;
  readonly nhsNumber: string;
  readonly name: string;
  readonly birthDate: string;
  /** Years on the day of asking; months under two years are left to the words. */
  readonly gender: 'female' | 'male' | 'other' | 'unknown';
  readonly deceased: boolean;
  /** The number asked for was replaced by `nhsNumber` (requirements.md C4: superseded). */
  readonly superseded: boolean;
}
export interface ImageDocument {
  readonly image: ImageId;
  readonly set: SetId;
  readonly organisation: string;
  readonly patient: string;
  readonly mediaType: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly takenAt?: string;
  readonly postedAt: Instant;
  readonly filedAt: Instant;
  readonly author: string;
  /** Viewer address: needs sign-in and access, carries no patient detail. */
  readonly url: string;
  /** Beside a picture; a document that is none has no note. */
  readonly note?: DocumentNote;
}
/** What the record says of the picture beside it (CON-06, CON-11, CON-12). */
export interface DocumentNote {
  /** Whose photograph it is (META-09), what it shows, who took it, whom it was sent to, what was agreed to. */
  readonly words: string;
  /** Only people who are named may open it: the record is told, and never why. */
  readonly restricted: boolean;
  /** The hash of exactly what was agreed to (bot/audit/bind-consent.ts). Absent: nobody has been asked. */
  readonly agreed?: Sha256;
}
