// Whether somebody is asked for an opinion with these photographs: nobody, until a role is chosen.
/** @import { Now } from './capture-now.js' */
import { answer, part, phrase, setAnswer, show } from './on-page.js';

const AUDIENCE = /** @type {const} */ (['yes', 'no', 'could-not-ask']);
const URGENCIES = /** @type {const} */ (['urgent', 'today', 'routine']);

/**
 * @param {Now} now
 * @param {() => void} changed
 * @param {(refusals: import('./consent-step.js').Refusals) => void} complain
 */
export function askPart(now, changed, complain) {
  const who = /** @type {HTMLSelectElement} */ (part('ask-who'));
  const line = /** @type {HTMLInputElement} */ (part('ask-line'));
  const more = part('ask-more');
  const said = () => AUDIENCE.find((one) => one === answer(more, 'ask-audience'));
  const read = () => {
    const [role = '', urgency = ''] = who.value.split('|');
    if (role === '') delete now.ask;
    else
      now.ask = {
        role,
        urgency: URGENCIES.find((one) => one === urgency) ?? 'routine',
        line: line.value.trim(),
        ...heard(said()),
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
  const clear = () => {
    delete now.ask;
    who.value = '';
    line.value = '';
    setAnswer(more, 'ask-audience', undefined);
    show('ask-more', false);
  };
  // Whoever said no is shown to nobody else: the question is taken back before anything is sent (CON-21).
  more.addEventListener('change', () => {
    if (said() === 'no') {
      clear();
      complain([{ code: 'ask', words: phrase('askNo') }]);
    } else read();
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
      setAnswer(more, 'ask-audience', now.ask?.audience);
      show('ask-more', now.ask !== undefined);
    },
    /** Somebody is to be asked, and nothing was written: what is typed at the last moment counts. */
    isUnsaid: () => {
      read();
      return now.ask !== undefined && now.ask.line === '';
    },
    clear,
  };
}

/** @param {typeof AUDIENCE[number] | undefined} said */
const heard = (said) => (said === undefined || said === 'no' ? {} : { audience: said });

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
