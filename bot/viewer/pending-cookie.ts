import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { PendingSignIn } from '../ports/identity.ts';
import type { Instant } from '../set/instant.ts';
import { later, MINUTE } from '../set/instant.ts';

/** A sign-in on its way: what the identity port must be given back, and the page to return to. */
export interface Pending {
  readonly signIn: PendingSignIn;
  readonly to: string;
  readonly until: Instant;
}

/** Time enough for a password, a second factor and a phone that was in a pocket. */
export const PENDING_MS = 10 * MINUTE;

/** One cookie a sign-in, so that two cards opened at once do not overwrite one another. */
export const pendingCookieName = (state: string): string =>
  `safelight-sign-in-${createHash('sha256').update(state).digest('hex').slice(0, 16)}`;

const PURPOSE = Buffer.from('safelight/sign-in/1');

/** AES-256-GCM: nonce, ciphertext, tag; base64url. The code verifier is a secret the browser must not learn. */
export const sealPending = (signIn: PendingSignIn, to: string, now: Instant, key: Uint8Array): string => {
  const pending: Pending = { signIn, to, until: later(now, PENDING_MS) };
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(PURPOSE);
  const body = Buffer.concat([cipher.update(JSON.stringify(pending)), cipher.final()]);
  return Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64url');
};

/** Undefined for anything but our own cookie within its time: the person simply starts again. */
export const openPending = (
  cookie: string | undefined,
  now: Instant,
  key: Uint8Array,
): Pending | undefined => {
  const bytes = Buffer.from(cookie ?? '', 'base64url');
  if (bytes.length < 28) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
    .setAAD(PURPOSE)
    .setAuthTag(bytes.subarray(-16));
  try {
    const text = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString();
    // The tag proves that we wrote it, so its shape is known.
    const pending = JSON.parse(text) as Pending;
    return pending.until > now ? pending : undefined;
  } catch {
    return undefined;
  }
};
