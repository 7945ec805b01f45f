/** A made-up clinical photograph, drawn by rule: nobody's arm, the same pixels every time. */
export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly seed: number;
  /** Skin in sRGB, and how the limb lies, in radians. */
  readonly skin: readonly [number, number, number];
  readonly tilt: number;
  readonly drape: readonly [number, number, number];
  /** The wound's half-length as a part of the picture's shorter side; 0 draws a healed scar line. */
  readonly wound: number;
  readonly grain: number;
}

type Colour = [number, number, number];

/** Whole-number hash to 0..1: noise that is the same on every machine. */
const hash = (x: number, y: number, seed: number): number => {
  let h = Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1) ^ Math.imul(seed, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
};

const smooth = (t: number): number => t * t * (3 - 2 * t);

const noise = (x: number, y: number, seed: number): number => {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [u, v] = [smooth(x - left), smooth(y - top)];
  const upper = hash(left, top, seed) * (1 - u) + hash(left + 1, top, seed) * u;
  const lower = hash(left, top + 1, seed) * (1 - u) + hash(left + 1, top + 1, seed) * u;
  return upper * (1 - v) + lower * v;
};

const clouds = (x: number, y: number, seed: number): number =>
  noise(x, y, seed) * 0.55 + noise(x * 2.3, y * 2.3, seed + 1) * 0.3 + noise(x * 5.1, y * 5.1, seed + 2) * 0.15;

const mix = (a: Colour, b: Colour, t: number): Colour => {
  const part = Math.min(1, Math.max(0, t));
  return [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part, a[2] + (b[2] - a[2]) * part];
};

const times = (colour: readonly number[], by: number): Colour => [
  (colour[0] ?? 0) * by,
  (colour[1] ?? 0) * by,
  (colour[2] ?? 0) * by,
];

/** From the wound's middle (0) to its edge (1) and the reddened skin beyond. */
const woundColour = (skin: Colour, edge: number, texture: number): Colour => {
  if (edge > 1) return mix([196, 84, 74], skin, (edge - 1) * 1.6);
  const bed = mix([92, 16, 18], [168, 40, 34], texture);
  const slough = mix(bed, [196, 168, 96], texture > 0.58 ? (texture - 0.58) * 4 : 0);
  return edge > 0.82 ? mix(slough, [206, 110, 98], (edge - 0.82) * 5) : slough;
};

const limb = (scene: Scene, u: number, v: number): Colour | undefined => {
  const across = v * Math.cos(scene.tilt) - u * Math.sin(scene.tilt);
  const along = u * Math.cos(scene.tilt) + v * Math.sin(scene.tilt);
  const half = 0.31 - along * 0.06 + (noise(along * 3, 0, scene.seed) - 0.5) * 0.03;
  if (Math.abs(across) > half) return undefined;
  const round = Math.sqrt(1 - (across / half) ** 2);
  const mottle = clouds(along * 9, across * 9, scene.seed + 20);
  const pores = noise(along * 240, across * 240, scene.seed + 30);
  const skin = times(scene.skin, 0.5 + 0.48 * round + (mottle - 0.5) * 0.16 + (pores - 0.5) * 0.05);
  const ragged = 1 + (clouds(along * 14, across * 14, scene.seed + 40) - 0.5) * 0.55;
  const length = scene.wound || 0.2;
  const edge = Math.hypot(along / length, across / (scene.wound ? length * 0.52 : 0.008)) / ragged;
  if (edge > 1.7) return skin;
  return scene.wound ? woundColour(skin, edge, clouds(along * 26, across * 26, scene.seed + 50)) : mix([214, 150, 140], skin, edge - 0.6);
};

/** Colours printed on the paper scale, in sRGB: tests compare them after decoding. */
export const PATCHES: readonly Colour[] = [
  [200, 40, 40],
  [40, 160, 60],
  [40, 70, 190],
  [230, 200, 40],
  [128, 128, 128],
];

/** The paper scale lies along the lower edge; its first patch is at the left of the upright picture. */
const paper = (u: number, v: number): Colour | undefined => {
  if (v < 0.5 || v > 0.62 || Math.abs(u) > 0.46) return undefined;
  const place = (u + 0.46) / 0.92;
  const patch = PATCHES[Math.floor(place * 5)];
  if (v > 0.545 && v < 0.605 && patch && (place * 5) % 1 > 0.15 && (place * 5) % 1 < 0.85) return patch;
  const tick = (place * 50) % 1;
  return v < 0.525 && tick < 0.16 ? [40, 40, 40] : [236, 234, 226];
};

/** Middle of a patch in an upright picture of this size. */
export const patchAt = (patch: number, width: number, height: number): { x: number; y: number } => {
  const short = Math.min(width, height);
  return {
    x: Math.round(width / 2 + (((patch + 0.5) / 5) * 0.92 - 0.46) * short),
    y: Math.round(height / 2 + 0.575 * short),
  };
};

const pixel = (scene: Scene, x: number, y: number): Colour => {
  const short = Math.min(scene.width, scene.height);
  const [u, v] = [(x - scene.width / 2) / short, (y - scene.height / 2) / short];
  const folds = clouds(u * 3 + v * 1.5, v * 7, scene.seed + 60);
  const light = 1.04 - 0.22 * Math.hypot(u - 0.1, v + 0.2);
  const base = paper(u, v) ?? limb(scene, u, v);
  return base ? times(base, paper(u, v) ? 1 : light) : times(scene.drape, (0.62 + folds * 0.6) * light);
};

/** Raw sRGB pixels, three bytes each. */
export const drawScene = (scene: Scene): Buffer => {
  const { width, height, grain, seed } = scene;
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 3) {
      const [red, green, blue] = pixel(scene, x, y);
      const speck = (hash(x, y, seed + 70) - 0.5) * grain;
      pixels[at] = Math.min(255, Math.max(0, red + speck));
      pixels[at + 1] = Math.min(255, Math.max(0, green + speck));
      pixels[at + 2] = Math.min(255, Math.max(0, blue + speck));
    }
  }
  return pixels;
};
