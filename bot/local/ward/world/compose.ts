import type { Mention } from './records.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
export const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (one) => ENTITIES[one] ?? one);

/** Typed words as Teams keeps them: a paragraph a line, each mention marked in place of its `@Name`. */
export const composeHtml = (text: string, mentions: readonly Mention[]): string => {
  if (text === '' && mentions.length === 0) return '';
  let html = escapeHtml(text);
  for (const [at, mention] of mentions.entries()) {
    const mark = `<at id="${at}">${escapeHtml(mention.name)}</at>`;
    const typed = `@${escapeHtml(mention.name)}`;
    html = html.includes(typed) ? html.replace(typed, () => mark) : `${mark} ${html}`;
  }
  return html
    .split('\n')
    .map((line) => `<p>${line}</p>`)
    .join('');
};
