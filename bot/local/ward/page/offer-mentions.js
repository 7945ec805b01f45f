import { make } from './make.js';
import { announce } from './say.js';

/** @typedef {import('../page-contract.ts').WardPerson} WardPerson */

const MOST = 6;
let made = 0;

/**
 * Offers people to mention while `@…` is typed. The name is written into the text as `@Name`; who was meant is
 * remembered, and counts for as long as the name still stands there.
 *
 * @param {HTMLTextAreaElement} box
 * @param {readonly WardPerson[]} people
 */
export function offerMentions(box, people) {
  const list = make('ul', {
    class: 'mentions',
    role: 'listbox',
    id: `mentions-${++made}`,
    'aria-label': 'People',
    hidden: true,
  });
  /** @type {Set<WardPerson>} */
  const meant = new Set();
  /** @type {WardPerson[]} */
  let offered = [];
  let at = 0;

  const close = () => {
    offered = [];
    draw();
  };
  const draw = () => {
    list.hidden = offered.length === 0;
    list.replaceChildren(
      ...offered.map((one, index) => option(one, `${list.id}-${index}`, index === at, () => choose(one))),
    );
    if (list.hidden) box.removeAttribute('aria-activedescendant');
    else box.setAttribute('aria-activedescendant', `${list.id}-${at}`);
  };
  /** @param {WardPerson} person */
  const choose = (person) => {
    const before = box.value.slice(0, box.selectionStart).replace(/@[^@]*$/, `@${person.name} `);
    box.value = before + box.value.slice(box.selectionStart).trimStart();
    box.setSelectionRange(before.length, before.length);
    meant.add(person);
    close();
    box.dispatchEvent(new Event('input', { bubbles: true }));
  };

  box.setAttribute('aria-autocomplete', 'list');
  box.setAttribute('aria-controls', list.id);
  box.addEventListener('input', () => {
    offered = matches(box, people).filter((person) => !box.value.includes(`@${person.name} `));
    at = 0;
    draw();
    if (offered.length > 0) announce(`${offered.length} to mention. Up and down to choose, Enter to take.`);
  });
  box.addEventListener('blur', close);
  box.addEventListener('keydown', (event) => {
    const person = offered[at];
    if (person === undefined) return;
    if (event.key === 'Enter' || event.key === 'Tab') choose(person);
    else if (event.key === 'ArrowDown') at = (at + 1) % offered.length;
    else if (event.key === 'ArrowUp') at = (at + offered.length - 1) % offered.length;
    else if (event.key === 'Escape') offered = [];
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
    draw();
  });

  /** @param {string} text */
  const oidsIn = (text) => [...meant].filter((one) => text.includes(`@${one.name}`)).map((one) => one.oid);
  return { list, oidsIn, clear: () => meant.clear() };
}

/**
 * @param {WardPerson} person
 * @param {string} id
 * @param {boolean} selected
 * @param {() => void} choose
 */
function option(person, id, selected, choose) {
  const line = make(
    'li',
    { role: 'option', id, 'aria-selected': String(selected) },
    make('strong', {}, person.name),
    make('span', { class: 'faint' }, person.jobTitle),
  );
  line.addEventListener('mousedown', (event) => {
    event.preventDefault();
    choose();
  });
  return line;
}

/**
 * @param {HTMLTextAreaElement} box
 * @param {readonly WardPerson[]} people
 */
function matches(box, people) {
  const typed = /(?:^|\s)@([\p{L}' -]{0,30})$/u.exec(box.value.slice(0, box.selectionStart))?.[1];
  if (typed === undefined) return [];
  return people.filter((one) => one.name.toLowerCase().includes(typed.toLowerCase())).slice(0, MOST);
}
