import type { Crop } from '../set/capture.ts';
import type { Size } from '../set/image.ts';
import type { MarkFit } from '../set/mark-code.ts';
import type { Measures } from '../set/quality.ts';
import type { LookedOver } from '../set/shown.ts';

/** Pixels only, in a child process with memory and time limits; plaintext goes through pipes, never through a file. */
export interface Decoder {
  /** Oriented, sRGB, no metadata: `screen` at most 1600 px JPEG, `preview` at most 20 KB. `cannot-be-decoded`, `image-too-large`. */
  /** `part`: of the picture as it is shown, that part alone. */
  render(bytes: Uint8Array, mediaType: string, part?: Crop): Promise<Renderings>;
  /** Burns the viewer's mark into a rendition, in letters and, with a code, for a machine too; returns JPEG bytes. */
  watermark(jpeg: Uint8Array, mark: string, code?: Uint8Array): Promise<Uint8Array>;
  close(): Promise<void>;
}
export interface MarkReader {
  /** What a machine reads of a mark, however the picture was cut and scaled; undefined where there is none. `cannot-be-decoded`. */
  readMark(picture: Uint8Array): Promise<MarkFit | undefined>;
}
export interface Looker {
  /**
   * What else a rendition may show: seconds of a processor, behind everything else there is to do. Undefined where
   * another is being looked over, and then `jpeg` is not asked for: nobody waits in line, for a line would hold lanes
   * that removals need. `cannot-be-decoded`.
   */
  lookOver(jpeg: () => Promise<Uint8Array>): Promise<LookedOver | undefined>;
}
export interface Renderings {
  readonly screen: Rendered;
  readonly preview: Rendered;
  /** Part of the file was missing or broken: so is part of the picture, and whoever looks must be told. */
  readonly partial?: true;
  /** Light and sharpness, as numbers: pixels are looked at in the child alone (QUAL-01). */
  readonly measures?: Measures;
}
export interface Rendered extends Size {
  readonly jpeg: Uint8Array;
}
