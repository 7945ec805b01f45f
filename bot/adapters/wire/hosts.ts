/** Says whether an address may be asked at all. */
export type MayAsk = (url: URL) => boolean;

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Exactly these hosts (with port, where it is not 443) and no others: never by suffix, because anybody can register
 * a name beneath the platform's (platform.md 1.2). Plain http only on loopback, and only where `loopback` is allowed,
 * which production never does.
 */
export const onlyHosts = (hosts: readonly string[], loopback: boolean): MayAsk => {
  const allowed = new Set(hosts);
  return (url) => {
    if (!allowed.has(url.host) || url.username !== '' || url.password !== '') return false;
    if (LOOPBACK.has(url.hostname))
      return loopback && (url.protocol === 'http:' || url.protocol === 'https:');
    return url.protocol === 'https:';
  };
};

/** An address in text, when it is one that may be asked; undefined otherwise. */
export const addressWithin = (text: string, may: MayAsk): URL | undefined => {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  return may(url) ? url : undefined;
};
