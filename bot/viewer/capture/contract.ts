import type { AudienceSaid } from '../../set/audience.ts';
import type { Band, BandRules } from '../../set/band.ts';
import type { BodySiteCode, Laterality } from '../../set/body-site.ts';
import type { Capture, Crop, DeviceOwner } from '../../set/capture.ts';
import type { ConsentRefusal, ConsentWarning, Question } from '../../set/consent-codes.ts';
import type {
  Answer,
  Answers,
  Authority,
  Capacity,
  Competence,
  CouldNotAsk,
  Informed,
} from '../../set/consent.ts';
import type { AgeBand } from '../../set/consented.ts';
import type { Place } from '../../set/place.ts';
import type { Urgency } from '../../set/question.ts';
import type { RestrictionReason } from '../../set/restriction.ts';
import type { ImpliedSubject, Purpose, Subject } from '../../set/subject.ts';

/**
 * What the capture page and the server say to one another, both ways, as JSON. Who presses, their name and the time
 * are never sent: the server knows them. Every request carries `x-safelight: 1`, and a session or the tab's token.
 */

/** `GET /capture/places`: where this person may send to. */
export interface PlacesAnswer {
  readonly places: readonly {
    readonly ticket: string;
    readonly kind: Place['kind'];
    readonly name?: string;
  }[];
}

/** `POST /capture/begin`: a new capture, or one of one's own that is still open, after the page was loaded anew. */
export type BeginAsked = { readonly ticket: string } | { readonly capture: string };
export interface BeginAnswer {
  readonly capture: string;
  readonly placeKind: Place['kind'];
  readonly placeName?: string;
  readonly who: { readonly name: string };
  readonly chunkBytes: number;
  readonly maxBytes: number;
  readonly maxImages: number;
  /** 32 bytes, base64url: seals what the browser keeps; the same as long as the session lasts, gone with it. */
  readonly browserKey: string;
  /** How this organisation's wristbands are read (policy/band/band-rules.ts). */
  readonly band: BandRules;
  /** Roles that can be asked for an opinion with what is sent; absent where there are none. */
  readonly roles?: readonly { readonly id: string; readonly name: string }[];
  /** What the page for patients is asked for: whose it is. */
  readonly leaflet: string;
  /** The trust's own paragraph beside ours (CON-39). */
  readonly ownWords?: string;
  /** Version of the words shown to be said. */
  readonly words: string;
}

/** `GET /capture/:id`. */
export interface CaptureStatus {
  readonly state: 'open' | 'sent' | 'stored' | 'failed' | 'stopped';
  readonly set?: string;
  /** Chunks held, by image. */
  readonly images: Readonly<Record<string, readonly number[]>>;
}

/** `POST /capture/:id/patient`. */
export type PatientAsked =
  | {
      readonly nhsNumber: string;
      readonly birthDate: { readonly day: string; readonly month: string; readonly year: string };
    }
  | { readonly band: Band };
export type PatientAnswer =
  | {
      readonly found: {
        readonly name: string;
        /** In words, e.g. `84 years`. */
        readonly age: string;
        readonly ageBand: AgeBand;
        readonly patientToken: string;
      };
    }
  /** A whole sentence. */
  | { readonly refusal: string };

/** `POST /capture/:id/last`: the newest photograph of each place of the patient that the asker may open. */
export interface LastAnswer {
  readonly pictures: readonly {
    /** Whose place and how old, e.g. `Left heel, 3 days`. */
    readonly words: string;
    readonly path: string;
  }[];
}

/** A stroke is a list of points; a signature a list of strokes, in thousandths of the field's width. */
export type Strokes = readonly (readonly (readonly [x: number, y: number])[])[];
export interface SentSignature {
  readonly strokes: Strokes;
  readonly printedName: string;
}

export type SentMethod =
  | { readonly how: 'verbal' }
  | {
      readonly how: 'written-e-signature';
      readonly signature?: SentSignature;
      readonly witness?: {
        readonly name: string;
        readonly role: string;
        readonly signature: SentSignature;
      };
    }
  | { readonly how: 'implied-list'; readonly kind: ImpliedSubject; readonly secondaryUseExplained: Answer }
  | { readonly how: 'could-not-ask'; readonly why: CouldNotAsk }
  | { readonly how: 'best-interests'; readonly necessity: string; readonly leastRestrictive: string }
  | { readonly how: 'attorney-or-deputy'; readonly authority: Authority; readonly document: string }
  | { readonly how: 'emergency'; readonly reason: string };

