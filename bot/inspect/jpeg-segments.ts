/** One marker segment of a JPEG header: its marker byte and where its content lies. */
export interface JpegSegment {
  readonly marker: number;
  readonly start: number;
  readonly end: number;
}

const START_OF_SCAN = 0xda;
/** Far above any camera's: a file of empty segments must not keep the reader busy. */
const MOST_SEGMENTS = 2_048;
const MOST_FILL = 65_536;

/** The segments before the picture's own data (ITU-T T.81 annex B); it stops at the first thing that is none. */
export const jpegSegments = (bytes: Uint8Array): JpegSegment[] => {
  const found: JpegSegment[] = [];
  let fill = 0;
  for (let at = 2; at + 4 <= bytes.length && found.length < MOST_SEGMENTS && fill < MOST_FILL;) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff) break;
    if (marker === 0xff) {
      at += 1;
      fill += 1;
      continue;
    }
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    const end = at + 2 + length;
    if (marker === START_OF_SCAN || length < 2 || end > bytes.length) break;
    found.push({ marker, start: at + 4, end });
    at = end;
  }
  return found;
};
