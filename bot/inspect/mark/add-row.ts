/**
 * One small function in WebAssembly: adds a row of the pattern to a row of a picture, sixteen bytes at a time. In
 * JavaScript that was a quarter of all a view costs (test/bench/view). Written out by hand because it is this short and
 * needs no compiler:
 *
 *     layRow(picture, gains, tiles, row, blocks):
 *       for block = 0 up to blocks:                     // 16 pixels are 48 bytes, three vectors
 *         tile = tiles + gains[block] * TILE_BYTES + row + (block & 15) * 48
 *         three times: picture = saturated(picture + tile); picture and tile go on by 16
 */
const TILE_SIDE = 256;
const BLOCK_BYTES = 48;
/** Of one strength of the pattern: 256 rows of 256 pixels, each pixel's number three times. */
export const TILE_BYTES = TILE_SIDE * TILE_SIDE * 3;

const I32 = 0x7f;
const VOID = 0x40;

/** Whole numbers as WebAssembly writes them: seven bits a byte, the lowest first; the signed ones by their sign bit. */
const leb = (value: number): number[] =>
  value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb(value >>> 7)];
const signedLeb = (value: number): number[] =>
  value < 0x40 ? [value] : [(value & 0x7f) | 0x80, ...signedLeb(value >>> 7)];
const vector = (items: readonly (readonly number[])[]): number[] => [...leb(items.length), ...items.flat()];
const section = (id: number, body: readonly number[]): number[] => [id, ...leb(body.length), ...body];
const name = (text: string): number[] => [...leb(text.length), ...Buffer.from(text, 'latin1')];

const [PICTURE, GAINS, TILES, ROW, BLOCKS, BLOCK, TILE] = [0, 1, 2, 3, 4, 5, 6];
const get = (local: number | undefined): number[] => [0x20, ...leb(local ?? 0)];
const set = (local: number | undefined): number[] => [0x21, ...leb(local ?? 0)];
const tee = (local: number | undefined): number[] => [0x22, ...leb(local ?? 0)];
const constant = (value: number): number[] => [0x41, ...signedLeb(value)];
const [ADD, MULTIPLY, AND, LESS] = [[0x6a], [0x6c], [0x71], [0x49]];
const loadByte = [0x2d, 0, 0];
const [LOOP, AGAIN_IF, END] = [[0x03, VOID], [0x0d, 0], [0x0b]];
const loadVector = (offset: number): number[] => [0xfd, 0x00, 0, ...leb(offset)];
const storeVector = (offset: number): number[] => [0xfd, 0x0b, 0, ...leb(offset)];
/** Turns 0..255 into -128..127 and back, so that a signed number can be added and stop at either end. */
const flip = [0xfd, 0x0c, ...Array.from({ length: 16 }, () => 0x80), 0xfd, 0x51];
const addSaturated = [0xfd, 0x6f];

const addVector = (offset: number): number[] => [
  ...get(PICTURE),
  ...[...get(PICTURE), ...loadVector(offset), ...flip],
  ...[...get(TILE), ...loadVector(offset), ...addSaturated, ...flip],
  ...storeVector(offset),
];

const CODE = [
  ...LOOP,
  ...[...get(GAINS), ...get(BLOCK), ...ADD, ...loadByte, ...constant(TILE_BYTES), ...MULTIPLY],
  ...[...get(TILES), ...ADD, ...get(ROW), ...ADD],
  ...[...get(BLOCK), ...constant(15), ...AND, ...constant(BLOCK_BYTES), ...MULTIPLY, ...ADD, ...set(TILE)],
  ...[0, 16, 32].flatMap(addVector),
  ...[...get(PICTURE), ...constant(BLOCK_BYTES), ...ADD, ...set(PICTURE)],
  ...[...get(BLOCK), ...constant(1), ...ADD, ...tee(BLOCK), ...get(BLOCKS), ...LESS, ...AGAIN_IF],
  ...END,
  ...END,
];

const MODULE = Uint8Array.from([
  ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  // One type: five numbers in, nothing out. One memory from outside. One function of that type, exported.
  ...section(1, vector([[0x60, ...vector([[I32], [I32], [I32], [I32], [I32]]), 0]])),
  ...section(2, vector([[...name('m'), ...name('m'), 0x02, 0x00, 0x01]])),
  ...section(3, vector([[0]])),
  ...section(7, vector([[...name('layRow'), 0x00, 0x00]])),
  ...section(10, vector([((body) => [...leb(body.length), ...body])([...vector([[2, I32]]), ...CODE])])),
]);

type LayRow = (picture: number, gains: number, tiles: number, row: number, blocks: number) => void;

/** The function over a memory of one's own; every address is one within it. */
export const openLayRow = (memory: WebAssembly.Memory): LayRow => {
  const instance = new WebAssembly.Instance(new WebAssembly.Module(MODULE), { m: { m: memory } });
  return instance.exports['layRow'] as LayRow;
};
