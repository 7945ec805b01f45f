// Whose photographs these are and where their card goes, on every screen between the two.
/** @import { Now } from './capture-now.js' */
import { isKnown } from './capture-now.js';
import { phrase, say, show, stepNow, words } from './on-page.js';

const WITHOUT = ['places', 'starting', 'patient', 'declined', 'stopped'];

/** @param {Now} now */
export function drawStrip({ patient, begun }) {
  const step = stepNow();
  show('strip', patient !== undefined && !WITHOUT.includes(step) && !step.startsWith('trouble'));
  show('strip-change', !['sending', 'safe'].includes(step));
  const known = isKnown(patient)
    ? phrase('found', { name: patient.name, age: patient.age })
    : words.unknownPatient;
  say('strip-patient', known);
  say('strip-change', isKnown(patient) ? words.notThisPatient : words.findPatient);
  say('strip-place', begun.placeName ?? words.places[begun.placeKind] ?? '');
}
