// After the page was loaded anew: what had not been sent goes on as the capture it was.
/** @import { BeginAnswer } from '../../capture/contract.ts' */
/** @import { Server } from './call-server.js' */
/** @import { Draft, Now } from './capture-now.js' */
import { draftIn } from './capture-now.js';
import { note, phrase } from './on-page.js';

/**
 * The capture a draft belongs to, where it can still be told about; else the new one takes its photographs over.
 *
 * @param {Server} server
 * @param {BeginAnswer} begun
 * @param {Draft} draft
 * @returns {Promise<BeginAnswer>}
 */
async function captureOf(server, begun, draft) {
  if (draft.capture === begun.capture) return begun;
  const { value } = await server.begin({ capture: draft.capture });
  if (value !== undefined && 'capture' in value) return value;
  const { value: status } = await server.status(draft.capture);
  const goesOn = status !== undefined && 'state' in status;
  return goesOn ? { ...begun, capture: draft.capture } : begun;
}

/**
 * @param {Now} now
 * @returns {Promise<void>}
 */
export async function resumeCapture(now) {
  const draft = await draftIn(now.unsent);
  if (draft === undefined) return;
  const { patient, consent, consentSaid, restrict, device, purpose, ask } = draft;
  if (draft.shots.length === 0) {
    // Nothing to send, but the patient's quarter of an hour goes on.
    if (patient !== undefined && 'token' in patient) now.patient = patient;
    return;
  }
  const older = await captureOf(now.server, now.begun, draft);
  const isSame = older.capture === draft.capture;
  now.begun = older;
  await now.shots.restore(draft.shots, draft.discarded);
  // A new capture's patient is confirmed anew: who was confirmed belongs to the old one.
  if (patient !== undefined && isSame) now.patient = patient;
  if (consent !== undefined) now.consent = consent;
  if (consentSaid !== undefined) now.consentSaid = consentSaid;
  if (restrict !== undefined) now.restrict = restrict;
  if (device !== undefined) now.device = device;
  if (purpose !== undefined) now.purpose = purpose;
  if (ask !== undefined) now.ask = ask;
  now.sending = draft.sending && isSame;
  note(phrase('restored'));
}
