export interface CookieRules {
  /** Over https the `__Host-` prefix makes browsers insist on Secure, Path=/ and no Domain. */
  readonly https: boolean;
}

export const cookieName = (name: string, { https }: CookieRules): string => (https ? `__Host-${name}` : name);

/** A `Set-Cookie` value. Lax: the identity provider's redirect back is a top-level GET from another site. */
export const setCookie = (name: string, value: string, maxAgeSeconds: number, rules: CookieRules): string =>
  [
    `${cookieName(name, rules)}=${value}`,
    'Path=/',
    `Max-Age=${maxAgeSeconds}`,
    'HttpOnly',
    'SameSite=Lax',
    ...(rules.https ? ['Secure'] : []),
  ].join('; ');

export const clearCookie = (name: string, rules: CookieRules): string => setCookie(name, '', 0, rules);

/** The first of each name wins, as RFC 6265 orders them: a broader cookie set by a sibling host comes later. */
export const readCookies = (header: string | undefined): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at < 0) continue;
    const name = part.slice(0, at).trim();
    if (!found.has(name)) found.set(name, part.slice(at + 1).trim());
  }
  return found;
};
