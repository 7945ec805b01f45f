import { createHash } from 'node:crypto';
import type { Blobs } from '../ports/blobs.ts';
import type { Keys } from '../ports/keys.ts';
import { open } from '../sealed/open.ts';
import { SafelightError } from '../set/errors.ts';
import type { StoredSet } from '../set/image-set.ts';
import type { StoredImage } from '../set/image.ts';
import { sealContext } from '../set/sealed.ts';

/** The original, bit for bit as it came, and proof that it is. The bytes are the caller's to wipe. */
export const openOriginal = async (
  { blobs, keys }: { readonly blobs: Pick<Blobs, 'get'>; readonly keys: Pick<Keys, 'unwrap'> },
  set: StoredSet,
  image: StoredImage,
): Promise<Uint8Array> => {
  const { blob, key } = image.original;
  const bytes = open(
    await blobs.get('images', blob),
    await keys.unwrap(key),
    sealContext.original(set, image.id),
  );
  if (createHash('sha256').update(bytes).digest('hex') !== image.sha256)
    throw new SafelightError('sealed-file-broken', { facts: { why: 'not what was taken' } });
  return bytes;
};

const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/heic': 'heic',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/tiff': 'tif',
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'application/pdf': 'pdf',
};

/** Named by place in the pack and our own id: never as the file was called. */
export const fileName = (at: number, { id, mediaType }: StoredImage): string =>
  `${String(at).padStart(3, '0')}-${id.replace(/[^A-Za-z0-9_-]/g, '')}.${EXTENSIONS[mediaType] ?? 'bin'}`;
