import type { TokenCredential } from '@azure/identity';
import { BlobServiceClient } from '@azure/storage-blob';
import type {
  BlobDownloadResponseParsed,
  BlockBlobClient,
  ContainerClient,
  ContainerListBlobFlatSegmentResponse,
  StoragePipelineOptions,
} from '@azure/storage-blob';
import type { Blobs, Container, StoredBlob } from '../../ports/blobs.ts';
import { SafelightError } from '../../set/errors.ts';
import { blobName } from '../../set/ids.ts';
import { instant } from '../../set/instant.ts';
import { explainBlobs } from './explain-blobs.ts';
import { PATIENCE, tryAgain } from './try-again.ts';
import type { Patience } from './try-again.ts';

export type AzureBlobsOptions = (
  | { readonly connectionString: string }
  | { readonly accountUrl: string; readonly credential: TokenCredential }
) & { readonly patience?: Patience };

const CONTAINERS: readonly Container[] = ['images', 'keys', 'journal', 'staging'];
/** The library's own retries cannot tell a write that succeeded unheard from a name in use; `tryAgain` can. */
const PIPELINE: StoragePipelineOptions = { retryOptions: { maxTries: 1 } };

/**
 * Azure Blob Storage, or Azurite. Requests go to the account's own host alone: the library follows no redirect to
 * another, and no secondary host is set. Bytes are buffered, not streamed: half the time of a stream (quality.md 1.1).
 */
export const azureBlobs = (options: AzureBlobsOptions): Blobs => {
  const patience = options.patience ?? PATIENCE;
  const service = serviceOf(options);
  const blobOf = (container: Container, name: string): BlockBlobClient =>
    service.getContainerClient(container).getBlockBlobClient(name);
  const read = (container: Container, name: string): Promise<Uint8Array> =>
    tryAgain(patience, explainBlobs, (signal) => download(blobOf(container, name), signal));
  return {
    put: (container, name, bytes) =>
      tryAgain(patience, explainBlobs, async (signal, tryNumber) => {
        try {
          await upload(blobOf(container, name), bytes, signal);
        } catch (cause) {
          // On a later try the blob may be ours already: the first answer was lost, not the write.
          const ours =
            tryNumber > 1 &&
            explainBlobs(cause).code === 'blob-exists' &&
            sameBytes(await read(container, name), bytes);
          if (!ours) throw cause;
        }
      }),
    get: read,
    part: (container, name, first, last) =>
      tryAgain(patience, explainBlobs, (signal) =>
        downloadPart(blobOf(container, name), first, last, signal),
      ),
    destroy: (container, name) =>
      tryAgain(patience, explainBlobs, async (abortSignal) => {
        try {
          await blobOf(container, name).delete({ deleteSnapshots: 'include', abortSignal });
        } catch (cause) {
          if (explainBlobs(cause).code !== 'blob-missing') throw cause;
        }
      }),
    list: (container, under) => listAll(service.getContainerClient(container), patience, under),
    ready: async () => {
      for (const container of CONTAINERS) {
        await tryAgain(patience, explainBlobs, (signal) =>
          makeContainer(service.getContainerClient(container), signal),
        );
      }
    },
  };
};

const serviceOf = (options: AzureBlobsOptions): BlobServiceClient => {
  try {
    return 'connectionString' in options
      ? BlobServiceClient.fromConnectionString(options.connectionString, PIPELINE)
      : new BlobServiceClient(options.accountUrl, options.credential, PIPELINE);
  } catch {
    // The cause is left out on purpose: the library quotes the setting, and the setting holds a key.
    throw new SafelightError('config-invalid', { facts: { setting: 'AZURE_STORAGE_CONNECTION_STRING' } });
  }
};

/** One PUT, whole or not at all. */
const upload = async (blob: BlockBlobClient, bytes: Uint8Array, abortSignal: AbortSignal): Promise<void> => {
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  await blob.upload(body, body.length, {
    abortSignal,
    conditions: { ifNoneMatch: '*' },
    blobHTTPHeaders: { blobContentType: 'application/octet-stream' },
  });
};

const download = async (blob: BlockBlobClient, abortSignal: AbortSignal): Promise<Uint8Array> =>
  readAll(await blob.download(0, undefined, { abortSignal, maxRetryRequests: 0 }));

const downloadPart = async (
  blob: BlockBlobClient,
  first: number,
  last: number,
  abortSignal: AbortSignal,
): Promise<{ readonly bytes: Uint8Array; readonly of: number }> => {
  const answer = await blob.download(first, last - first + 1, { abortSignal, maxRetryRequests: 0 });
  const bytes = await readAll(answer);
  const [, of] = /\/(\d+)$/.exec(answer.contentRange ?? '') ?? [];
  if (of === undefined) throw new SafelightError('blob-unreachable', { facts: { why: 'no-range' } });
  return { bytes, of: Number(of) };
};

const readAll = async ({
  readableStreamBody,
  contentLength,
}: BlobDownloadResponseParsed): Promise<Uint8Array> => {
  // Held once: pieces joined at the end are held twice, and what is thrown away costs more than what is read.
  const bytes = Buffer.allocUnsafeSlow(contentLength ?? 0);
  let length = 0;
  for await (const piece of (readableStreamBody ?? []) as AsyncIterable<Uint8Array>) {
    if (length + piece.length <= bytes.length) bytes.set(piece, length);
    length += piece.length;
  }
  if (length !== contentLength) {
    throw new SafelightError('blob-unreachable', { transient: true, facts: { cutAt: length } });
  }
  return bytes;
};

const sameBytes = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;

async function* listAll(
  container: ContainerClient,
  patience: Patience,
  under?: string,
): AsyncIterable<StoredBlob> {
  const which = under === undefined ? {} : { prefix: under };
  let next = '';
  do {
    const from = next === '' ? {} : { continuationToken: next };
    const page = await tryAgain(patience, explainBlobs, async (abortSignal) => {
      const found = await container
        .listBlobsFlat({ ...which, abortSignal })
        .byPage(from)
        .next();
      return found.value as ContainerListBlobFlatSegmentResponse | undefined;
    });
    for (const { name, properties } of page?.segment.blobItems ?? []) {
      yield {
        name: blobName(name),
        bytes: properties.contentLength ?? 0,
        putAt: instant(properties.createdOn ?? properties.lastModified),
      };
    }
    next = page?.continuationToken ?? '';
  } while (next !== '');
}

/** Looks before it makes: where infrastructure made the containers, the identity need not be allowed to. */
const makeContainer = async (container: ContainerClient, abortSignal: AbortSignal): Promise<void> => {
  if (!(await container.exists({ abortSignal }))) await container.createIfNotExists({ abortSignal });
};
