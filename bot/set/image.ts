import type { ConsentFacts } from './consented.ts';
import type { ImageId, LookupHash, PersonId, Sha256 } from './ids.ts';
import type { Instant } from './instant.ts';
import type { Flaw } from './quality.ts';
import type { Review } from './review.ts';
import type { SaidTaken } from './said-taken.ts';
import type { SealedBlob, SealedText } from './sealed.ts';
import type { InSeries } from './series.ts';
import type { Shown } from './shown.ts';

export type MediaKind = 'image' | 'video' | 'audio' | 'document';

/** When the picture was taken, and who says so (META-03): never the time it was posted. */
export interface TakenAt {
  /** As the device wrote it, `YYYY-MM-DDTHH:MM:SS`, local to wherever it was. */
  readonly local: string;
  /** `+01:00` where the device recorded it. */
  readonly offset?: string;
  readonly source: 'exif';
}

/** What was done to a picture before it came, as its own file says (META-07). `custom`: something, of no known kind. */
export type Processed = 'beautified' | 'composite' | 'custom' | 'edited' | 'hdr' | 'panorama' | 'portrait';

/** What the first bytes and the metadata say of an original, without decoding a pixel. */
export interface Inspection {
  readonly kind: MediaKind;
  /** By first bytes, never by name or by what the sender declared. */
  readonly mediaType: string;
  readonly width?: number;
  readonly height?: number;
  readonly takenAt?: TakenAt;
  /** Make and model: text, therefore kept sealed. */
  readonly device?: string;
  readonly hasLocation: boolean;
  /** Absent: the file says nothing. */
  readonly processed?: readonly Processed[];
}

export type RenditionName = 'screen' | 'preview';

/** What people see: oriented, in sRGB, free of metadata (META-02). */
export type Renditions =
  | { readonly state: 'owed' }
  | {
      readonly state: 'ready';
      readonly screen: SealedBlob & Size;
      readonly preview: SealedBlob & Size;
      /** The file was cut short or damaged: only a part of the picture is there to see. */
      readonly partial?: true;
      /** What may be amiss with it, gravest first; empty: nothing was found. Absent: nobody has looked. */
      readonly quality?: readonly Flaw[];
    }
  | { readonly state: 'impossible'; readonly why: 'not-a-picture' | 'cannot-be-decoded' | 'image-too-large' };

export interface Size {
  readonly width: number;
  readonly height: number;
}

export type Filing =
  | { readonly state: 'unfiled' }
  /** The person has confirmed; the record has not answered yet. */
  | { readonly state: 'waiting'; readonly patient: PatientLink; readonly by: PersonId; readonly at: Instant }
  | {
      readonly state: 'filed';
      readonly patient: PatientLink;
      readonly by: PersonId;
      readonly at: Instant;
      /** FHIR reference, e.g. `DocumentReference/123`. */
      readonly document: string;
      /** Of the note that the record has beside it: written anew once it would say something else (CON-11). */
      readonly noted?: Sha256;
    };

export interface PatientLink {
  readonly lookup: LookupHash;
  /** Sealed JSON: NHS number, name, birth date, FHIR patient reference. */
  readonly patient: SealedText;
}

/** One image in custody. Identity, consent and filing are per image (design.md section 1). */
export interface StoredImage {
  readonly id: ImageId;
  readonly kind: MediaKind;
  readonly mediaType: string;
  readonly sha256: Sha256;
  readonly width?: number;
  readonly height?: number;
  readonly takenAt?: TakenAt;
  readonly hasLocation: boolean;
  /** What its file says was done to it on the device. Absent: it says nothing. */
  readonly processed?: readonly Processed[];
  /** Sealed JSON: file name and device. */
  readonly details: SealedText;
  readonly original: SealedBlob;
  readonly renditions: Renditions;
  readonly filing: Filing;
  /** What it shows, how it came to be and what the patient agreed to. Absent: nobody has been asked. */
  readonly consent?: ConsentFacts;
  /** What else it may show, gravest first. Absent: nobody has looked; empty: nothing was seen, which says little. */
  readonly shows?: readonly Shown[];
  /** NHS numbers that could be read in it, as they are looked up by (policy/written-details.ts). Never the numbers. */
  readonly numbers?: readonly LookupHash[];
  /** Its place among photographs of the same wound. */
  readonly series?: InSeries;
  /** Who took it, when and how, said afterwards of what was not taken with Safelight. */
  readonly saidTaken?: SaidTaken;
  /** What Medical Illustration says of it. Absent: nobody has looked. */
  readonly review?: Review;
  /** Earlier filings taken back: documents marked `entered-in-error`, or still to be. */
  readonly retracted: readonly {
    /** Empty where the record's answer was not there yet: whatever current document of the image stands is meant. */
    readonly document: string;
    readonly at: Instant;
    readonly by: PersonId;
    readonly done: boolean;
  }[];
}
