// The slider between two photographs: what is moved is the edge between them, never a photograph.

document.querySelectorAll('[data-slider]').forEach((one) => {
  const edge = one.querySelector('[data-edge]');
  const over = one.querySelector('[data-over]');
  if (!(edge instanceof HTMLInputElement) || !(over instanceof HTMLElement)) return;
  const move = () => {
    over.style.clipPath = `inset(0 0 0 ${edge.value}%)`;
    edge.setAttribute('aria-valuetext', `${edge.value} %`);
  };
  edge.addEventListener('input', move);
  dragOver(over.parentElement, edge, move);
  one.querySelector('[data-needs-script]')?.remove();
  edge.hidden = false;
  move();
});

/**
 * Anywhere on the photographs a finger or a mouse moves the edge to where it is.
 *
 * @param {HTMLElement | null} box
 * @param {HTMLInputElement} edge
 * @param {() => void} move
 */
function dragOver(box, edge, move) {
  if (box === null) return;
  const to = (/** @type {PointerEvent} */ event) => {
    const { left, width } = box.getBoundingClientRect();
    edge.value = String(Math.round(((event.clientX - left) / width) * 100));
    move();
  };
  box.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    box.setPointerCapture(event.pointerId);
    to(event);
  });
  box.addEventListener('pointermove', (event) => {
    if (box.hasPointerCapture(event.pointerId)) to(event);
  });
}
