// The answers stay off until every picture asked about has been decoded and has stood on the screen.

export function answerWhenSeen() {
  document.querySelectorAll('form[data-answer]').forEach((one) => {
    waitForPictures(/** @type {HTMLFormElement} */ (one));
  });
}

/** @param {HTMLFormElement} form */
function waitForPictures(form) {
  const buttons = form.querySelector('[data-buttons]');
  if (!(buttons instanceof HTMLFieldSetElement) || !buttons.disabled) return;
  const left = new Set((form.dataset['answer'] ?? '').split(' '));
  for (const image of [...left])
    shown(image, () => {
      left.delete(image);
      if (left.size > 0) return;
      buttons.disabled = false;
      const off = form.querySelector('[data-off]');
      if (off instanceof HTMLElement) off.hidden = true;
    });
}

/**
 * @param {string} image
 * @param {() => void} then
 */
function shown(image, then) {
  const item = document.querySelector(`[data-image="${CSS.escape(image)}"]`);
  const picture = item?.querySelector('[data-screen]');
  if (!(picture instanceof HTMLImageElement)) return;
  let isDecoded = false;
  let isOnScreen = false;
  const look = () => {
    if (!isDecoded || !isOnScreen) return;
    observer.disconnect();
    then();
  };
  const observer = new IntersectionObserver(
    (seen) => {
      isOnScreen = seen.some(({ isIntersecting }) => isIntersecting);
      look();
    },
    { threshold: 0.2 },
  );
  observer.observe(picture);
  const decode = async () => {
    try {
      await picture.decode();
    } catch {
      // Not shown: the page says so beside it, and a later load comes here again.
      return;
    }
    isDecoded = picture.naturalWidth > 0;
    look();
  };
  picture.addEventListener('load', decode);
  if (picture.complete && picture.naturalWidth > 0) void decode();
}
