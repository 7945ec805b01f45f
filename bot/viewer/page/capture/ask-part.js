// Whether somebody is asked for an opinion with these photographs: nobody, until a role is chosen.
/** @import { Now } from './capture-now.js' */
import { part, phrase, show } from './on-page.js';

const URGENCIES = /** @type {const} */ (['urgent', 'today', 'routine']);

/**
 * @param {Now} now
 * @param {() => void} changed
 */
export function askPart(now, changed) {
  const who = /** @type {HTMLSelectElement} */ (part('ask-who'));
  const line = /** @type {HTMLInputElement} */ (part('ask-line'));
  const read = () => {
    const [role = '', urgency = ''] = who.value.split('|');
    if (role === '') delete now.ask;
    else
      now.ask = {
        role,
        urgency: URGENCIES.find((one) => one === urgency) ?? 'routine',
        line: line.value.trim(),
      };
    show('ask-more', role !== '');
  };
  who.addEventListener('change', () => {
    read();
    changed();
    if (now.ask !== undefined) line.focus();
  });
  line.addEventListener('change', () => {
    read();
    changed();
  });
  return {
    draw: () => {
      const roles = now.begun.roles ?? [];
      show('ask', roles.length > 0);
      const [nobody] = who.options;
      who.replaceChildren(...(nobody === undefined ? [] : [nobody]), ...roles.map(group));
      who.value = now.ask === undefined ? '' : `${now.ask.role}|${now.ask.urgency}`;
      line.value = now.ask?.line ?? '';
      show('ask-more', now.ask !== undefined);
    },
    /** Somebody is to be asked, and nothing was written: what is typed at the last moment counts. */
    isUnsaid: () => {
      read();
      return now.ask !== undefined && now.ask.line === '';
    },
    clear: () => {
      delete now.ask;
      who.value = '';
      line.value = '';
      show('ask-more', false);
    },
  };
}

/** @param {{ id: string, name: string }} role */
function group({ id, name }) {
  const one = document.createElement('optgroup');
  one.label = name;
  one.append(
    ...URGENCIES.map((urgency) => {
      const option = document.createElement('option');
      option.value = `${id}|${urgency}`;
      option.textContent = phrase(
        urgency === 'urgent' ? 'askUrgent' : urgency === 'today' ? 'askToday' : 'askRoutine',
        { role: name },
      );
      return option;
    }),
  );
  return one;
}
