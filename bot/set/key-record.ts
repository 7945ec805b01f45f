import type { BlobName, CaptureId, ImageId, OrganisationId, PersonId, SetId } from './ids.ts';
import type { StoredImage } from './image.ts';
import type { Instant } from './instant.ts';
import type { MessagePlace } from './place.ts';
import type { SealedText, WrappedKey } from './sealed.ts';

/**
 * The second copy of an image's wrapped key, as canonical JSON in the `keys` container under the blob's own name.
 * It holds what `fsck --rebuild` needs to bring a set back when the database is restored to an older point.
 * Disposal destroys it first.
 */
export interface KeyRecord {
  readonly format: 1;
  readonly organisation: OrganisationId;
  readonly set: SetId;
  readonly image: ImageId;
  readonly rendition: 'original';
  readonly blob: BlobName;
  readonly key: WrappedKey;
  readonly rebuild: {
    readonly origin: MessagePlace;
    readonly poster: PersonId;
    readonly mode: 'protect' | 'observe';
    readonly postedAt: Instant;
    readonly receivedAt: Instant;
    readonly storedAt: Instant;
    readonly lapseAfterMs: number;
    /** It came by the capture page: nothing of it was ever in the chat. */
    readonly capture?: CaptureId;
    readonly wordsKey: WrappedKey;
    readonly words: SealedText;
    readonly facts: StoredImage;
  };
}
