// Time left, said in words that the page brought with it: until an undo is over, or until urgent care is.

/**
 * `data-counts-for`: milliseconds left as the server knew them, so that a wrong clock on the device changes nothing.
 * @param {HTMLElement} root
 */
const countDown = (root) => {
  const left = root.querySelector('[data-words]');
  const end = performance.now() + Number(root.dataset['countsFor']);
  if (!(left instanceof HTMLElement)) return;
  const unit = Number(left.dataset['unit']);
  const tick = () => {
    const ms = end - performance.now();
    if (ms <= 0) {
      clearInterval(timer);
      for (const one of root.querySelectorAll('[data-until-over]')) one.remove();
      left.textContent = left.dataset['over'] ?? '';
      return;
    }
    const count = Math.ceil(ms / unit);
    const words = (count === 1 ? left.dataset['one'] : left.dataset['words']) ?? '';
    left.textContent = words.replace('#', String(count));
  };
  const timer = setInterval(tick, Math.min(unit, 1000));
  tick();
};

export const countAllDown = () => {
  document.querySelectorAll('[data-counts-for]').forEach((one) => {
    countDown(/** @type {HTMLElement} */ (one));
  });
};
