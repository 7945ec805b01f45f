import { createHash } from 'node:crypto';
import { consentRefusalWords, questionWords } from '../../../cards/text/consent.ts';
import { consentPage } from '../../../cards/text/consent-page.ts';
import { CONSENT_WORDS_VERSION } from '../../../cards/text/consent-script.ts';
import { newUseWords } from '../../../cards/text/new-use.ts';
import { errorWords } from '../../../cards/text.ts';
import { answerNewUse, askNewUse } from '../../actions/ask-new-use.ts';
import { consentRulesOf } from '../../policy/consent-rules.ts';
import { factsOf } from '../../policy/consent/facts-of.ts';
import { EMPTY_FORM } from '../../policy/consent/form.ts';
import { usesToAskFor, useWaiting } from '../../policy/consent/new-use.ts';
import { pressed } from '../../policy/consent/pressed.ts';
import type { ConsentForm } from '../../set/consent.ts';
import { SECONDARY_USES } from '../../set/consent.ts';
import { sha256 } from '../../set/ids.ts';
import type { StoredSet } from '../../set/image-set.ts';
import type { StoredImage } from '../../set/image.ts';
import type { Instant } from '../../set/instant.ts';
import type { NewUse } from '../../set/new-use.ts';
import { admit } from '../admit.ts';
import type { Reply, SignedIn, SignedInAnswer } from '../http/asked.ts';
import { redirect } from '../http/asked.ts';
import { messagePage } from '../message-page.ts';
import { saidNo } from '../press.ts';
import type { Room } from '../room.ts';
import { refusalPage } from '../show-set.ts';
import { chosenFrom } from './chosen-images.ts';
import { answerNewUsePage, askNewUsePage } from './new-use-page.ts';
import { answeringFrom, professionalOf, textOf } from './read-answer.ts';

type NewUseRoom = Pick<Room, 'ledger' | 'chat' | 'keys' | 'policy' | 'clock' | 'log' | 'poke'>;

/** What waits for an answer, all of it asked for together; else what may be asked for. */
interface Found {
  readonly set: StoredSet;
  readonly images: readonly StoredImage[];
  readonly task?: NewUse;
}

/** `GET /sets/:id/new-use` (CON-22) */
export const showNewUse =
  (room: NewUseRoom): SignedInAnswer =>
  async (asked) => {
    const found = await openToAsk(room, asked);
    return 'status' in found ? found : page(asked, found, []);
  };

/** `POST /sets/:id/new-use`: makes the task, or answers it. */
export const pressNewUse =
  (room: NewUseRoom): SignedInAnswer =>
  async (asked) => {
    const found = await openToAsk(room, asked);
    if ('status' in found) return found;
    const { account } = asked.session;
    try {
      const reply =
        found.task === undefined ? await begin(room, asked, found) : await answer(room, asked, found);
      room.poke();
      return reply;
    } catch (thrown) {
      return saidNo(thrown, account);
    }
  };

const begin = async (
  room: NewUseRoom,
  { form, session, ...asked }: SignedIn,
  found: Found,
): Promise<Reply> => {
  const { set, images } = found;
  const uses = SECONDARY_USES.filter((use) => form.getAll('use').includes(use));
  if (uses.length === 0) return page({ form, session, ...asked }, found, [questionWords.uses]);
  for (const image of chosenFrom(form, images))
    await askNewUse(room)({
      ...{ organisation: set.organisation, set: set.id, image, uses },
      by: session.account.person,
    });
  return messagePage(
    200,
    {
      title: consentPage.done,
      whatToDo: newUseWords.asked,
      link: { href: `/sets/${set.id}/new-use`, text: newUseWords.answerTitle },
    },
    session.account,
  );
};

