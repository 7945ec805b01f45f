/**
 * Why a picture may not serve (QUAL-01), gravest first: one of these is said to a person, never more. None of them ever
 * stops anybody. `tiny`: too few dots to show anything fine.
 */
export const FLAWS = ['dark', 'silhouetted', 'blurred', 'glare', 'tiny'] as const;
export type Flaw = (typeof FLAWS)[number];

/** Grey or colour, row by row, as a canvas or a decoder hands it out; any alpha is not looked at. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array | Uint8ClampedArray;
  readonly channels: 3 | 4;
}

/** What is looked at of one picture; how it is taken is written in bot/inspect/measure-picture.js. */
export interface Sample {
  readonly width: number;
  readonly height: number;
  /** The whole picture, its longer edge 256 px. */
  readonly small: Pixels;
  /** Parts of it, as many dots as in the picture when its longer edge is at most 1600 px. */
  readonly tiles: readonly Pixels[];
}

/** Numbers alone: nothing of what the picture shows can be had from them. */
export interface Measures {
  readonly width: number;
  readonly height: number;
  /** Of 0 to 255, brightness not corrected: half, and all but a hundredth, of the picture is darker than this. */
  readonly middle: number;
  readonly bright: number;
  /** Parts of the whole, 0 to 1. */
  readonly black: number;
  readonly clipped: number;
  /** Burnt out with a soft edge all round, as light thrown back is; paper ends sharply. */
  readonly glare: number;
  /** How bright the middle of the picture is, and what lies round it. */
  readonly inside: number;
  readonly outside: number;
  /** Width of the sharpest edges, as the radius of a blur, in px at most 1600 to the longer edge; absent: no edges. */
  readonly blur?: number;
  /** The same in the direction where it is worst: a hand that moved. */
  readonly smear?: number;
}