export type SentAnswering =
  | { readonly who: 'patient' }
  | {
      readonly who: 'parent';
      readonly name: string;
      readonly relationship: string;
      readonly responsible: Answer;
    }
  | { readonly who: 'attorney' | 'deputy'; readonly name: string };

/** The consent form as it was pressed: what was not pressed is absent or `unset`. */
export interface SentConsent {
  readonly answers: Answers;
  readonly secondaryAsked: boolean;
  readonly objects: boolean;
  readonly method?: SentMethod;
  readonly answering?: SentAnswering;
  readonly capacity?: Capacity;
  readonly competence?: Pick<Competence, 'judged' | 'parentsEncouraged'>;
  readonly informed?: Pick<Informed, 'by' | 'shown'>;
  readonly need?: string;
  readonly note?: string;
  /** Milliseconds since 1970 by the browser's clock, when it was pressed. */
  readonly agreedAt?: number;
  readonly lateReason?: string;
  /** The parts that were described when it was agreed to; absent: none had been (CON-28). */
  readonly areas?: readonly BodySiteCode[];
  readonly areaReason?: string;
  /** As typed; the account holds the name, not always the job. */
  readonly jobTitle?: string;
  readonly interpreterUsed?: boolean;
  /** Pressed where the record did not say it: no patient was found, or none is known. */
  readonly ageBand?: AgeBand;
}

export interface SentImage {
  /** 16 random bytes, base64url, made by the page. */
  readonly image: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly chunks: number;
  readonly mediaType: string;
  /** Milliseconds since 1970 by the browser's clock; absent where the page did not take it. */
  readonly takenAt?: number;
  /** `camera`: taken in the page. Everything else may have left a copy on the device. */
  readonly from: 'camera' | 'teams' | 'file' | 'paste' | 'drop';
  readonly selfie: boolean;
  readonly subject?: Subject;
  readonly site?: BodySiteCode;
  readonly side?: Laterality;
  readonly intimate?: boolean;
  /** Of the six implied kinds: that it may be used elsewhere once nobody can be recognised (CON-24). */
  readonly explained?: boolean;
  readonly shown?: Capture['shown'];
  readonly crop?: Crop;
  readonly quality?: { readonly codes: readonly string[]; readonly overridden: boolean };
}

/**
 * `POST /capture/:id/stop`: what was staged is destroyed and nothing is kept; answered 204. A refusal is put on record
 * with who and when (CON-13).
 */
export interface StopAsked {
  readonly why: 'declined' | 'child-objects';
  /** Of the confirmed patient, where there is one. */
  readonly token?: string;
}

/** Whose device it was taken with, and which: only what was taken outside the page can be a camera's or the patient's. */
export type SentDevice = DeviceOwner | 'trust-camera';

/** A second opinion, asked for with the pictures. */
export interface SentAsk {
  readonly role: string;
  readonly urgency: Urgency;
  readonly line: string;
  /** What the patient said to people outside the conversation seeing it (CON-21). A no asks nobody. */
  readonly audience?: Exclude<AudienceSaid, 'no'>;
}

/** `POST /capture/:id/send`. */
export interface SendAsked {
  readonly images: readonly SentImage[];
  readonly patient:
    | { readonly token: string; readonly confirmed: true }
    | { readonly unknown: 'unknown' | 'newborn' | 'temporary'; readonly number?: string };
  /** Absent where no image needs any. */
  readonly consent?: SentConsent;
  readonly restrict?: RestrictionReason;
  readonly purpose?: Purpose;
  readonly device?: SentDevice;
  readonly ask?: SentAsk;
  /** Shots that were taken and destroyed again in the page (QUAL, DISC). */
  readonly discarded?: number;
}
export type SendAnswer =
  | { readonly state: 'sent' }
  | {
      readonly refusals: readonly {
        readonly code:
          Question | ConsentRefusal | ConsentWarning | 'image-incomplete' | 'patient-over' | 'ask';
        readonly words: string;
      }[];
    };
