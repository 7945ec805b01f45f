import { RestError } from '@azure/storage-blob';
import { SafelightError } from '../../set/errors.ts';
import { retryAfterMs } from './retry-after.ts';

/** What a failure of Key Vault means. Gone for good: the key is not there (404), or this was not wrapped by it (400). */
export const explainKeys = (cause: unknown): SafelightError => {
  if (cause instanceof SafelightError) return cause;
  // No answer, or no token to ask with: both pass.
  if (!(cause instanceof RestError)) return new SafelightError('key-unreachable', { cause, transient: true });
  const { statusCode: status, code = 'none' } = cause;
  const facts = { status: status ?? 0, code };
  if (status === 400 || status === 404) return new SafelightError('key-missing', { cause, facts });
  const wait = retryAfterMs(cause.response?.headers, Date.now());
  // A refusal too: a right withdrawn or a key disabled is mended by an operator while the duty waits.
  return new SafelightError('key-unreachable', {
    cause,
    facts,
    transient: true,
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  });
};
