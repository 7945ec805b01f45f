/** The package carries no types of its own (heic-decode 2.1.0). */
declare module 'heic-decode' {
  /** The first picture of a HEIC file, turned as its properties say; four bytes a dot, red, green, blue, alpha. */
  export default function decode(from: {
    readonly buffer: Uint8Array;
  }): Promise<{ readonly width: number; readonly height: number; readonly data: Uint8ClampedArray }>;
}
