/**
 * The decoder child: the one place where a stranger's pixels are decoded. It holds no secret, reads requests from
 * its standard input, answers on its fourth pipe, writes no file, and ends when its parent does.
 */
import { Socket } from 'node:net';
import sharp from 'sharp';
import type { Crop } from '../set/capture.ts';
import { SafelightError } from '../set/errors.ts';
import { type Frame, readFrames, writeFrame } from './frames.ts';
import { burnMark } from './mark/burn-mark.ts';
import { readMark } from './mark/find/read-mark.ts';
import { MOST_PIXELS, render, spendsDecoder } from './render.ts';

// Standard output is not used: the HEIC library prints to it.
const ANSWERS = 3;
const OPEN_LOADERS = ['Jpeg', 'Png', 'Webp', 'Heif', 'Nsgif', 'Tiff'];

const limitLibrary = (): void => {
  sharp.concurrency(1);
  sharp.cache(false);
  // The library also reads SVG, PDF, raw dumps and files by name: all shut, then the few opened, from memory only.
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: OPEN_LOADERS.map((format) => `VipsForeignLoad${format}Buffer`) });
};

const doRender = async (bytes: Uint8Array, part: unknown): Promise<Frame> => {
  const { screen, preview, partial, measures } = await render(bytes, part as Crop | undefined);
  const sizes = [screen, preview].map(({ width, height }) => ({ width, height }));
  return { head: { ok: true, sizes, partial, measures }, bodies: [screen.jpeg, preview.jpeg] };
};

/** Loaded when it is first needed: a child that only draws has none of it. */
const doLook = async (bytes: Uint8Array): Promise<Frame> => {
  const { lookOver } = await import('./look/look-over.ts');
  const { face, codes, writing } = await lookOver(bytes);
  return { head: { ok: true, face }, bodies: [Buffer.from(JSON.stringify({ codes, writing }), 'utf8')] };
};

const doAny = async ({ head }: Frame, bytes: Uint8Array): Promise<Frame> => {
  try {
    if (head['do'] === 'render') return await doRender(bytes, head['part']);
    if (head['do'] === 'look') return await doLook(bytes);
    if (head['do'] === 'read-mark') return { head: { ok: true }, bodies: await readMark(bytes, MOST_PIXELS) };
    const mark = typeof head['mark'] === 'string' ? head['mark'] : '';
    const code = typeof head['code'] === 'string' ? Buffer.from(head['code'], 'hex') : undefined;
    return { head: { ok: true }, bodies: [await burnMark(bytes, mark, MOST_PIXELS, code)] };
  } catch (error) {
    // The library's words may quote what is in the file: the code alone goes back.
    const code = error instanceof SafelightError ? error.code : 'cannot-be-decoded';
    return { head: { ok: false, code }, bodies: [] };
  }
};

const answer = async (request: Frame): Promise<Frame> => {
  const bytes = request.bodies[0] ?? new Uint8Array();
  const { head, bodies } = await doAny(request, bytes);
  return { head: { ...head, spent: spendsDecoder(bytes) }, bodies };
};

limitLibrary();
// Ctrl-C reaches the whole group of processes: the parent decides when this one ends.
process.on('SIGINT', () => undefined);
const answers = new Socket({ fd: ANSWERS, readable: false, writable: true });
await writeFrame(answers, { head: { ok: true, ready: true }, bodies: [] });
for await (const frame of readFrames(process.stdin)) await writeFrame(answers, await answer(frame));
process.exit(0);
