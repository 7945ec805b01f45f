import { make } from './make.js';

/** Kept as they are, without attributes. */
const KEPT = new Set([
  'p',
  'br',
  'div',
  'b',
  'strong',
  'i',
  'em',
  'u',
  's',
  'ul',
  'ol',
  'li',
  'blockquote',
  'pre',
  'code',
]);
/** Dropped with all they hold. Pictures, files and cards are drawn from the message's attachments instead. */
const DROPPED = new Set([
  'script',
  'style',
  'img',
  'attachment',
  'template',
  'iframe',
  'object',
  'svg',
  'math',
]);

/**
 * A message's HTML as nodes that are safe to show: a short list of plain tags, links that are http or https,
 * mentions as `<span class="mention">`. What people type is never trusted.
 *
 * @param {string} html
 * @returns {DocumentFragment}
 */
export function cleanHtml(html) {
  const fragment = document.createDocumentFragment();
  for (const node of new DOMParser().parseFromString(html, 'text/html').body.childNodes) copy(node, fragment);
  return fragment;
}

/**
 * @param {Node} node
 * @param {Node} into
 */
function copy(node, into) {
  if (node.nodeType === Node.TEXT_NODE) into.appendChild(document.createTextNode(node.textContent ?? ''));
  if (!(node instanceof Element) || DROPPED.has(node.localName)) return;
  const shell = shellOf(node);
  if (shell !== undefined) into.appendChild(shell);
  for (const child of node.childNodes) copy(child, shell instanceof Element ? shell : into);
}

/**
 * @param {Element} element
 * @returns {Node | undefined} nothing where only what is inside is kept
 */
function shellOf(element) {
  if (KEPT.has(element.localName)) return document.createElement(element.localName);
  if (element.localName === 'at') return make('span', { class: 'mention' });
  if (element.localName === 'emoji') return document.createTextNode(element.getAttribute('alt') ?? '');
  if (element.localName !== 'a') return undefined;
  const url = webAddress(element.getAttribute('href') ?? '');
  if (url === undefined) return undefined;
  return make('a', { href: url, target: '_blank', rel: 'noopener noreferrer' });
}

/**
 * @param {string} address
 * @returns {string | undefined} the address, if it is an absolute http or https one
 */
export function webAddress(address) {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : undefined;
}

/**
 * The same HTML as plain text for the edit box, one line for each block.
 * @param {string} html
 */
export function plainText(html) {
  const box = make('div', {}, cleanHtml(html));
  for (const line of box.querySelectorAll('br, p, div, li')) line.append('\n');
  for (const line of box.querySelectorAll('br')) line.replaceWith('\n');
  for (const mention of box.querySelectorAll('.mention')) {
    if (!mention.textContent?.startsWith('@')) mention.prepend('@');
  }
  return (box.textContent ?? '').trim();
}
