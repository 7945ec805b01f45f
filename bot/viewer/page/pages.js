// What pages with pictures do by themselves: hide when nobody looks, step from picture to picture, zoom.
import { answerWhenSeen } from './answer.js';
import { gallery } from './gallery.js';
import { guardPictures } from './guard-page.js';
import { offerToBind, unlockWhereAsked } from './passkey.js';
import { countAllDown } from './counts-down.js';

const errors = document.querySelector('[data-focus]');
if (errors instanceof HTMLElement) errors.focus();

unlockWhereAsked();
void offerToBind();

if (document.body.hasAttribute('data-pictures')) {
  guardPictures();
  answerWhenSeen();
  document.querySelectorAll('[data-gallery]').forEach((one) => {
    gallery(/** @type {HTMLElement} */ (one));
  });
}

countAllDown();

const { again, againAfter } = document.body.dataset;
if (again !== undefined) setInterval(lookAgain, Number(againAfter) * 1000, again);

/**
 * Never under somebody's hands: a page that changes takes a keyboard's place and a screen reader's line with it.
 * @param {string} href
 */
function lookAgain(href) {
  const isUntouched = document.activeElement === document.body && window.scrollY === 0;
  if (isUntouched && !document.hidden) location.replace(href);
}
