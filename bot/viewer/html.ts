/** HTML that is safe to send: only the `html` tag below makes it, and everything put into it is escaped. */
export interface Html {
  readonly markup: string;
}

type Part = Html | string | number | undefined | false | readonly Part[];

/** Text in holes is escaped; `undefined` and `false` leave nothing; lists are joined. */
export const html = (fixed: TemplateStringsArray, ...holes: readonly Part[]): Html => ({
  markup: fixed.map((text, at) => text + (at < holes.length ? written(holes[at]) : '')).join(''),
});

const written = (part: Part): string => {
  if (part === undefined || part === false) return '';
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  if ('markup' in part) return part.markup;
  return part.map(written).join('');
};

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Control and direction characters are dropped: a name must not be able to turn a line round. */
const UNSEEN = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

const escaped = (text: string): string =>
  text
    .replace(UNSEEN, (character) => (character === '\n' || character === '\t' ? character : ''))
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
