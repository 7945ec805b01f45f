import { webAddress } from './clean-html.js';

/** @type {Record<string, string>} */
const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** @param {string} text */
const escapeHtml = (text) => text.replace(/[&<>"']/g, (one) => escapes[one] ?? one);

/**
 * A card's text as HTML. Everything is escaped first; then only bold, links to http and https, line breaks and
 * the mentions the card itself declares come back, as Teams shows them.
 *
 * @param {string} text
 * @param {ReadonlySet<string>} mentions what stands between `<at>` and `</at>` in the card's entities
 * @returns {string}
 */
export function cardHtml(text, mentions) {
  const html = escapeHtml(text)
    .replace(/\[([^\]\n]+)\]\(([^()\s]+)\)/g, (whole, words, address) => {
      const url = webAddress(address.replaceAll('&amp;', '&'));
      if (url === undefined) return whole;
      return `<a href="${escapeHtml(url)}" target="_blank" rel="noopener noreferrer">${words}</a>`;
    })
    .replace(/\*\*([^*\n]+)\*\*/g, '<strong>$1</strong>')
    .replace(/&lt;at&gt;(.+?)&lt;\/at&gt;/g, (whole, name) =>
      mentions.has(name) ? `<span class="mention">${name}</span>` : whole,
    )
    .replace(/\r?\n/g, '<br>');
  // The renderer takes the first element for a paragraph and stretches it.
  return `<p>${html}</p>`;
}

/**
 * The mentions a card declares in `msteams.entities`, escaped as they stand in its text.
 * @param {unknown} card
 * @returns {ReadonlySet<string>}
 */
export function mentionsOf(card) {
  const { msteams } =
    /** @type {{ msteams?: { entities?: readonly { type?: string, text?: string }[] } }} */ (card);
  const names = (msteams?.entities ?? [])
    .filter((one) => one.type === 'mention')
    .map((one) => escapeHtml((one.text ?? '').replace(/^<at>|<\/at>$/g, '')));
  return new Set(names);
}
