import type { ConsentFacts } from './consented.ts';
import type { BlobName, CaptureId, ImageId, MessageId, OrganisationId, PersonId, Sha256 } from './ids.ts';
import { messageId, type SetId } from './ids.ts';
import type { Filing } from './image.ts';
import type { Instant } from './instant.ts';
import type { Place } from './place.ts';
import type { Question } from './question.ts';
import type { SealedText, WrappedKey } from './sealed.ts';

/** One piece of a picture: sealed under its capture's key in the `staging` container. */
export interface StagedChunk {
  /** What the page calls the picture: 16 random bytes, base64url. */
  readonly image: string;
  /** From 0. */
  readonly chunk: number;
  readonly blob: BlobName;
  /** Of the plain bytes. */
  readonly bytes: number;
  readonly sha256: Sha256;
}

/** One opening of the capture page. Bound to one person and one place; what it becomes is an image set. */
export interface OpenCapture {
  readonly id: CaptureId;
  readonly organisation: OrganisationId;
  readonly person: PersonId;
  readonly place: Place;
  /** The thread it was opened from; absent: the card is a post of its own. */
  readonly root?: MessageId;
  readonly begunAt: Instant;
  /** `frozen`: sent, no piece is taken any more. `settled`: its set is in custody or gone, no piece is kept. */
  readonly state: 'open' | 'frozen' | 'settled';
  /** Wraps the key of its pieces; absent once settled. */
  readonly key?: WrappedKey;
  /** The set it becomes; from `frozen` on. */
  readonly set?: SetId;
  readonly chunks: readonly StagedChunk[];
}

/** What a set that was captured is made from: everything `ingest` needs, for there is no original to fetch again. */
export interface Staged {
  readonly key: WrappedKey;
  /** Sealed JSON of MessageWords: who took it, and what stands for a patient nobody could look up. */
  readonly words: SealedText;
  readonly images: readonly StagedImage[];
  /** Asked with it: the set's own question once it is in custody. */
  readonly question?: Question;
}

export interface StagedImage {
  /** The image's id in custody. */
  readonly id: ImageId;
  /** What the page called it: its pieces are bound to that. */
  readonly staged: string;
  /** In order. */
  readonly chunks: readonly BlobName[];
  readonly bytes: number;
  readonly sha256: Sha256;
  readonly consent: ConsentFacts;
  readonly filing: Exclude<Filing, { state: 'filed' }>;
}

/** Stands where a message's id would: never one the platform gives, and one a capture, so that sent twice is sent once. */
export const captureMessage = (capture: CaptureId): MessageId => messageId(`capture:${capture}`);

export const isCaptureMessage = (message: MessageId): boolean => message.startsWith('capture:');
