import type { Blobs } from '../ports/blobs.ts';
import { asSafelightError } from '../set/errors.ts';
import type { BlobName } from '../set/ids.ts';

/** Written down in the journal; true for whoever was first. The store writes a name once, which decides it. */
export const putOnce = async (blobs: Pick<Blobs, 'put'>, name: BlobName, what: unknown): Promise<boolean> => {
  try {
    await blobs.put('journal', name, Buffer.from(JSON.stringify(what)));
    return true;
  } catch (thrown) {
    if (asSafelightError(thrown).code === 'blob-exists') return false;
    throw thrown;
  }
};
