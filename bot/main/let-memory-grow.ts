import { setFlagsFromString } from 'node:v8';

/**
 * A photograph passes through as some forty megabytes of short-lived pieces outside the JavaScript heap, and V8
 * counts them as if the heap had grown: with its usual limit it marks the whole heap twice for every photograph,
 * which costs twice the processor time of everything else done to it. Told to let the heap grow fourfold between
 * collections it marks once for every few, and holds no more at its height (`npm run bench -- ingest`).
 */
export const letMemoryGrow = (): void => {
  setFlagsFromString('--heap-growing-percent=300');
};
