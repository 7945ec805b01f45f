import { quickReasons } from '../../../cards/text/consent.ts';
import type { Said } from '../../actions/record-consent.ts';
import { EMPTY_FORM } from '../../policy/consent/form.ts';
import { pressed } from '../../policy/consent/pressed.ts';
import { BODY_SITES, LATERALITY_SNOMED } from '../../set/body-site.ts';
import type { Laterality, Sited } from '../../set/body-site.ts';
import type { Account } from '../../set/account.ts';
import type { Answering, ConsentForm, CouldNotAsk, Informed, Professional } from '../../set/consent.ts';
import type { AgeBand } from '../../set/consented.ts';
import type { Instant } from '../../set/instant.ts';
import type { Named } from './members.ts';
import { keyOf } from './members.ts';
import type { ImpliedSubject, Subject } from '../../set/subject.ts';
import { IMPLIED_SUBJECTS } from '../../set/subject.ts';

/** Kinds of picture that need no consent at all: one tap each. */
export const NOT_BODY = [
  'ecg-or-monitor',
  'result-or-report',
  'chart-or-document',
  'list-of-several-patients',
  'not-clinical',
] as const satisfies readonly Subject[];
export const COULD_NOT_ASK = [
  'unconscious',
  'anaesthetised',
  'asleep',
  'no-interpreter',
  'left-before-asked',
  'no-answer-possible',
] as const satisfies readonly CouldNotAsk[];
export const AGE_BANDS = ['adult', '16-17', 'under-16', 'unknown'] as const satisfies readonly AgeBand[];

export interface AnswerRead {
  readonly form: ConsentForm;
  readonly said: Said;
  /** Something this page asks for itself. */
  readonly lacks?: 'colleague';
}

/** What was pressed, and nothing that was not: undefined for a button that is not ours. `version`: of the words said. */
export const readAnswer = (
  sent: URLSearchParams,
  account: Account,
  now: Instant,
  { version, members }: { readonly version: string; readonly members: readonly Named[] },
): AnswerRead | undefined => {
  const [press = '', what = ''] = (sent.get('answer') ?? '').split(':');
  const ageBand = AGE_BANDS.find((one) => one === sent.get('age'));
  const sited = sitedFrom(sent);
  const said: Said = {
    ...(ageBand === undefined ? {} : { ageBand }),
    ...(sited === undefined ? {} : { sited }),
  };
  const asker = professionalOf(sent, account, now);
  const informed = { version, at: now, by: 'read-aloud', shown: [] } as const;
  const answer = (form: ConsentForm, more: Said = {}): AnswerRead => ({
    form: { ...form, ...aboutPerson(sent, account, now) },
    said: { ...said, ...more },
  });
  switch (press) {
    case 'agreed':
      return answer(pressed({ press: 'agreed-aloud', professional: asker, informed }));
    case 'agreed-colleague':
      return (
        byColleague(sent, now, { version, members }, answer) ?? { form: EMPTY_FORM, said, lacks: 'colleague' }
      );
    case 'surgical':
      return answer(onSurgicalForm(sent, asker, informed));
    case 'no':
      return { form: pressed({ press: 'said-no' }), said };
    case 'stop':
      return { form: pressed({ press: 'stop' }), said };
    case 'emergency': {
      const reason = quickReasons.emergency[Number(what)];
      return reason === undefined ? undefined : answer(pressed({ press: 'emergency', reason }));
    }
    case 'best-interests':
      return answer(
        pressed({
          press: 'best-interests',
          necessity: oneOf(quickReasons.necessity, sent.get('necessity')),
          leastRestrictive: oneOf(quickReasons.leastRestrictive, sent.get('least')),
        }),
      );
    case 'could-not-ask': {
      const why = COULD_NOT_ASK.find((one) => one === what);
      return why === undefined ? undefined : answer(pressed({ press: 'could-not-ask', why }));
    }
    case 'six': {
      const kind = IMPLIED_SUBJECTS.find((one) => one === sent.get('kind'));
      return kind === undefined ? { form: EMPTY_FORM, said } : answer(six(kind, what), { subject: kind });
    }
    case 'shows': {
      const subject = NOT_BODY.find((one) => one === what);
      return subject === undefined ? undefined : { form: EMPTY_FORM, said: { ...said, subject } };
    }
    default:
      return undefined;
  }
};

