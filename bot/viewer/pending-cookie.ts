import { createHash } from 'node:crypto';
import type { PendingSignIn } from '../ports/identity.ts';
import type { Instant } from '../set/instant.ts';
import { later, MINUTE } from '../set/instant.ts';
import { openNote, sealNote } from './sealed-note.ts';

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

const PURPOSE = 'safelight/sign-in/1';

/** The code verifier is a secret the browser must not learn. */
export const sealPending = (signIn: PendingSignIn, to: string, now: Instant, key: Uint8Array): string => {
  const pending: Pending = { signIn, to, until: later(now, PENDING_MS) };
  return sealNote(PURPOSE, pending, key);
};

/** Undefined for anything but our own cookie within its time: the person simply starts again. */
export const openPending = (
  cookie: string | undefined,
  now: Instant,
  key: Uint8Array,
): Pending | undefined => {
  const pending = openNote(PURPOSE, cookie, key) as Pending | undefined;
  return pending !== undefined && pending.until > now ? pending : undefined;
};
