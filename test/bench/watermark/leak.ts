import { createHash } from 'node:crypto';
import { burnMark } from '../../../bot/inspect/mark/burn-mark.ts';
import { readMark } from '../../../bot/inspect/mark/find/read-mark.ts';
import { MOST_PIXELS } from '../../../bot/inspect/render.ts';
import { type Candidate, nameViewer, type Naming } from '../../../bot/policy/name-viewer.ts';
import { markCode, markKeyFrom } from '../../../bot/sealed/mark-code.ts';
import { personId } from '../../../bot/set/ids.ts';
import { instant } from '../../../bot/set/instant.ts';
import type { MarkFit } from '../../../bot/set/mark-code.ts';
import { watermark } from '../../../cards/text/viewer.ts';
import type { Attack } from './attacks.ts';

export const AT = instant('2026-11-14T03:12:00Z');
const KEY = markKeyFrom(createHash('sha256').update('an organisation of the benchmark').digest());

/** The codes of so many viewers who each opened something in that minute, made as the product makes them. */
export const makeViewers = (count: number): readonly Candidate<number>[] =>
  Array.from({ length: count }, (_, is) => ({ is, code: codeOf(is) }));

export const codeOf = (viewer: number): Uint8Array =>
  markCode(KEY, personId('5afe1194-0000-4000-8000-000000000001', `viewer-${viewer}`), AT);

/** As the viewer shows it; without a code it carries the readable mark alone. */
export const shownTo = (jpeg: Uint8Array, name: string, code?: Uint8Array): Promise<Uint8Array> =>
  burnMark(jpeg, watermark(name, AT), MOST_PIXELS, code);

/** From the bytes that were found alone: neither the picture as it was nor what was done to it is known. */
export const decodeBlind = async (found: Uint8Array): Promise<MarkFit | undefined> => {
  const bodies = await readMark(found, MOST_PIXELS);
  return bodies.length === 0
    ? undefined
    : bodies.map((body) => new Float32Array(Uint8Array.from(body).buffer));
};

export const nameAfter = async (
  shown: Uint8Array,
  attack: Attack,
  random: () => number,
  viewers: readonly Candidate<number>[],
): Promise<Naming<number> | undefined> => {
  const fit = await decodeBlind(await attack(shown, random));
  return fit === undefined ? undefined : nameViewer(fit, viewers);
};
