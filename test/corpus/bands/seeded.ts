const { imul } = Math;

/** The same numbers in the same order for the same seed (mulberry32), each in [0, 1). */
export const seeded = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** A table of values normally distributed around 0, of standard deviation 1: drawing from it is quick. */
export const normalTable = (random: () => number): Float32Array =>
  Float32Array.from(
    { length: 65_536 },
    () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()),
  );
