import type { ConsentRefusal, ConsentWarning, Question } from '../../set/consent-codes.ts';
import type { Consent, ConsentForm, GivenConsent, LawfulBasis, Method } from '../../set/consent.ts';
import { NOTHING_ANSWERED } from '../../set/consent.ts';
import { DAY, later } from '../../set/instant.ts';
import type { ConsentCase } from './case.ts';
import { consentNeeded } from './case.ts';
import { METHOD_RULES } from './method-rules.ts';
import { PERSON_RULES } from './person-rules.ts';
import { isOutsideAreas, isRetrospective, mustAskNow } from './questions-for.ts';
import type { ConsentRule } from './rule.ts';
import { warningsOn } from './warnings.ts';

/** Whoever could not be asked is asked within a day (CAP-08, CAP-09). */
export const RETURN_MS = DAY;

export const CONSENT_RULES: readonly ConsentRule[] = [...METHOD_RULES, ...PERSON_RULES];

export type Conclusion =
  | { readonly ok: true; readonly consent: Consent; readonly warnings: readonly ConsentWarning[] }
  | {
      readonly ok: false;
      /** Still to be asked before the image may be sent. */
      readonly ask: readonly Question[];
      readonly refused: readonly ConsentRefusal[];
    };

/** Direct care, unless somebody says otherwise (ROLE-02). */
export const CARE_BASIS: LawfulBasis = '6(1)(e)+9(2)(h)';

/**
 * Whether these answers are complete and may stand, and what is then recorded. "No" and "stop" always stand, with
 * nothing else asked (CON-05, CAP-04); a yes stands only when every rule lets it.
 */
export const conclude = (form: ConsentForm, of: ConsentCase, basis: LawfulBasis = CARE_BASIS): Conclusion => {
  const made = { by: of.by, at: of.now } as const;
  // Only where the camera is: what is in custody already was refused, and two people decide what becomes of it.
  if (form.objects && of.via === 'capture' && of.facts.ageBand !== 'adult')
    return stands({ state: 'stopped', ...made });
  if (form.objects || form.answers.making === 'no') return stands({ state: 'declined', ...made });
  const needed = consentNeeded(of.facts.subject);
  if (needed === 'none') return stands({ state: 'not-needed', ...made });
  const ask = mustAskNow(form, of);
  const refused = CONSENT_RULES.filter((rule) => rule.refuses(form, of)).map((rule) => rule.refusal);
  const { method } = form;
  if (ask.length > 0 || refused.length > 0 || method === undefined) return { ok: false, ask, refused };
  if (method.how === 'could-not-ask')
    return stands({ state: 'outstanding', why: method.why, ...made, returnBy: later(of.now, RETURN_MS) });
  return { ok: true, consent: given({ ...form, method }, of, basis), warnings: warningsOn(form, of) };
};

const stands = (consent: Consent): Conclusion => ({ ok: true, consent, warnings: [] });

const given = (
  form: ConsentForm & { readonly method: Method },
  of: ConsentCase,
  basis: LawfulBasis,
): GivenConsent => {
  const { answering, capacity, competence, informed, need, note, lateReason, areaReason, confirmed } = form;
  return {
    state: 'given',
    answers: sanitised(form),
    method: form.method,
    areas: form.areas.length > 0 || of.facts.sited === undefined ? form.areas : [of.facts.sited.site],
    basis,
    by: of.by,
    at: form.agreedAt ?? of.now,
    retrospective: isRetrospective(form, of),
    ...(answering === undefined ? {} : { answering }),
    ...(capacity === undefined ? {} : { capacity }),
    ...(competence === undefined ? {} : { competence }),
    ...(informed === undefined ? {} : { informed }),
    ...(need === undefined ? {} : { need }),
    ...(note === undefined ? {} : { note }),
    ...(lateReason === undefined ? {} : { lateReason }),
    ...(areaReason === undefined || !isOutsideAreas(form, of) ? {} : { areaReason }),
    ...(confirmed === undefined ? {} : { confirmed }),
  };
};

/** A yes to a use under a "no" to other uses at all is not kept: it would read as a yes later. */
const sanitised = ({ answers }: ConsentForm): ConsentForm['answers'] =>
  answers.secondary === 'yes' ? answers : { ...answers, uses: NOTHING_ANSWERED.uses };
