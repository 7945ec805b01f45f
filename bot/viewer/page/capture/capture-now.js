// What one capture holds while it is open, and how it comes back after the page was loaded anew.
/** @import { BeginAnswer, PatientAsked, SentConsent, SendAsked } from '../../capture/contract.ts' */
/** @import { Purpose } from '../../../set/subject.ts' */
/** @import { AgeBand } from '../../../set/consented.ts' */
/** @import { Server } from './call-server.js' */
/** @import { Shots, ShotFacts } from './hold-shots.js' */
/** @import { Unsent } from './keep-unsent.js' */
/** @import { Teams } from './who-sits-here.js' */

/** As bot/policy/identify/patient-context.ts: a confirmed patient is not the next patient. */
export const PATIENT_MS = 15 * 60 * 1000;

/**
 * @typedef {object} KnownPatient
 * @property {string} name
 * @property {string} age
 * @property {AgeBand} ageBand
 * @property {string} token
 * @property {PatientAsked} asked how they were found: asked again for the next capture
 * @property {number} confirmedAt
 */
/** @typedef {Extract<SendAsked['patient'], { unknown: unknown }>} UnknownPatient */

/**
 * @typedef {object} Now
 * @property {BeginAnswer} begun
 * @property {Server} server
 * @property {Teams | 'browser' | 'outside'} teams
 * @property {Unsent} unsent
 * @property {Shots} shots
 * @property {KnownPatient | UnknownPatient} [patient]
 * @property {SentConsent | 'not-needed'} [consent]
 * @property {string} [consentSaid] how the answer reads
 * @property {import('../../../set/restriction.ts').RestrictionReason} [restrict]
 * @property {NonNullable<SendAsked['device']>} [device]
 * @property {Purpose} [purpose]
 * @property {SendAsked['ask']} [ask] whom to ask for an opinion, and what
 * @property {boolean} [sending]
 */

/**
 * @param {Now['patient']} patient
 * @returns {patient is KnownPatient}
 */
export const isKnown = (patient) => patient !== undefined && 'token' in patient;

/** @param {Now} now */
export const ageBandOf = ({ patient, consent }) =>
  isKnown(patient)
    ? patient.ageBand
    : ((typeof consent === 'object' ? consent.ageBand : undefined) ?? 'unknown');

/**
 * What is kept sealed beside the pictures.
 *
 * @typedef {object} Draft
 * @property {string} capture
 * @property {readonly ShotFacts[]} shots
 * @property {number} discarded
 * @property {boolean} sending
 * @property {Now['patient']} [patient]
 * @property {Now['consent']} [consent]
 * @property {string} [consentSaid]
 * @property {Now['restrict']} [restrict]
 * @property {Now['device']} [device]
 * @property {Now['purpose']} [purpose]
 * @property {Now['ask']} [ask]
 */

/** @param {Now} now */
export const keepDraft = async (now) => {
  const { begun, shots, patient, consent, consentSaid, restrict, sending, device, purpose, ask } = now;
  /** @type {Draft} */
  const draft = {
    capture: begun.capture,
    shots: shots.all().map(({ facts }) => facts),
    discarded: shots.discarded(),
    sending: sending === true,
    ...(patient === undefined ? {} : { patient }),
    ...(consent === undefined ? {} : { consent }),
    ...(consentSaid === undefined ? {} : { consentSaid }),
    ...(restrict === undefined ? {} : { restrict }),
    ...(device === undefined ? {} : { device }),
    ...(purpose === undefined ? {} : { purpose }),
    ...(ask === undefined ? {} : { ask }),
  };
  await now.unsent.put('draft', new TextEncoder().encode(JSON.stringify(draft)));
};

/**
 * @param {Unsent} unsent
 * @returns {Promise<Draft | undefined>}
 */
export const draftIn = async (unsent) => {
  const bytes = await unsent.get('draft');
  return bytes === undefined ? undefined : JSON.parse(new TextDecoder().decode(bytes));
};

/**
 * The patient's turn ends by itself: whoever is photographed next is confirmed anew.
 *
 * @param {Now} now
 */
export const isPatientOver = ({ patient }) =>
  isKnown(patient) && Date.now() - patient.confirmedAt >= PATIENT_MS;

/**
 * Received, or refused: no picture stays in the browser, and no answer. Who the patient is stays for its quarter of an
 * hour.
 *
 * @param {Now} now
 */
export const forget = async (now) => {
  now.sending = false;
  delete now.consent;
  delete now.consentSaid;
  delete now.restrict;
  delete now.purpose;
  delete now.ask;
  await now.shots.forget();
  await keepDraft(now);
};
