import { createHmac } from 'node:crypto';
import type { PersonId } from '../set/ids.ts';
import { type Instant, instant, millis } from '../set/instant.ts';
import { CODE_BYTES } from '../set/mark-code.ts';

/** Whoever knows this key can say whose mark a picture carries, and could forge one: it never leaves the process. */
const LABEL = 'safelight mark v1';
const MINUTE_MS = 60_000;

/** The organisation's key for marks, from its key for look-ups: neither can be told from the other. */
export const markKeyFrom = (lookupKey: Uint8Array): Uint8Array =>
  createHmac('sha256', lookupKey).update(LABEL).digest();

/** The minute an opening is marked with: as fine as the time that can be read in the picture. */
export const minuteOf = (at: Instant): Instant => instant(Math.floor(millis(at) / MINUTE_MS) * MINUTE_MS);

/** What a machine reads in every picture that this person opens within this minute. */
export const markCode = (markKey: Uint8Array, { tid, oid }: PersonId, at: Instant): Uint8Array =>
  createHmac('sha256', markKey)
    .update(`${tid}\n${oid}\n${minuteOf(at)}`)
    .digest()
    .subarray(0, CODE_BYTES);
