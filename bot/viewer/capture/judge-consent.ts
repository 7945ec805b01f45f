import { createHash } from 'node:crypto';
import { consentRefusalWords, questionWords } from '../../../cards/text/consent.ts';
import { CONSENT_WORDS_VERSION } from '../../../cards/text/consent-script.ts';
import { CLOCKS_DIFFER } from '../../policy/capture.ts';
import { wordsVersion } from '../../policy/consent-rules.ts';
import type { ConsentCase, ConsentRules } from '../../policy/consent/case.ts';
import { consentNeeded } from '../../policy/consent/case.ts';
import { conclude } from '../../policy/consent/conclude.ts';
import { EMPTY_FORM } from '../../policy/consent/form.ts';
import { pressed } from '../../policy/consent/pressed.ts';
import { restrict, restrictionOwed, unconfirmed } from '../../policy/consent/restrict.ts';
import { howTaken } from './how-taken.ts';
import type { Account } from '../../set/account.ts';
import type { Capture } from '../../set/capture.ts';
import type { ConsentForm, Method, Professional, Signature } from '../../set/consent.ts';
import type { AgeBand, ConsentFacts } from '../../set/consented.ts';
import { sha256 } from '../../set/ids.ts';
import type { Instant } from '../../set/instant.ts';
import { instant, millis } from '../../set/instant.ts';
import { isImplied } from '../../set/subject.ts';
import type { SendAnswer, SendAsked, SentConsent, SentImage, SentMethod, SentSignature } from './contract.ts';

export type Refusals = Extract<SendAnswer, { refusals: unknown }>['refusals'];

export interface Judging {
  readonly asked: SendAsked;
  readonly account: Account;
  /** From the record, where the patient was confirmed. */
  readonly ageBand: AgeBand;
  readonly begunAt: Instant;
  readonly now: Instant;
  /** Of the conversation it is sent to. */
  readonly rules: ConsentRules;
}

/** What each image is recorded with, its texts in the clear; or everything that is still to be asked, each thing once. */
export const judgeConsent = (
  judging: Judging,
): { facts: readonly ConsentFacts[] } | { refusals: Refusals } => {
  const judged = judging.asked.images.map((image) => judgeOne(judging, image));
  const refusals = new Map(
    judged.flatMap((one) => ('refusals' in one ? one.refusals : [])).map((one) => [one.code, one]),
  );
  return refusals.size > 0
    ? { refusals: [...refusals.values()] }
    : { facts: judged.flatMap((one) => ('refusals' in one ? [] : [one])) };
};

const judgeOne = (judging: Judging, image: SentImage): ConsentFacts | { refusals: Refusals } => {
  const { asked, account, now } = judging;
  const { subject, site, side, intimate = false } = image;
  const about: ConsentCase['facts'] = {
    ...(subject === undefined ? {} : { subject }),
    ...(site === undefined ? {} : { sited: { site, ...(side === undefined ? {} : { side }) } }),
    intimate,
    ageBand: judging.ageBand,
    capture: captureOf(judging, image),
  };
  const by = account.person;
  const of: ConsentCase = { facts: about, via: 'capture', by, now, rules: judging.rules };
  const verdict = conclude(formFor(judging, image), of);
  if (!verdict.ok)
    return {
      refusals: [
        ...verdict.ask.map((code) => ({ code, words: questionWords[code] })),
        ...verdict.refused.map((code) => ({ code, words: consentRefusalWords[code] })),
      ],
    };
  const facts: ConsentFacts = { ...about, consent: verdict.consent, withdrawals: [] };
  const marked = { ...facts, intimate: intimate || asked.restrict === 'intimate' };
  const waiting = unconfirmed(marked, by, now, asked.restrict);
  if (waiting !== undefined) return { ...marked, restriction: waiting };
  const why = asked.restrict ?? restrictionOwed(facts);
  return why === undefined ? facts : { ...facts, restriction: restrict(why, by, now) };
};

