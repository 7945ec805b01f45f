import { SafelightError } from '../../set/errors.ts';
import { CODE_SHIFTS, type MarkFit, SHIFT_STEPS } from '../../set/mark-code.ts';

const FLOATS = SHIFT_STEPS * SHIFT_STEPS;

/** The numbers a child found in a picture, which may be anything if it was taken over; undefined where it found none. */
export const readFit = (bodies: readonly Uint8Array[]): MarkFit | undefined => {
  if (bodies.length === 0) return undefined;
  const fit = bodies.map((body) => new Float32Array(Uint8Array.from(body).buffer));
  const whole =
    fit.length === CODE_SHIFTS && fit.every((one) => one.length === FLOATS && one.every(Number.isFinite));
  if (!whole) throw new SafelightError('cannot-be-decoded', { facts: { why: 'broken-reply' } });
  return fit;
};
