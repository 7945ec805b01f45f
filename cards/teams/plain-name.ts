const MAX_LETTERS = 80;
/** Shown where a display name has nothing fit to show. */
const NAMELESS = 'a colleague';

/**
 * A person's display name with nothing in it that a client could read as markdown, markup, a template, a link or an
 * instruction to change direction: people choose their own names. Letters, marks, digits and name punctuation remain.
 */
export const plainName = (name: string): string => {
  const kept = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}\p{Zs}'’.,()-]/gu, ' ')
    // `example.com` would become a link in some clients; `J. Smith` stays.
    .replace(/\.(?=\S)/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  const short =
    kept.length > MAX_LETTERS
      ? `${kept
          .slice(0, MAX_LETTERS - 1)
          .replace(/\p{Cs}/gu, '')
          .trim()}…`
      : kept;
  return /\p{L}/u.test(short) ? short : NAMELESS;
};
