import type { BlobName } from './ids.ts';

/** A data key wrapped by the key service; unwrapping must give 32 bytes or it is refused. */
export interface WrappedKey {
  /** Full versioned id of the wrapping key: old versions stay usable after a rotation. */
  readonly keyId: string;
  readonly algorithm: 'RSA-OAEP-256' | 'A256KW';
  /** base64 */
  readonly wrapped: string;
}

/** One sealed file in the images container. */
export interface SealedBlob {
  readonly blob: BlobName;
  readonly key: WrappedKey;
  readonly plainBytes: number;
  readonly plainSha256: string;
  readonly mediaType: string;
}

/** Text sealed under the set's own words key: base64 of the sealed file. */
export type SealedText = string;

/** What a sealed file is bound to; opening under any other context fails (invariant 6). */
export interface SealContext {
  readonly organisation: string;
  readonly set: string;
  /** Image id, or `words` for the set's text. */
  readonly image: string;
  /** `original`, a rendition's name, or the name of the text. */
  readonly rendition: string;
}

/** The contexts in use: one function each, so that sealing and opening can never differ. */
export const sealContext = {
  /** The message's words (MessageWords). */
  message: (of: SetOwner): SealContext => ({
    organisation: of.organisation,
    set: of.id,
    image: 'words',
    rendition: 'message',
  }),
  /** Addresses the activity carried (CarriedOriginal[]). */
  carried: (of: SetOwner): SealContext => ({
    organisation: of.organisation,
    set: of.id,
    image: 'words',
    rendition: 'carried',
  }),
  /** File name and device of one image (ImageDetails). */
  details: (of: SetOwner, image: string): SealContext => ({
    organisation: of.organisation,
    set: of.id,
    image,
    rendition: 'details',
  }),
  /** The patient one image is filed to. */
  patient: (of: SetOwner, image: string): SealContext => ({
    organisation: of.organisation,
    set: of.id,
    image,
    rendition: 'patient',
  }),
  /** One piece of a picture on its way in, before there is a set. */
  staged: (organisation: string, capture: string, image: string, chunk: number): SealContext => ({
    organisation,
    set: `capture:${capture}`,
    image,
    rendition: `chunk-${chunk}`,
  }),
  original: (of: SetOwner, image: string): SealContext => ({
    organisation: of.organisation,
    set: of.id,
    image,
    rendition: 'original',
  }),
  screen: (of: SetOwner, image: string): SealContext => ({
    organisation: of.organisation,
    set: of.id,
    image,
    rendition: 'screen',
  }),
  preview: (of: SetOwner, image: string): SealContext => ({
    organisation: of.organisation,
    set: of.id,
    image,
    rendition: 'preview',
  }),
  /** One free text of what was agreed to: each field has its own name (`bot/sealed/seal-consent.ts`). */
  consent: (of: SetOwner, image: string, field: string): SealContext => ({
    organisation: of.organisation,
    set: of.id,
    image,
    rendition: `consent:${field}`,
  }),
  /** The name of whoever used "Urgent care", by when it began. */
  urgentCare: (of: SetOwner, began: string): SealContext => ({
    organisation: of.organisation,
    set: of.id,
    image: 'words',
    rendition: `urgent-care:${began}`,
  }),
  /** Why it was disclosed. */
  disclosure: (of: SetOwner, disclosure: string): SealContext => ({
    organisation: of.organisation,
    set: of.id,
    image: 'words',
    rendition: `disclosure:${disclosure}`,
  }),
  /** The line asked for a second opinion. */
  question: (of: SetOwner, question: string): SealContext => ({
    organisation: of.organisation,
    set: of.id,
    image: 'words',
    rendition: `question:${question}`,
  }),
  /** What was written beside an answer, and the names of whoever gave and whoever asked for it. */
  answer: (of: SetOwner, answer: string, field: 'text' | 'names'): SealContext => ({
    organisation: of.organisation,
    set: of.id,
    image: 'words',
    rendition: `answer:${answer}:${field}`,
  }),
} as const;

/** The set whose texts and pictures are sealed. */
export type SealOwner = SetOwner;
interface SetOwner {
  readonly organisation: string;
  readonly id: string;
}

/** What `details` seals: text that came with the original. */
export interface ImageDetails {
  readonly name?: string;
  readonly device?: string;
}
