// What a finger draws on a canvas: the strokes themselves, in thousandths of the field's width.

/** @param {HTMLCanvasElement} canvas */
export function fingerStrokes(canvas) {
  const pen = canvas.getContext('2d');
  /** @type {[number, number][][]} */
  let strokes = [];
  /** @type {[number, number][] | undefined} */
  let stroke;
  const draw = () => {
    if (pen === null) return;
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.lineWidth = 4;
    pen.lineCap = 'round';
    pen.strokeStyle = '#212b32';
    for (const one of strokes) {
      pen.beginPath();
      for (const [x, y] of one) pen.lineTo((x * canvas.width) / 1000, (y * canvas.width) / 1000);
      pen.stroke();
    }
  };
  const at = (/** @type {PointerEvent} */ event) => {
    const { left, top, width } = canvas.getBoundingClientRect();
    const thousandths = (/** @type {number} */ length) => Math.max(0, Math.round((length / width) * 1000));
    return /** @type {[number, number]} */ ([
      thousandths(event.clientX - left),
      thousandths(event.clientY - top),
    ]);
  };
  canvas.addEventListener('pointerdown', (event) => {
    canvas.setPointerCapture(event.pointerId);
    stroke = [at(event)];
    strokes.push(stroke);
    event.preventDefault();
  });
  canvas.addEventListener('pointermove', (event) => {
    if (stroke === undefined) return;
    stroke.push(at(event));
    draw();
  });
  const lift = () => {
    // A touch without a stroke is no signature.
    if (stroke !== undefined && stroke.length < 2) strokes = strokes.filter((one) => one !== stroke);
    stroke = undefined;
    draw();
  };
  canvas.addEventListener('pointerup', lift);
  canvas.addEventListener('pointercancel', lift);
  const clear = () => {
    strokes = [];
    draw();
  };
  return { draw, clear, strokes: () => strokes };
}
