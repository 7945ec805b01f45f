import { make } from './make.js';
import { sitAs } from './seat.js';

/** @typedef {import('../page-contract.ts').WardPerson} WardPerson */

/** @param {WardPerson} person */
const described = (person) => `${person.name}, ${person.jobTitle}`;

/**
 * The picker that stays in the corner. Changing it sits down as someone else.
 *
 * @param {readonly WardPerson[]} people
 * @param {WardPerson | undefined} me
 */
export function personPicker(people, me) {
  const options = people.map((one) =>
    make('option', { value: one.oid, selected: one.oid === me?.oid }, described(one)),
  );
  const blank =
    me === undefined
      ? make('option', { value: '', selected: true, disabled: true }, 'Choose a person')
      : null;
  const picker = make('select', { id: 'person', 'data-testid': 'person' }, blank, ...options);
  picker.addEventListener('change', () => sitAs(picker.value));
  return make('div', { class: 'person' }, make('label', { for: 'person' }, 'You are'), picker);
}

/**
 * The first page, before anyone has been chosen.
 *
 * @param {import('../page-contract.ts').WardWorld} world
 */
export function welcome(world) {
  const cards = world.people.map((one) =>
    make(
      'li',
      {},
      make(
        'button',
        {
          type: 'button',
          class: 'person-card',
          'data-testid': `be-${one.oid}`,
          onclick: () => sitAs(one.oid),
        },
        make('strong', {}, one.name),
        make('span', { class: 'faint' }, one.jobTitle),
      ),
    ),
  );
  return make(
    'div',
    { class: 'welcome' },
    make('h2', {}, 'Who are you today?'),
    make(
      'p',
      {},
      'Every person sees only their own conversations. Open this page in a second tab to be two people at once.',
    ),
    make('ul', {}, ...cards),
  );
}
