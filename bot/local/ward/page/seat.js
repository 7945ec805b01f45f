/**
 * Who sits at this tab and where they are looking. The address wins over the tab's memory, so that two tabs
 * can be two people and a copied address opens the same view.
 */

/**
 * @param {'as' | 'place'} what
 * @returns {string | undefined}
 */
export function remembered(what) {
  return (
    new URLSearchParams(location.search).get(what) ?? sessionStorage.getItem(`ward.${what}`) ?? undefined
  );
}

/**
 * @param {string} oid
 * @param {string | undefined} placeId
 */
export function remember(oid, placeId) {
  sessionStorage.setItem('ward.as', oid);
  const query = new URLSearchParams({ as: oid });
  if (placeId === undefined) {
    sessionStorage.removeItem('ward.place');
  } else {
    sessionStorage.setItem('ward.place', placeId);
    query.set('place', placeId);
  }
  history.replaceState(null, '', `${location.pathname}?${query}`);
}

/**
 * Sits down as someone else. The page is loaded afresh: nothing one person saw may linger for the next.
 * @param {string} oid
 */
export function sitAs(oid) {
  sessionStorage.setItem('ward.as', oid);
  sessionStorage.removeItem('ward.place');
  location.assign(`${location.pathname}?${new URLSearchParams({ as: oid })}`);
}
