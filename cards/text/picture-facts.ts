/** Names of what a picture shows, of where, by whom and who may not see it. */
import type { BodySiteCode, Laterality } from '../../bot/set/body-site.ts';
import type { DeviceOwner, ModeOfCapture } from '../../bot/set/capture.ts';
import type { FilingRefusal, LeaveRefusal, SightRefusal } from '../../bot/set/consent-codes.ts';
import type { RestrictionReason } from '../../bot/set/restriction.ts';
import type { Subject } from '../../bot/set/subject.ts';

export const subjectWords: Readonly<Record<Subject, string>> = {
  body: 'Part of the body',
  'ecg-or-monitor': 'ECG or monitor',
  'result-or-report': 'Result or report',
  'chart-or-document': 'Drug chart or document',
  'list-of-several-patients': 'List of several patients',
  'not-clinical': 'Not clinical',
  'internal-organs-or-structures': 'Internal organs or structures',
  'pathology-slides': 'Pathology slide',
  'laparoscopic-or-endoscopic': 'Keyhole or endoscopy picture',
  'organ-function-recordings': 'Recording of how an organ works',
  ultrasound: 'Ultrasound',
  'x-ray': 'X-ray',
};

export const bodySiteWords: Readonly<Record<BodySiteCode, string>> = {
  scalp: 'scalp',
  face: 'face',
  eye: 'eye',
  ear: 'ear',
  nose: 'nose',
  mouth: 'mouth',
  neck: 'neck',
  chest: 'chest',
  breast: 'breast',
  armpit: 'armpit',
  abdomen: 'abdomen',
  back: 'back',
  sacrum: 'sacrum',
  buttock: 'buttock',
  groin: 'groin',
  perineum: 'perineum',
  anus: 'anus',
  vulva: 'vulva',
  penis: 'penis',
  scrotum: 'scrotum',
  shoulder: 'shoulder',
  'upper-arm': 'upper arm',
  elbow: 'elbow',
  forearm: 'forearm',
  wrist: 'wrist',
  hand: 'hand',
  finger: 'finger',
  hip: 'hip',
  thigh: 'thigh',
  knee: 'knee',
  'lower-leg': 'lower leg',
  ankle: 'ankle',
  heel: 'heel',
  foot: 'foot',
  toe: 'toe',
  'whole-body': 'whole body',
  other: 'another part of the body',
};
const sideWords: Readonly<Record<Laterality, (place: string) => string>> = {
  left: (place) => `left ${place}`,
  right: (place) => `right ${place}`,
  both: (place) => `${place}, both sides`,
  midline: (place) => `${place}, in the middle`,
};
/** `left heel`. */
export const placeOnBody = (code: BodySiteCode, side?: Laterality): string =>
  side === undefined ? bodySiteWords[code] : sideWords[side](bodySiteWords[code]);

/** Shown on every picture, so that a ward photograph never passes for a studio one (META-08, META-09). */
export const modeWords: Readonly<Record<ModeOfCapture, string>> = {
  'medical-illustration-studio': 'Medical Illustration, studio',
  'medical-illustration-bedside': 'Medical Illustration, bedside',
  'clinician-camera': 'Ward photograph, not Medical Illustration (camera)',
  'clinician-phone': 'Ward photograph, not Medical Illustration (phone)',
  'patient-camera': 'Patient’s own photograph, not Medical Illustration (camera)',
  'patient-phone': 'Patient’s own photograph, not Medical Illustration (phone)',
};
/** Where nobody said how it was taken: what is posted in a chat is never the studio's unless they say so. */
export const wardPhotographWords = 'Ward photograph, not Medical Illustration';
export const deviceOwnerWords: Readonly<Record<DeviceOwner, string>> = {
  trust: 'Hospital device',
  'own-under-policy': 'Own phone, under the hospital’s policy',
  'own-unmanaged': 'Own phone',
  patient: 'Patient’s own device',
};

export const restrictionWords: Readonly<Record<RestrictionReason, string>> = {
  intimate: 'Intimate',
  child: 'A child',
  injury: 'An injury that may be looked into',
  declined: 'The patient said no',
  forensic: 'May be evidence: kept whole and unchanged',
  unconfirmed:
    'Intimate, and the patient may be under 18: waits for a senior colleague and a safeguarding lead',
  restored: 'It came back after a restore, and nobody can know who may see it',
};

export const sightRefusalWords: Readonly<Record<SightRefusal, string>> = {
  restricted: 'This picture is restricted to named people.',
  unconfirmed: 'This picture waits for a senior colleague and a safeguarding lead to agree to it.',
  restored:
    'This picture came back after Safelight was restored, and nobody can know who may see it. Information governance opens it to those who need it.',
  declined: 'The patient said no to this picture, so it is closed.',
  stopped: 'This picture was stopped and is closed.',
  withdrawn: 'Permission was withdrawn. Only the people who keep the record can see it.',
  'care-not-agreed': 'The patient did not want this picture shown to others.',
};
export const leaveRefusalWords: Readonly<Record<LeaveRefusal, string>> = {
  'not-answered': 'Nobody has said yet what the patient agreed to. Please answer that first.',
  declined: 'The patient said no to this picture.',
  withdrawn: 'The patient has withdrawn permission for this.',
  'care-not-agreed': 'The patient did not agree to this picture being shown to others.',
  'use-not-agreed': 'The patient has not agreed to this use.',
  restricted: 'This picture is restricted. Name another viewer instead.',
  intimate: 'Intimate pictures do not leave the conversation. Name a viewer instead.',
  'several-patients': 'This shows several patients, so it stays where it is.',
  'not-clinical': 'This was marked as not clinical.',
  'basis-missing': 'Please choose the lawful basis for sharing it.',
};
export const filingRefusalWords: Readonly<Record<FilingRefusal, string>> = {
  'several-patients': 'This shows several patients, so it cannot be filed to one of them.',
  'not-clinical': 'This was marked as not clinical, so it is not filed.',
};
