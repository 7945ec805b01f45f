// Asks the server whom a band or a number names, and offers the answer to be confirmed by a person.
/** @import { PatientAsked } from '../../capture/contract.ts' */
/** @import { KnownPatient, Now } from './capture-now.js' */
import { found, phrase, say, show, showPanel } from './on-page.js';

/**
 * @typedef {{ asked: PatientAsked, answer: Omit<KnownPatient, 'confirmedAt' | 'asked'> }} Offered
 */

/**
 * Shows name and age. What went wrong comes back as a whole sentence.
 *
 * @param {Now} now
 * @param {PatientAsked} asked
 * @returns {Promise<Offered | string>}
 */
export async function lookUpPatient(now, asked) {
  const answered = await askServer(now, asked);
  if (typeof answered === 'string') return answered;
  say('found', phrase('found', { name: answered.answer.name, age: answered.answer.age }));
  show('newborn', 'band' in asked && asked.band.newborn);
  showPanel('confirm');
  found('[data-press="confirm-patient"]').focus({ preventScroll: true });
  return answered;
}

/**
 * The same without a word: for the patient whose name is shown already.
 *
 * @param {Now} now
 * @param {PatientAsked} asked
 * @returns {Promise<Offered | string>}
 */
export async function askServer(now, asked) {
  const { value, status } = await now.server.patient(now.begun.capture, asked);
  if (value !== undefined && 'found' in value) {
    const { patientToken, ...person } = value.found;
    return { asked, answer: { ...person, token: patientToken } };
  }
  if (value !== undefined && 'refusal' in value) return value.refusal;
  if (status === 401) return phrase('signInOver');
  return phrase(status === 0 || status >= 500 ? 'offline' : status === 429 ? 'tooOften' : 'refused');
}
