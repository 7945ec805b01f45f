// The two ways beside the camera: number and date of birth, or a reason why there is no number.
/** @import { PatientAsked } from '../../capture/contract.ts' */
/** @import { UnknownPatient } from './capture-now.js' */
import { answer, ask, found, onPress, showPanel } from './on-page.js';

/** @param {{ lookUp: (asked: PatientAsked) => Promise<string | undefined>, unknown: (patient: UnknownPatient) => void }} then */
export function connectForms({ lookUp, unknown }) {
  typeNumber(lookUp);
  sayWhyNot(unknown);
}

/** @param {(asked: PatientAsked) => Promise<string | undefined>} lookUp says what is wrong, if anything is */
function typeNumber(lookUp) {
  const form = found('[data-panel="type"]');
  const complaint = /** @type {HTMLElement} */ (form.querySelector('[data-refusal]'));
  const complain = (/** @type {string | undefined} */ sentence) => {
    complaint.textContent = sentence ?? '';
    complaint.hidden = sentence === undefined;
  };
  onPress('type-number', () => {
    complain(undefined);
    showPanel('type');
    form.querySelector('input')?.focus();
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const typed = (/** @type {string} */ name) => answer(form, name) ?? '';
    const birthDate = { day: typed('birth-day'), month: typed('birth-month'), year: typed('birth-year') };
    complain(await lookUp({ nhsNumber: typed('nhs-number'), birthDate }));
  });
}

/** @param {(patient: UnknownPatient) => void} then */
function sayWhyNot(then) {
  const form = found('[data-panel="cannot"]');
  onPress('no-number', () => {
    showPanel('cannot');
    form.querySelector('input')?.focus();
  });
  form.addEventListener('change', () => {
    ask(form, new Set([answer(form, 'unknown') ?? '']));
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const unknown = /** @type {UnknownPatient['unknown'] | undefined} */ (answer(form, 'unknown'));
    if (unknown === undefined) return form.querySelector('input')?.focus();
    const number = unknown === 'temporary' ? answer(form, 'temporary-number') : undefined;
    return then({ unknown, ...(number === undefined ? {} : { number }) });
  });
}

/** The next patient's number is not this one's. */
export const clearForms = () => {
  for (const name of ['type', 'cannot'])
    /** @type {HTMLFormElement} */ (found(`[data-panel="${name}"]`)).reset();
};
