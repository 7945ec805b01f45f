import { RestError } from '@azure/storage-blob';
import { SafelightError } from '../../set/errors.ts';
import { retryAfterMs } from './retry-after.ts';

/**
 * What a failure of the blob store means. Only `BlobNotFound` says that a blob is missing: a container that is not
 * there is a store that cannot be used, and must never pass for a picture that is gone.
 */
export const explainBlobs = (cause: unknown): SafelightError => {
  if (cause instanceof SafelightError) return cause;
  if (!(cause instanceof RestError)) return unreachable(cause, true);
  const { statusCode: status, code = 'none' } = cause;
  if (status === 404 && code === 'BlobNotFound') return new SafelightError('blob-missing', { cause });
  if (code === 'BlobAlreadyExists') return new SafelightError('blob-exists', { cause });
  // Refused (401, 403) may be mended by an operator while the duty waits, and a lease (412) ends. Any other 4xx stays.
  const mayPass =
    status === undefined || status >= 500 || [401, 403, 404, 408, 409, 412, 429].includes(status);
  const wait = retryAfterMs(cause.response?.headers, Date.now());
  return unreachable(cause, mayPass, { status: status ?? 0, code }, wait);
};

const unreachable = (
  cause: unknown,
  transient: boolean,
  facts: Record<string, string | number> = {},
  wait?: number,
): SafelightError =>
  new SafelightError('blob-unreachable', {
    cause,
    transient,
    facts,
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  });
