import { randomBytes } from 'node:crypto';
import { link, rm, writeFile } from 'node:fs/promises';

/** Puts a small secret file (mode 0600) in its place, whole or not at all; false, and nothing changed, where one is there. */
export const placeOnce = async (path: string, text: string): Promise<boolean> => {
  const whole = `${path}.${randomBytes(4).toString('hex')}.new`;
  await writeFile(whole, text, { mode: 0o600, flush: true });
  try {
    await link(whole, path);
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw cause;
  } finally {
    await rm(whole, { force: true });
  }
};