/** Of the six kinds nobody needs to be asked, and of what is no patient's body nothing is. */
const formFor = (
  { asked, account, now, rules }: Judging,
  { subject, explained = false }: SentImage,
): ConsentForm => {
  const { consent } = asked;
  if (subject !== undefined && consentNeeded(subject) === 'implied' && isImplied(subject)) {
    const { method, objects, answers } = consent ?? {};
    const isNo = objects === true || answers?.making === 'no';
    if (!isNo && method?.how !== 'implied-list')
      return pressed({ press: 'one-of-the-six', kind: subject, explained });
  }
  return consent === undefined
    ? EMPTY_FORM
    : formFrom(consent, account, now, wordsVersion(CONSENT_WORDS_VERSION, rules));
};

const formFrom = (sent: SentConsent, account: Account, now: Instant, version: string): ConsentForm => {
  const { answers, secondaryAsked, objects, method, answering, capacity, competence, informed } = sent;
  const { need, note, agreedAt, lateReason, areaReason, interpreterUsed, areas = [] } = sent;
  const agreed = believed(agreedAt, now);
  return {
    ...{ answers, secondaryAsked, objects, areas },
    ...(method === undefined ? {} : { method: methodFrom(method, sent, account, now, version) }),
    ...(answering === undefined ? {} : { answering }),
    ...(capacity === undefined ? {} : { capacity }),
    ...(competence === undefined ? {} : { competence: { ...competence, by: account.person, at: now } }),
    ...(informed === undefined ? {} : { informed: { ...informed, version, at: agreed ?? now } }),
    ...(need === undefined ? {} : { need }),
    ...(note === undefined ? {} : { note }),
    ...(agreed === undefined ? {} : { agreedAt: agreed }),
    ...(lateReason === undefined ? {} : { lateReason }),
    ...(areaReason === undefined ? {} : { areaReason }),
    ...(interpreterUsed === undefined ? {} : { interpreterUsed }),
  };
};

const methodFrom = (
  method: SentMethod,
  { jobTitle, agreedAt }: SentConsent,
  account: Account,
  now: Instant,
  version: string,
): Method => {
  const at = believed(agreedAt, now) ?? now;
  const professional: Professional = {
    person: account.person,
    name: account.name,
    jobTitle: jobTitle ?? account.roles.join(', '),
    at,
  };
  switch (method.how) {
    case 'verbal':
      return { how: 'verbal', professional, said: version };
    case 'written-e-signature': {
      const { how, signature, witness } = method;
      return {
        how,
        professional,
        ...(signature === undefined ? {} : { signature: signatureFrom(signature, at) }),
        ...(witness === undefined
          ? {}
          : { witness: { ...witness, signature: signatureFrom(witness.signature, at) } }),
      };
    }
    case 'implied-list':
    case 'could-not-ask':
    case 'best-interests':
    case 'attorney-or-deputy':
    case 'emergency':
      return method;
  }
};

/** No stroke at all is no signature: the rules then ask for one. */
const signatureFrom = ({ strokes, printedName }: SentSignature, at: Instant): Signature => {
  const drawn = strokes.some((stroke) => stroke.length > 0) ? JSON.stringify(strokes) : '';
  return {
    strokes: drawn,
    sha256: sha256(createHash('sha256').update(drawn).digest('hex')),
    printedName,
    at,
  };
};

const captureOf = ({ asked, account, begunAt, now }: Judging, image: SentImage): Capture => {
  const { purpose, device } = asked;
  const takenAt = image.from === 'camera' ? believed(image.takenAt, now, begunAt) : undefined;
  return {
    ...howTaken(image.from, device, account),
    ...(takenAt === undefined ? {} : { takenAt }),
    ...(purpose === undefined ? {} : { purpose }),
    selfieCamera: image.selfie,
    shown: image.shown ?? 'unset',
    // Evidence is shown as it came, whatever the page says.
    ...(image.crop === undefined || asked.restrict === 'forensic' ? {} : { crop: image.crop }),
  };
};

/** A browser's clock is heard where it can be right: not in the future, not before the page was opened. */
const believed = (said: number | undefined, now: Instant, after?: Instant): Instant | undefined => {
  if (said === undefined || said > millis(now) + CLOCKS_DIFFER) return undefined;
  if (after !== undefined && said < millis(after) - CLOCKS_DIFFER) return undefined;
  return instant(Math.min(said, millis(now)));
};
