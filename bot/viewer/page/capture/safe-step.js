// After custody: where this device may still have copies, in its own words, and that they were deleted.
/** @import { Now } from './capture-now.js' */
import { onPress, part, show } from './on-page.js';

/** @returns {'iphone' | 'android' | 'computer'} */
const deviceHere = () => {
  const { userAgent, maxTouchPoints } = navigator;
  if (/Android/.test(userAgent)) return 'android';
  // An iPad says it is a Mac, and can be touched.
  const isApple = /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1);
  return isApple ? 'iphone' : 'computer';
};

/** @param {Now} now */
export function safeStep(now) {
  onPress('deleted', async () => {
    const { status } = await now.server.deleted(now.begun.capture);
    show('deleted-thanks', status >= 200 && status < 300);
  });
  const reasons = part('why-phone');
  for (const one of reasons.querySelectorAll('button'))
    one.addEventListener('click', async () => {
      const { status } = await now.server.whyPhone(now.begun.capture, one.value);
      const isKept = status >= 200 && status < 300;
      reasons.hidden = isKept;
      show('why-phone-thanks', isKept);
    });
  return {
    /**
     * @param {boolean} mayRemain whether any of them may also be on the device
     * @param {boolean} waits for a senior and a safeguarding lead to agree
     */
    draw: (mayRemain, waits) => {
      show('two-people', waits);
      part('leaflet-code').setAttribute('src', `/about-your-photograph/code.svg?${now.begun.leaflet}`);
      show('camera-only', !mayRemain);
      show('reminder', mayRemain);
      show('deleted-thanks', false);
      reasons.hidden = false;
      show('why-phone-thanks', false);
      show('close', typeof now.teams !== 'string');
      const here = deviceHere();
      for (const one of document.querySelectorAll('[data-device]'))
        /** @type {HTMLElement} */ (one).hidden = one.getAttribute('data-device') !== here;
    },
  };
}
