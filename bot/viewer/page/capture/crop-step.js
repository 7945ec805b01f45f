// The part of a photograph that is shared. The photograph itself is never cut: only where to look is said.
/** @import { Crop } from '../../../set/capture.ts' */
/** @import { Now } from './capture-now.js' */
import { found, goTo, onPress, part } from './on-page.js';

/** Whatever is smaller shows nothing. */
const LEAST = 50;
const EDGES = /** @type {const} */ (['left', 'top', 'right', 'bottom']);

/**
 * @param {Now} now
 * @param {() => void} changed
 */
export function cropStep(now, changed) {
  const area = part('crop-area');
  const picture = /** @type {HTMLImageElement} */ (part('crop-picture'));
  const sliders = EDGES.map((name) => /** @type {HTMLInputElement} */ (found(`[name="crop-${name}"]`)));
  let image = '';
  /** Left, top, right and bottom edge, in thousandths. */
  let edges = [0, 0, 1000, 1000];
  const draw = () => {
    const [left = 0, top = 0, right = 1000, bottom = 1000] = edges;
    const { style } = part('crop-frame');
    style.left = `${left / 10}%`;
    style.top = `${top / 10}%`;
    style.width = `${(right - left) / 10}%`;
    style.height = `${(bottom - top) / 10}%`;
    sliders.forEach((slider, at) => {
      slider.value = String(edges[at]);
    });
  };
  sliders.forEach((slider, at) => {
    slider.addEventListener('input', () => {
      const moved = edges.map((edge, one) => (one === at ? Number(slider.value) : edge));
      if (isWide(moved)) edges = moved;
      draw();
    });
  });
  drag(area, (from, to) => {
    const moved = boxOf(from, to);
    if (!isWide(moved)) return;
    edges = moved;
    draw();
  });
  const use = (/** @type {Crop | undefined} */ crop) => {
    now.shots.describe(image, { crop });
    changed();
    goTo('review');
  };
  onPress('use-crop', () => {
    const [left = 0, top = 0, right = 1000, bottom = 1000] = edges;
    const isWhole = left === 0 && top === 0 && right === 1000 && bottom === 1000;
    use(isWhole ? undefined : { left, top, width: right - left, height: bottom - top });
  });
  onPress('no-crop', () => {
    use(undefined);
  });
  return {
    /** @param {string} asked */
    open: (asked) => {
      const shot = now.shots.all().find((one) => one.image === asked);
      if (shot === undefined) return;
      image = asked;
      picture.src = shot.url;
      const { left, top, width, height } = shot.facts.crop ?? { left: 0, top: 0, width: 1000, height: 1000 };
      edges = [left, top, left + width, top + height];
      draw();
      goTo('crop');
    },
  };
}

/**
 * @param {[number, number]} from
 * @param {[number, number]} to
 */
const boxOf = (from, to) => [
  Math.min(from[0], to[0]),
  Math.min(from[1], to[1]),
  Math.max(from[0], to[0]),
  Math.max(from[1], to[1]),
];

/** @param {number[]} edges */
const isWide = ([left = 0, top = 0, right = 1000, bottom = 1000]) =>
  right - left >= LEAST && bottom - top >= LEAST;

/**
 * @param {HTMLElement} area
 * @param {(from: [number, number], to: [number, number]) => void} moved in thousandths of the area
 */
function drag(area, moved) {
  /** @type {[number, number] | undefined} */
  let from;
  const at = (/** @type {PointerEvent} */ event) => {
    const box = area.getBoundingClientRect();
    const within = (/** @type {number} */ length, /** @type {number} */ whole) =>
      Math.max(0, Math.min(1000, Math.round((length / whole) * 1000)));
    return /** @type {[number, number]} */ ([
      within(event.clientX - box.left, box.width),
      within(event.clientY - box.top, box.height),
    ]);
  };
  area.addEventListener('pointerdown', (event) => {
    area.setPointerCapture(event.pointerId);
    from = at(event);
  });
  area.addEventListener('pointermove', (event) => {
    if (from !== undefined) moved(from, at(event));
  });
  area.addEventListener('pointerup', () => {
    from = undefined;
  });
  area.addEventListener('pointercancel', () => {
    from = undefined;
  });
}
