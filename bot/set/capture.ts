import type { PersonId } from './ids.ts';
import type { Instant } from './instant.ts';
import type { SealedText } from './sealed.ts';
import type { Purpose } from './subject.ts';

/** Best first: the order is the guidance's own ladder of quality (META-08, BAD 2.1.5). */
export const MODES_OF_CAPTURE = [
  'medical-illustration-studio',
  'medical-illustration-bedside',
  'clinician-camera',
  'clinician-phone',
  'patient-camera',
  'patient-phone',
] as const;
export type ModeOfCapture = (typeof MODES_OF_CAPTURE)[number];

/** Whose device it was (META-06): the words said to the patient differ (INF-05). */
export type DeviceOwner = 'trust' | 'own-under-policy' | 'own-unmanaged' | 'patient';

/** Who the picture came from. `patient-sent`: nobody had asked for it (PAT-01, PAT-02, PAT-06). */
export type Source = 'staff' | 'patient-asked' | 'patient-sent' | 'representative';

/** Who took it: a colleague, or somebody who is not staff. */
export type TakenBy =
  | { readonly who: 'staff'; readonly person: PersonId }
  | { readonly who: 'patient' }
  | { readonly who: 'representative'; readonly relationship: SealedText };

/** The part that is shared, in thousandths of width and height (INT-03); the original is kept whole. */
export interface Crop {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** How the picture came to be (META-03, META-04): the mandatory three are who, when and how. */
export interface Capture {
  readonly takenBy: TakenBy;
  readonly mode: ModeOfCapture;
  /** Absent: nobody knows. Never the time it was posted (META-03). */
  readonly takenAt?: Instant;
  readonly device?: DeviceOwner;
  readonly source: Source;
  readonly purpose?: Purpose;
  /** The camera that faces the person holding the phone: left and right may be swapped (H6). */
  readonly selfieCamera: boolean;
  /** The picture was shown to the patient, who was content with it (INT-03). */
  readonly shown: 'unset' | 'yes' | 'no' | 'not-possible';
  /** Absent: all of it is shared. Never of what may be evidence (INT-08). */
  readonly crop?: Crop;
}
