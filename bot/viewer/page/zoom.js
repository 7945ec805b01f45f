// Zooming makes the picture larger inside a box that scrolls: moving about is the browser's own scrolling, which
// fingers, mouse, arrow keys and assistive technology all know. No pixel is changed.

const LARGEST = 8;

/**
 * @param {HTMLElement} item holds the buttons
 * @param {HTMLElement} stage scrolls
 * @param {HTMLImageElement} screen
 */
export function zoomable(item, stage, screen) {
  const photo = screen.closest('[data-photo]');
  if (!(photo instanceof HTMLElement)) return;
  const natural = {
    width: Number(screen.getAttribute('width')),
    height: Number(screen.getAttribute('height')),
  };
  let scale = 1;

  /** Width at which the whole picture is seen. */
  const fitWidth = () => {
    const tallest = Math.max(240, window.innerHeight * 0.7);
    return Math.min(stage.clientWidth, (tallest * natural.width) / natural.height);
  };
  /** One pixel of the picture on one pixel of the screen. */
  const actualScale = () => natural.width / window.devicePixelRatio / fitWidth();

  /** Keeps the point under (x, y), in the stage's own coordinates, where it is. */
  const zoomTo = (/** @type {number} */ wanted, x = stage.clientWidth / 2, y = stage.clientHeight / 2) => {
    const next = Math.min(LARGEST, Math.max(1, wanted));
    const grown = next / scale;
    scale = next;
    draw();
    stage.scrollLeft = (stage.scrollLeft + x) * grown - x;
    stage.scrollTop = (stage.scrollTop + y) * grown - y;
  };
  const draw = () => {
    photo.style.width = `${String(fitWidth() * scale)}px`;
    stage.style.height = `${String((fitWidth() * natural.height) / natural.width)}px`;
    stage.classList.toggle('safelight-stage--zoomed', scale > 1.01);
  };

  item.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    if (button?.dataset['zoomBy']) zoomTo(scale * Number(button.dataset['zoomBy']));
    if (button?.dataset['zoomTo'] === 'fit') zoomTo(1);
    if (button?.dataset['zoomTo'] === 'actual') zoomTo(actualScale());
  });
  stage.addEventListener('keydown', (event) => {
    if (event.key === '+' || event.key === '=') zoomTo(scale * 1.25);
    if (event.key === '-') zoomTo(scale * 0.8);
    if (event.key === '0') zoomTo(1);
  });
  stage.addEventListener('dblclick', (event) => {
    const box = stage.getBoundingClientRect();
    zoomTo(scale > 1.01 ? 1 : Math.max(2, actualScale()), event.clientX - box.left, event.clientY - box.top);
  });
  stage.addEventListener(
    'wheel',
    (event) => {
      // A pinch on a touchpad comes as a wheel with the control key.
      if (!event.ctrlKey) return;
      event.preventDefault();
      const box = stage.getBoundingClientRect();
      zoomTo(scale * Math.exp(-event.deltaY / 200), event.clientX - box.left, event.clientY - box.top);
    },
    { passive: false },
  );
  pinch(stage, () => scale, zoomTo);
  drag(stage);
  window.addEventListener('resize', draw);
  draw();
}

/**
 * @param {HTMLElement} stage
 * @param {() => number} scaleNow
 * @param {(scale: number, x: number, y: number) => void} zoomTo
 */
function pinch(stage, scaleNow, zoomTo) {
  let apart = 0;
  let from = 1;
  const span = (/** @type {TouchList} */ touches) => {
    const [a, b] = [touches[0], touches[1]];
    return a && b ? Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) : 0;
  };
  stage.addEventListener(
    'touchstart',
    (event) => {
      if (event.touches.length !== 2) return;
      event.preventDefault();
      apart = span(event.touches);
      from = scaleNow();
    },
    { passive: false },
  );
  stage.addEventListener(
    'touchmove',
    (event) => {
      const [a, b] = [event.touches[0], event.touches[1]];
      if (!a || !b || apart === 0) return;
      event.preventDefault();
      const box = stage.getBoundingClientRect();
      const x = (a.clientX + b.clientX) / 2 - box.left;
      const y = (a.clientY + b.clientY) / 2 - box.top;
      zoomTo((from * span(event.touches)) / apart, x, y);
    },
    { passive: false },
  );
}

/** A mouse moves a zoomed picture by dragging it; fingers scroll by themselves. */
function drag(/** @type {HTMLElement} */ stage) {
  stage.addEventListener('pointerdown', (event) => {
    if (event.pointerType !== 'mouse' || event.button !== 0) return;
    event.preventDefault();
    stage.focus({ preventScroll: true });
    stage.setPointerCapture(event.pointerId);
  });
  stage.addEventListener('pointermove', (event) => {
    if (event.pointerType !== 'mouse' || !stage.hasPointerCapture(event.pointerId)) return;
    stage.scrollLeft -= event.movementX;
    stage.scrollTop -= event.movementY;
  });
}
