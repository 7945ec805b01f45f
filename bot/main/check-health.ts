import { asSafelightError } from '../set/errors.ts';
import type { PartHealth } from '../viewer/http/plain.ts';

/** Longer than this is as good as not answering. */
const PATIENCE_MS = 5_000;

/** Asks every part whether it can do its work now, all at once. */
export const checkHealth = (
  parts: Readonly<Record<string, () => Promise<unknown>>>,
): Promise<readonly PartHealth[]> =>
  Promise.all(
    Object.entries(parts).map(async ([part, ready]): Promise<PartHealth> => {
      try {
        await within(ready());
        return { part, ok: true };
      } catch (thrown) {
        return { part, ok: false, code: asSafelightError(thrown).code };
      }
    }),
  );

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
