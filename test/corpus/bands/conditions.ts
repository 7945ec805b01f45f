import type { View } from './photograph-band.ts';

/** What a ward does to a band, one thing at a time and then together; `random` chooses within. */
export const CONDITIONS: Readonly<Record<string, (random: () => number) => View>> = {
  'straight on': () => ({ perMm: 14 }),
  'turned any way': (random) => ({ perMm: 14, turned: random() * 360 }),
  'round an adult’s wrist': (random) => ({ perMm: 14, wristMm: 28, turned: within(random, 40) }),
  'round a thin wrist, off the middle': (random) => ({
    perMm: 14,
    wristMm: 20,
    turned: random() * 360,
    roundDegrees: within(random, 20),
  }),
  'round a baby’s ankle': (random) => ({ perMm: 20, wristMm: 12, turned: random() * 360 }),
  'leaning away by 45°': (random) => ({ perMm: 14, wristMm: 28, tilted: 45, turned: within(random, 40) }),
  'far away': (random) => ({ perMm: 8, wristMm: 28, turned: random() * 360 }),
  dim: (random) => ({ perMm: 14, wristMm: 28, turned: within(random, 40), light: 0.2, noise: 5 }),
  'nearly dark': (random) => ({ perMm: 14, wristMm: 28, turned: within(random, 40), light: 0.08, noise: 5 }),
  'out of focus': (random) => ({ perMm: 14, wristMm: 28, turned: within(random, 40), defocusMm: 0.16 }),
  'far out of focus': (random) => ({ perMm: 14, wristMm: 28, turned: within(random, 40), defocusMm: 0.26 }),
  'hand moving': (random) => ({
    perMm: 14,
    wristMm: 28,
    turned: within(random, 40),
    motionMm: 0.4,
    motionDegrees: random() * 180,
  }),
  'under a lamp': (random) => ({ perMm: 14, wristMm: 28, turned: within(random, 40), glareMm: 4 }),
  'JPEG of quality 30': (random) => ({ perMm: 14, wristMm: 28, turned: within(random, 40), jpeg: 30 }),
  'everything at once': (random) => ({
    perMm: 13,
    wristMm: 28,
    turned: random() * 360,
    roundDegrees: within(random, 15),
    tilted: random() * 25,
    light: 0.35,
    noise: 5,
    defocusMm: 0.1,
    motionMm: 0.15,
    motionDegrees: random() * 180,
    jpeg: 60,
  }),
};

const within = (random: () => number, most: number): number => (random() * 2 - 1) * most;
