/**
 * Makes a list's children match `items`, in order. Nodes of items that are still there stay, so that a reply
 * being typed, a card being filled in and the focus survive every change around them.
 *
 * @template Item
 * @param {HTMLElement} list
 * @param {readonly Item[]} items
 * @param {(item: Item) => string} keyOf
 * @param {(item: Item, old: HTMLElement | undefined) => HTMLElement} draw the old node, or one to stand in its place
 */
export function keepInStep(list, items, keyOf, draw) {
  const wanted = new Set(items.map(keyOf));
  /** @type {Map<string, HTMLElement>} */
  const standing = new Map();
  for (const child of [...list.children]) {
    if (!(child instanceof HTMLElement)) continue;
    const key = child.dataset['key'] ?? '';
    if (wanted.has(key)) standing.set(key, child);
    else child.remove();
  }
  let next = list.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    const old = standing.get(key);
    const node = draw(item, old);
    node.dataset['key'] = key;
    if (old !== undefined && old !== node) {
      if (next === old) next = node;
      swap(old, node);
    }
    if (next === node) next = node.nextElementSibling;
    else list.insertBefore(node, next);
  }
}

/**
 * @param {HTMLElement} old
 * @param {HTMLElement} node
 */
function swap(old, node) {
  const focused = old.contains(document.activeElement);
  old.replaceWith(node);
  if (focused) node.focus({ preventScroll: true });
}
