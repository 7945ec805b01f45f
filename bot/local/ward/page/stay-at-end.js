const NEAR_END_PX = 120;

/**
 * Keeps a list scrolled to its newest line, through pictures that arrive late, until the person scrolls up.
 *
 * @param {HTMLElement} scroller
 * @param {HTMLElement} list
 */
export function stayAtEnd(scroller, list) {
  let atEnd = true;
  let lastTop = 0;
  scroller.addEventListener('scroll', () => {
    const near = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_END_PX;
    // Only a person scrolling up leaves the end; what arrives below meanwhile must not.
    if (near) atEnd = true;
    else if (scroller.scrollTop < lastTop) atEnd = false;
    lastTop = scroller.scrollTop;
  });
  const sizes = new ResizeObserver(() => {
    if (atEnd) scroller.scrollTop = scroller.scrollHeight;
  });
  sizes.observe(list);
  return {
    stay: () => {
      atEnd = true;
    },
    letGo: () => sizes.disconnect(),
  };
}
