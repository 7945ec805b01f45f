import { bodySite } from '../../set/body-site.ts';
import type { Question } from '../../set/consent-codes.ts';
import { LATER_QUESTIONS } from '../../set/consent-codes.ts';
import type { ConsentForm, Method } from '../../set/consent.ts';
import { SECONDARY_USES } from '../../set/consent.ts';
import { millis } from '../../set/instant.ts';
import type { ConsentCase } from './case.ts';
import { consentNeeded, isIntimate, mayBeChild } from './case.ts';
import { isEmpty, someoneAnswers, usesAgreed } from './form.ts';

/**
 * What is still to be asked, in the order people expect. Nothing at all after "no" or "stop": declining never takes
 * more answers than agreeing (CON-05). A question in `LATER_QUESTIONS` may wait until the image is safe.
 */
export const questionsFor = (form: ConsentForm, of: ConsentCase): readonly Question[] => {
  if (form.objects || form.answers.making === 'no') return [];
  const needed = consentNeeded(of.facts.subject);
  if (needed === 'none') return laterQuestions(of);
  if (needed === 'implied') return [...impliedQuestions(form), ...laterQuestions(of)];
  if (form.method?.how === 'could-not-ask') return laterQuestions(of);
  return [
    ...levelQuestions(form),
    ...(form.method === undefined ? (['method'] as const) : methodQuestions(form.method)),
    ...personQuestions(form, of),
    ...circumstanceQuestions(form, of),
    ...laterQuestions(of),
  ];
};

/** Those without which the image cannot be sent on its way. */
export const mustAskNow = (form: ConsentForm, of: ConsentCase): readonly Question[] =>
  questionsFor(form, of).filter((one) => !(LATER_QUESTIONS as readonly Question[]).includes(one));

/** CON-01, CON-03, CON-30: three answers, each its own; other uses only where the question was put. */
const levelQuestions = ({ answers, secondaryAsked }: ConsentForm): readonly Question[] => [
  ...when(answers.making === 'unset', 'making'),
  ...when(answers.care === 'unset', 'care'),
  ...when(secondaryAsked && answers.secondary === 'unset', 'secondary'),
  ...when(answers.secondary === 'yes' && SECONDARY_USES.some((use) => answers.uses[use] === 'unset'), 'uses'),
];

/** CON-15, CON-16, CON-24, CON-26, CON-27, CON-31, CON-32, CAP-06, CAP-09. */
const methodQuestions = (method: Method): readonly Question[] => {
  switch (method.how) {
    case 'written-e-signature':
      return [...professionalQuestions(method.professional), ...signatureQuestions(method)];
    case 'written-paper-photo':
    case 'surgical-form':
      return professionalQuestions(method.professional);
    case 'verbal':
      return [...professionalQuestions(method.professional), ...when(method.said === '', 'words-said')];
    case 'best-interests':
      return when(isEmpty(method.necessity) || isEmpty(method.leastRestrictive), 'best-interests');
    case 'attorney-or-deputy':
      return when(isEmpty(method.document), 'authority-document');
    case 'emergency':
      return when(isEmpty(method.reason), 'emergency-reason');
    case 'court-order':
      return when(isEmpty(method.document), 'court-document');
    case 'sent-by-patient':
      return when(method.clarified === 'unset', 'clarified');
    case 'implied-list':
    case 'could-not-ask':
      return [];
  }
};

const professionalQuestions = (one: { name: string; jobTitle: string }): readonly Question[] =>
  when(isEmpty(one.name) || isEmpty(one.jobTitle), 'professional');

/** A signature, or a witness who signs for somebody who agreed and cannot sign (CON-31, CON-32). */
const signatureQuestions = (method: Extract<Method, { how: 'written-e-signature' }>): readonly Question[] => {
  if (method.witness === undefined)
    return when(method.signature === undefined || isEmpty(method.signature.strokes), 'signature');
  const { name, role, signature } = method.witness;
  return when(isEmpty(name) || isEmpty(role) || isEmpty(signature.strokes), 'witness');
};

