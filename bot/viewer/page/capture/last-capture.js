// Which capture this tab was at, so that a page loaded anew goes on with it. Its name opens nothing by itself.

const CAPTURE = 'capture';

/** @returns {string | undefined} */
export function lastCapture() {
  try {
    return sessionStorage.getItem(CAPTURE) ?? undefined;
  } catch {
    // Many browsers let another site's frame keep nothing, as within Teams: a page loaded anew then begins anew.
    return undefined;
  }
}

/** @param {string} capture */
export function keepLastCapture(capture) {
  try {
    sessionStorage.setItem(CAPTURE, capture);
  } catch {
    // The same: this page goes on all the same.
    return;
  }
}
