/** One box of an ISO base media file (HEIC, AVIF, MP4, MOV): its type and where its content lies. */
export interface Box {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  /** False where the box says it goes on past the end of what holds it. */
  readonly whole: boolean;
}

/** A hostile file may hold millions of empty boxes: no honest one comes near this many side by side. */
const MOST_BOXES = 4_096;

export const view = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The boxes side by side between two offsets (ISO 14496-12 section 4.2), at most a few thousand. */
export const boxesIn = (bytes: Uint8Array, from = 0, to = bytes.length): Box[] => {
  const data = view(bytes);
  const found: Box[] = [];
  for (let at = from; at + 8 <= to && found.length < MOST_BOXES;) {
    const declared = data.getUint32(at);
    const long = declared === 1 && at + 16 <= to;
    const header = long ? 16 : 8;
    const size = long ? Number(data.getBigUint64(at + 8)) : declared === 0 ? to - at : declared;
    if (size < header) break;
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    found.push({ type, start: at + header, end: Math.min(at + size, to), whole: at + size <= to });
    at += size;
  }
  return found;
};

/** The first box of a type, or undefined. */
export const boxOf = (boxes: readonly Box[], type: string): Box | undefined =>
  boxes.find((box) => box.type === type);
