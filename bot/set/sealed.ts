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
