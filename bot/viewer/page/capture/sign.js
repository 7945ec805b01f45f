// A finger's signature on a page with one form: its strokes go with the form, in thousandths of the field's width.
import { fingerStrokes } from './finger-strokes.js';

document.querySelectorAll('[data-sign]').forEach((one) => {
  const canvas = one.querySelector('canvas');
  const field = one.querySelector('input');
  if (canvas === null || field === null) return;
  const signature = fingerStrokes(canvas);
  one.querySelector('button')?.addEventListener('click', signature.clear);
  field.form?.addEventListener('submit', () => {
    field.value = written(signature.strokes());
  });
});

/** Points nearer than this to the last one say nothing more of a signature. */
const NEAR = 8;

/**
 * `x.y-x.y_x.y-x.y`: short, and nothing in it is escaped in a form.
 *
 * @param {[number, number][][]} strokes
 */
function written(strokes) {
  return strokes
    .map((stroke) =>
      stroke
        .filter(isFar)
        .map(([x, y]) => `${x}.${y}`)
        .join('-'),
    )
    .join('_');
}

/**
 * @param {[number, number]} point
 * @param {number} at
 * @param {[number, number][]} stroke
 */
function isFar([x, y], at, stroke) {
  const before = stroke[at - 1];
  return (
    before === undefined ||
    at === stroke.length - 1 ||
    at % 2 === 0 ||
    Math.abs(x - before[0]) + Math.abs(y - before[1]) >= NEAR
  );
}
