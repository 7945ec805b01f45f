import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a POST comes from a page of our own (quality.md S10). Browsers say so in `Sec-Fetch-Site`; an older one is
 * taken at its `Origin`, which must match to the letter. `Origin: null` is what our own forms send, because of
 * `no-referrer`, and what a sandboxed stranger sends too: by itself it proves nothing.
 */
export const isFromOurPages = (headers: IncomingHttpHeaders, ownOrigin: string): boolean => {
  const { origin } = headers;
  if (origin !== undefined && origin !== 'null' && origin !== ownOrigin) return false;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  return origin === ownOrigin;
};