const answer = async (room: NewUseRoom, asked: SignedIn, { set, images, task }: Found): Promise<Reply> => {
  const { account } = asked.session;
  const press = asked.form.get('answer');
  if (press !== 'no' && press !== 'record') return messagePage(400, errorWords['bad-request'], account);
  const form = press === 'no' ? pressed({ press: 'said-no' }) : signedForm(asked, room.clock.now());
  const rules = consentRulesOf(room.policy, set.organisation, set.origin.place);
  for (const { id: image } of images) {
    const concluded = await answerNewUse(room)({
      ...{ organisation: set.organisation, set: set.id, image, by: account.person, form },
      rules,
    });
    if (!concluded.ok)
      return page(asked, { set, images, ...(task === undefined ? {} : { task }) }, [
        ...concluded.ask.map((one) => questionWords[one]),
        ...concluded.refused.map((one) => consentRefusalWords[one]),
      ]);
  }
  return press === 'no'
    ? messagePage(200, { title: consentPage.done, whatToDo: newUseWords.declinedDone }, account)
    : redirect(`/sets/${set.id}?done=consent`);
};

/** Only what was pressed and drawn; a use's own sentence stands beside its question. */
const signedForm = ({ form, session: { account } }: SignedIn, now: Instant): ConsentForm => {
  const said = (name: string) => (['yes', 'no'] as const).find((one) => one === form.get(name)) ?? 'unset';
  const told = (['read-on-screen', 'read-aloud', 'interpreter'] as const).find(
    (one) => one === form.get('told'),
  );
  const strokes = strokesIn(form.get('strokes') ?? '');
  const who = answeringFrom(form) ?? { who: 'patient' };
  const competence = {
    judged: 'competent',
    by: account.person,
    at: now,
    parentsEncouraged: 'unset',
  } as const;
  return {
    ...EMPTY_FORM,
    answers: {
      ...EMPTY_FORM.answers,
      uses: {
        'teach-local': said('teach-local'),
        'teach-external': said('teach-external'),
        research: said('research'),
        publication: said('publication'),
      },
    },
    method: {
      how: 'written-e-signature',
      professional: professionalOf(form, account, now),
      ...(strokes === ''
        ? {}
        : {
            signature: {
              strokes,
              sha256: sha256(createHash('sha256').update(strokes).digest('hex')),
              printedName: textOf(form, 'printed-name'),
              at: now,
            },
          }),
    },
    answering: who,
    ...(form.get('answering') === 'competent' ? { competence } : {}),
    ...(told === undefined
      ? {}
      : { informed: { version: CONSENT_WORDS_VERSION, at: now, by: told, shown: SECONDARY_USES } }),
    note: textOf(form, 'note'),
  };
};

/** `x.y-x.y_…` as the page's script writes it, as strokes of points; anything else is no signature. */
const strokesIn = (written: string): string =>
  /^\d{1,4}\.\d{1,4}(?:[-_]\d{1,4}\.\d{1,4})+$/.test(written)
    ? JSON.stringify(
        written.split('_').map((stroke) => stroke.split('-').map((point) => point.split('.').map(Number))),
      )
    : '';

const openToAsk = async (room: NewUseRoom, asked: SignedIn): Promise<Found | Reply> => {
  const { account } = asked.session;
  const admission = await admit(room)(asked, 'picture');
  if (!admission.open) return refusalPage(admission, account);
  const { set, answer: access } = admission;
  if (set.state !== 'stored') return messagePage(409, errorWords['change-refused'], account);
  if (access.as !== 'member') return refusalPage({ open: false, why: 'not-allowed' }, account);
  const open = set.images.filter((one) => access.images.includes(one.id));
  const task = open.map((one) => useWaiting(factsOf(one))).find((one) => one !== undefined);
  if (task !== undefined)
    return { set, task, images: open.filter((one) => useWaiting(factsOf(one))?.at === task.at) };
  const images = open.filter((one) => usesToAskFor(factsOf(one)).length > 0);
  if (images.length > 0 && set.notClinical === undefined) return { set, images };
  const link = { href: `/sets/${set.id}`, text: consentPage.back };
  return messagePage(409, { ...newUseWords.nothing, link }, account);
};

const page = (asked: SignedIn, { set, images, task }: Found, problems: readonly string[]): Reply => {
  const shown = { set, images, problems, account: asked.session.account, sent: asked.form };
  if (task !== undefined) return answerNewUsePage(shown, task);
  const uses = SECONDARY_USES.filter((use) => images.some((one) => usesToAskFor(factsOf(one)).includes(use)));
  return askNewUsePage(shown, uses);
};