/** CAP-01, CAP-02, CAP-06, CON-33: who said it, and whether they may. */
const personQuestions = (form: ConsentForm, { facts }: ConsentCase): readonly Question[] => {
  if (!someoneAnswers(form)) return [];
  const { answering, competence } = form;
  return [
    ...when(answering === undefined, 'answering'),
    ...when(answering?.who === 'patient' && facts.ageBand === 'unknown', 'age'),
    ...when(
      answering?.who === 'patient' && facts.ageBand === 'under-16' && competence === undefined,
      'competence',
    ),
    ...when(
      answering?.who === 'parent' &&
        (isEmpty(answering.name) || isEmpty(answering.relationship) || answering.responsible === 'unset'),
      'parent',
    ),
    ...when(
      (answering?.who === 'attorney' || answering?.who === 'deputy') && isEmpty(answering.name),
      'attorney',
    ),
  ];
};

/** INF-07, CAP-05, CAP-10, CON-19, CON-28, CON-37, INT-07. */
const circumstanceQuestions = (form: ConsentForm, of: ConsentCase): readonly Question[] => {
  const { ageBand } = of.facts;
  const isChild = ageBand === 'under-16' || ageBand === '16-17';
  const asksNeed = !saysWhy(form) && (isChild || isIntimate(of.facts) || isWithoutCapacity(form));
  return [
    ...when(someoneAnswers(form) && form.informed === undefined, 'informed'),
    ...when(asksNeed && isEmpty(form.need), 'need'),
    ...when(usesAgreed(form).length > 0 && isEmpty(form.note), 'note'),
    ...when(isOutsideAreas(form, of) && isEmpty(form.areaReason), 'area-reason'),
    ...when(of.via === 'capture' && isRetrospective(form, of) && isEmpty(form.lateReason), 'late-reason'),
    // At the camera it is taken into custody first, and closed until they have answered (restrict.ts).
    ...when(
      of.via !== 'capture' && mayBeChild(of.facts) && isIntimate(of.facts) && form.confirmed === undefined,
      'two-confirmations',
    ),
  ];
};

const impliedQuestions = ({ method }: ConsentForm): readonly Question[] => {
  if (method?.how !== 'implied-list') return ['method'];
  return when(method.secondaryUseExplained === 'unset', 'secondary-use-explained');
};

/** META-04, PID-06, INT-03: wanted before the image is filed or leaves, not before it is safe. */
const laterQuestions = ({ facts }: ConsentCase): readonly Question[] => {
  const isBody = facts.subject === undefined || facts.subject === 'body';
  return [
    ...when(facts.subject === undefined, 'subject'),
    ...when(isBody && facts.sited === undefined, 'site'),
    ...when(
      facts.sited !== undefined && facts.sited.side === undefined && bodySite(facts.sited.site).sided,
      'side',
    ),
    ...when(isBody && (facts.capture?.shown ?? 'unset') === 'unset', 'shown-to-patient'),
  ];
};

/** These two name the need already: nobody types it twice at three in the morning (H8). */
const saysWhy = ({ method }: ConsentForm): boolean =>
  method?.how === 'best-interests' || method?.how === 'emergency';

const isWithoutCapacity = ({ capacity }: ConsentForm): boolean =>
  capacity !== undefined && capacity !== 'able';

/**
 * CON-19: agreed after the picture was taken. In the capture page the button says "agreed before I took it", so only
 * a moment given as later counts; whatever was posted first and asked about afterwards is always retrospective.
 */
export const isRetrospective = (form: ConsentForm, of: ConsentCase): boolean => {
  if (of.via === 'intercepted' || of.via === 'import') return true;
  const taken = of.facts.capture?.takenAt;
  if (taken === undefined || form.agreedAt === undefined) return false;
  return millis(form.agreedAt) > millis(taken);
};

/** CON-28: some parts were agreed to, and this picture is of another one. Unsaid where it is of, nothing is asked. */
export const isOutsideAreas = ({ areas }: ConsentForm, { facts }: ConsentCase): boolean =>
  areas.length > 0 && facts.sited !== undefined && !areas.includes(facts.sited.site);

const when = (wanted: boolean, question: Question): readonly Question[] => (wanted ? [question] : []);
