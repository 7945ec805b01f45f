import type { OpenCapture } from '../set/staged.ts';

/** One piece of a picture as it came from a browser. */
export interface ArrivingChunk {
  readonly capture: OpenCapture;
  /** What the page calls the picture. */
  readonly image: string;
  /** From 0. */
  readonly chunk: number;
  readonly bytes: Uint8Array;
  /** Lower-case hex, as the browser counted it before it sent. */
  readonly sha256: string;
}

/**
 * Seals a piece on arrival, before anything else happens to it. Durable when it returns; sent again it is held once.
 * Throws `chunk-damaged`, `capture-full`, `capture-over`, `not-an-image`, `bad-request`, and what the stores throw.
 */
export type Stage = (arriving: ArrivingChunk) => Promise<void>;