const onSurgicalForm = (sent: URLSearchParams, professional: Professional, informed: Informed): ConsentForm =>
  pressed({ press: 'on-surgical-form', professional, informed, document: textOf(sent, 'surgical-document') });

/** CON-20: somebody else took it, and somebody asked; both are chosen, or it is asked again. */
const byColleague = (
  sent: URLSearchParams,
  now: Instant,
  { version, members }: { readonly version: string; readonly members: readonly Named[] },
  answer: (form: ConsentForm, more: Said) => AnswerRead,
): AnswerRead | undefined => {
  const [takenBy, asker] = [memberIn(sent, 'taken-by', members), memberIn(sent, 'asked-by', members)];
  if (takenBy === undefined || asker === undefined) return undefined;
  const jobTitle = textOf(sent, 'asked-job');
  const professional: Professional = { person: asker.person, name: asker.name, at: now, jobTitle };
  const informed = { version, at: now, by: 'read-aloud', shown: [] } as const;
  return answer(pressed({ press: 'agreed-aloud', professional, informed }), { takenBy: takenBy.person });
};

/** Only who is in the conversation counts, whatever the form says. */
const memberIn = (sent: URLSearchParams, name: string, members: readonly Named[]): Named | undefined =>
  members.find((one) => keyOf(one.person) === sent.get(name));

const six = (kind: ImpliedSubject, explained: string): ConsentForm =>
  pressed({ press: 'one-of-the-six', kind, explained: explained === 'yes' });

/** Where on the body, and which side where there are two. */
const sitedFrom = (sent: URLSearchParams): Sited | undefined => {
  // The list of all parts stands beside the few that are photographed most: whichever was used.
  const code = [sent.get('other-site'), sent.get('site')].find((one) => one !== null && one !== '');
  const found = BODY_SITES.find((one) => one.code === code);
  if (found === undefined) return undefined;
  const side = SIDES.find((one) => one === sent.get('side'));
  return { site: found.code, ...(found.sided && side !== undefined ? { side } : {}) };
};
const SIDES = Object.keys(LATERALITY_SNOMED) as readonly Laterality[];

/** Only what is on the page; anything else counts as not said. */
const oneOf = (reasons: readonly string[], index: string | null): string =>
  index === null || index === '' ? '' : (reasons[Number(index)] ?? '');

export const professionalOf = (sent: URLSearchParams, account: Account, at: Instant): Professional => ({
  person: account.person,
  name: account.name,
  jobTitle: textOf(sent, 'job') || account.roles.join(', '),
  at,
});

/** Who agreed, where it is somebody under 18, and why a picture was needed. */
const aboutPerson = (sent: URLSearchParams, account: Account, now: Instant): Partial<ConsentForm> => {
  const need = oneOf(quickReasons.necessity, sent.get('need'));
  const answering = answeringFrom(sent);
  return {
    ...(need === '' ? {} : { need }),
    ...(answering === undefined ? {} : { answering }),
    ...(sent.get('answering') === 'competent'
      ? {
          competence: { judged: 'competent', by: account.person, at: now, parentsEncouraged: 'unset' },
        }
      : {}),
  };
};

export const answeringFrom = (sent: URLSearchParams): Answering | undefined => {
  if (sent.get('answering') !== 'parent')
    return sent.get('answering') === null ? undefined : { who: 'patient' };
  return {
    who: 'parent',
    name: textOf(sent, 'parent-name'),
    relationship: textOf(sent, 'relationship'),
    responsible: 'yes',
  };
};

const MOST = 200;
export const textOf = (sent: URLSearchParams, name: string): string =>
  (sent.get(name) ?? '').trim().slice(0, MOST);
