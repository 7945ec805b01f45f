import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { type GraphModel, loadGraphModel } from '@tensorflow/tfjs-converter';
import { setBackend, type Tensor, tensor4d, tidy } from '@tensorflow/tfjs-core';
import sharp from 'sharp';

/** BlazeFace, full range, by Google's MediaPipe (Apache-2.0); where it is from stands in models/README.md. */
const MODEL = new URL('../models/', import.meta.url);
/** What it takes: a square of so many dots, each from -1 to 1. */
const EDGE = 256;
/** How sure it must be of one of its boxes: a cup upside down comes to 0.83 (bot/DECISIONS.md). */
const SURE = 0.84;
/** A phone held over a bed knows no up: a face is looked for whichever way it lies. */
const WAYS_UP = [0, 90, 180, 270] as const;

interface Stored {
  readonly modelTopology: object;
  readonly weightsManifest: readonly { readonly weights: never[] }[];
}

const open = async (): Promise<GraphModel> => {
  const programs = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'));
  setWasmPaths(join(programs, '/'));
  setThreadsCount(1);
  await setBackend('wasm');
  const [text, weights] = await Promise.all([
    readFile(new URL('blazeface.json', MODEL), 'utf8'),
    readFile(new URL('blazeface.bin', MODEL)),
  ]);
  const { modelTopology, weightsManifest } = JSON.parse(text) as Stored;
  return loadGraphModel({
    load: () =>
      Promise.resolve({
        modelTopology,
        weightSpecs: weightsManifest.flatMap((one) => one.weights),
        weightData: Uint8Array.from(weights).buffer,
      }),
  });
};

let opened: Promise<GraphModel> | undefined;

/** Whether something in it looks like a face. One turned away, covered, cut off or small is not seen. */
export const hasFace = async (jpeg: Uint8Array): Promise<boolean> => {
  opened ??= open();
  const model = await opened;
  for (const turn of WAYS_UP) if (await isFaceAmong(model, jpeg, turn)) return true;
  return false;
};

const isFaceAmong = async (model: GraphModel, jpeg: Uint8Array, turn: number): Promise<boolean> => {
  const dots = await sharp(jpeg)
    .rotate(turn)
    .resize(EDGE, EDGE, { fit: 'contain', background: 'black' })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer();
  const found = tidy(() => {
    const picture = tensor4d(
      Float32Array.from(dots, (dot) => dot / 127.5 - 1),
      [1, EDGE, EDGE, 3],
    );
    const answer = model.predict(picture);
    return (Array.isArray(answer) ? answer : [answer]) as Tensor[];
  });
  try {
    // Two of the four answers are how sure it is of each box, before the logistic function.
    const scores = await Promise.all(found.filter(({ shape }) => shape[2] === 1).map((one) => one.data()));
    return scores.some((some) => some.some((score) => 1 / (1 + Math.exp(-score)) >= SURE));
  } finally {
    for (const one of found) one.dispose();
  }
};
