import type {
  Answering,
  Consent,
  DeclineProposal,
  Method,
  Professional,
  Signature,
  Witness,
} from '../set/consent.ts';
import type { SealOwner } from '../set/sealed.ts';
import { sealContext } from '../set/sealed.ts';
import { openWords, sealWords } from './words.ts';

/** Whose texts: the set, and the image the consent stands with. */
export interface ConsentOwner {
  readonly owner: SealOwner;
  readonly image: string;
}

/**
 * Consent as the ledger keeps it: every free text sealed under the set's words key, each field under a context of its
 * own, so that none passes for another (invariants 5 and 6). For what `conclude` gave, once: rules ask whether a note is
 * empty, and a sealed one never is. The key stays the caller's to wipe.
 */
export const sealConsent = (consent: Consent, wordsKey: Uint8Array, of: ConsentOwner): Consent =>
  withNotes(consent, (text, field) =>
    sealWords(text, wordsKey, sealContext.consent(of.owner, of.image, field)),
  );

/** The same with its texts readable, for whoever has opened the image. Throws `sealed-file-broken`. */
export const openConsent = (consent: Consent, wordsKey: Uint8Array, of: ConsentOwner): Consent =>
  withNotes(consent, (text, field) =>
    String(openWords(text, wordsKey, sealContext.consent(of.owner, of.image, field))),
  );

type Change = (text: string, field: string) => string;

/** Each free text of a consent once, with the name of its field. */
const withNotes = (consent: Consent, change: Change): Consent => {
  switch (consent.state) {
    case 'given': {
      const { need, note, lateReason, areaReason, answering } = consent;
      return {
        ...consent,
        method: methodWith(consent.method, change),
        ...(answering === undefined ? {} : { answering: answeringWith(answering, change) }),
        ...(need === undefined ? {} : { need: change(need, 'need') }),
        ...(note === undefined ? {} : { note: change(note, 'note') }),
        ...(lateReason === undefined ? {} : { lateReason: change(lateReason, 'late-reason') }),
        ...(areaReason === undefined ? {} : { areaReason: change(areaReason, 'area-reason') }),
      };
    }
    case 'declined': {
      const { proposed, decided } = consent;
      return {
        ...consent,
        ...(proposed === undefined ? {} : { proposed: decisionWith(proposed, change, 'proposal') }),
        ...(decided === undefined ? {} : { decided: decisionWith(decided, change, 'decision') }),
      };
    }
    case 'unanswered':
    case 'not-needed':
    case 'outstanding':
    case 'stopped':
      return consent;
  }
};

const decisionWith = <T extends Pick<DeclineProposal, 'reason' | 'document'>>(
  one: T,
  change: Change,
  field: string,
): T => ({
  ...one,
  reason: change(one.reason, field),
  ...(one.document === undefined ? {} : { document: change(one.document, `${field}-document`) }),
});

const methodWith = (method: Method, change: Change): Method => {
  switch (method.how) {
    case 'written-e-signature': {
      const { signature, witness } = method;
      return {
        ...method,
        professional: professionalWith(method.professional, change),
        ...(signature === undefined ? {} : { signature: signatureWith(signature, change, 'signature') }),
        ...(witness === undefined ? {} : { witness: witnessWith(witness, change) }),
      };
    }
    case 'written-paper-photo':
    case 'verbal':
      return { ...method, professional: professionalWith(method.professional, change) };
    case 'surgical-form':
      return {
        ...method,
        professional: professionalWith(method.professional, change),
        document: change(method.document, 'document'),
      };
    case 'best-interests':
      return {
        ...method,
        necessity: change(method.necessity, 'necessity'),
        leastRestrictive: change(method.leastRestrictive, 'least-restrictive'),
      };
    case 'attorney-or-deputy':
    case 'court-order':
      return { ...method, document: change(method.document, 'document') };
    case 'emergency':
      return { ...method, reason: change(method.reason, 'reason') };
    case 'implied-list':
    case 'could-not-ask':
    case 'sent-by-patient':
      return method;
  }
};

const professionalWith = (one: Professional, change: Change): Professional => ({
  ...one,
  name: change(one.name, 'professional-name'),
  jobTitle: change(one.jobTitle, 'professional-job'),
});

/** The hash stays in the open: it shows whether the strokes are still those that were signed (CON-31). */
const signatureWith = (one: Signature, change: Change, whose: string): Signature => ({
  ...one,
  strokes: change(one.strokes, `${whose}-strokes`),
  printedName: change(one.printedName, `${whose}-name`),
});

const witnessWith = (one: Witness, change: Change): Witness => ({
  ...one,
  name: change(one.name, 'witness-name'),
  role: change(one.role, 'witness-role'),
  signature: signatureWith(one.signature, change, 'witness-signature'),
});

const answeringWith = (one: Answering, change: Change): Answering => {
  switch (one.who) {
    case 'patient':
      return one;
    case 'parent':
      return {
        ...one,
        name: change(one.name, 'answering-name'),
        relationship: change(one.relationship, 'relationship'),
      };
    case 'attorney':
    case 'deputy':
      return { ...one, name: change(one.name, 'answering-name') };
  }
};
