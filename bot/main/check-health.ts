import { asSafelightError } from '../set/errors.ts';
import type { PartHealth } from '../viewer/http/plain.ts';

/** Longer than this is as good as not answering. */
const PATIENCE_MS = 5_000;
/** A key service counts every call: an answer is good for this long, however often a load balancer asks. */
const GOOD_FOR_MS = 10_000;

/** Asks every part whether it can do its work now, all at once. */
export const checkHealth = (
  parts: Readonly<Record<string, () => Promise<unknown>>>,
): (() => Promise<readonly PartHealth[]>) => {
  let asked: Promise<readonly PartHealth[]> | undefined;
  let askedAt = 0;
  return () => {
    if (asked === undefined || performance.now() - askedAt > GOOD_FOR_MS) {
      askedAt = performance.now();
      asked = Promise.all(Object.entries(parts).map(([part, ready]) => askOne(part, ready)));
    }
    return asked;
  };
};

const askOne = async (part: string, ready: () => Promise<unknown>): Promise<PartHealth> => {
  try {
    await within(ready());
    return { part, ok: true };
  } catch (thrown) {
    return { part, ok: false, code: asSafelightError(thrown).code };
  }
};

const within = async (asked: Promise<unknown>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error('no answer'));
    }, PATIENCE_MS);
  });
  try {
    await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
};
