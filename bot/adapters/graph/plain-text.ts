const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

const character = (code: number): string =>
  Number.isInteger(code) && code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';

const decode = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
    if (typeof decimal === 'string') return character(Number(decimal));
    if (typeof hex === 'string') return character(Number.parseInt(hex, 16));
    return typeof name === 'string' ? (entities[name.toLowerCase()] ?? whole) : whole;
  });

/** A message's HTML as the plain text a person reads: paragraphs and breaks as line feeds, emoji by their text, mentions with @. */
export const plainText = (html: string): string => {
  const broken = html
    .replace(/<emoji\b[^<>]{0,2000}?\balt="([^"<>]*)"[^<>]*>/gi, '$1')
    .replace(/<at\b[^<>]*>/gi, '@')
    .replace(/\r?\n/g, ' ')
    .replace(/<br\s*\/?>|<\/(?:p|div|li|tr|h[1-6]|blockquote)>/gi, '\n')
    .replace(/<[^<>]*>/g, '');
  return decode(broken)
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
};
