import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Card } from '../../../cards/model.ts';
import { fileToPatient } from '../../../bot/actions/file-to-patient.ts';
import { retractFiling } from '../../../bot/actions/retract-filing.ts';
import { patients } from '../../../bot/local/demonstration/patients.ts';
import { factsOf } from '../../../bot/policy/consent/facts-of.ts';
import * as people from '../../../bot/local/demonstration/people.ts';
import { ROLES } from '../../../bot/policy/roles.ts';
import { MINUTE, later } from '../../../bot/set/instant.ts';
import { onCallRoleId, questionId } from '../../../bot/set/ids.ts';
import type { StoredSet } from '../../../bot/set/image-set.ts';
import type { Question } from '../../../bot/set/question.ts';
import { seedQuestion } from '../seed-question.ts';
import { photo } from '../photo.ts';
import { idOf, openWorld } from '../world.ts';
import type { World } from '../world.ts';
import type { Browser } from '../browser.ts';

let world: World;
let set: StoredSet;
let question: Question;
const [edith] = patients;
if (edith === undefined) throw new Error('the demonstration has patients');
const CARD = {} as Card;
const ASKED = 'Blister over the heel, is it safe to leave until the morning?';

beforeEach(async () => {
  world = await openWorld();
  set = await world.seed([await photo()]);
  world.chat.cards.push({ set: set.id, activity: 'card-1', card: CARD, root: '' });
  question = await ask();
});
afterEach(async () => {
  await world.close();
});

const ask = (change: Partial<Question> = {}): Promise<Question> =>
  seedQuestion(world.parts, set, ASKED, {
    by: idOf(people.nurse),
    askedAt: later(world.clock.now(), -7 * MINUTE),
    of: { who: 'person', person: idOf(people.registrar) },
    toldTo: [{ person: idOf(people.registrar), at: world.clock.now(), why: 'asked' }],
    ...change,
  });

const path = (press = ''): string => `/sets/${set.id}${press}`;
const look = (browser: Browser) => browser.get(path(`/images/${set.images[0]?.id ?? ''}`));
const form = (more: Readonly<Record<string, string>> = {}) => ({
  ...{ question: question.id, category: 'change-plan', text: 'Offload it now.' },
  ...more,
});
const answerIn = (page: string): string => /name="answer" value="([^"]+)"/.exec(page)?.[1] ?? '';
const sendAs = async (browser: Browser, more: Readonly<Record<string, string>> = {}) => {
  const readBack = await browser.post(path('/answer'), form(more));
  return browser.post(path('/answer'), form({ ...more, answer: answerIn(readBack.text), confirmed: 'yes' }));
};
const fileIt = async (): Promise<void> => {
  const patient = await world.record.find(edith.nhsNumber, edith.birthDate);
  const images = set.images.map(({ id }) => ({ set: set.id, image: id }));
  await fileToPatient(world.parts)({ organisation: set.organisation, by: set.poster, images, patient });
  await world.settle();
};
const row = async (): Promise<StoredSet> => (await world.read(set.id)) as StoredSet;

describe('Whoever was asked opens the picture', () => {
  it('and reads the question, how urgent it is, who asked and how long ago', async () => {
    const page = await (await world.as(people.registrar)).get(path());
    for (const words of [ASKED, 'Urgent', `Asked by ${people.nurse.name}`, '7 minutes ago'])
      expect(page.text).toContain(words);
  });

  it('and has five answers that are off until the whole picture was shown', async () => {
    const registrar = await world.as(people.registrar);
    const before = await registrar.get(path());
    for (const words of [
      'Continue',
      'Change plan',
      'More views please',
      'Needs to be seen',
      'I am coming in',
    ])
      expect(before.text).toContain(words);
    expect(before.text).toMatch(/data-buttons\s+disabled/);
    expect(before.text).toContain('A photograph never equals seeing the patient.');
    await registrar.get(path(`/images/${set.images[0]?.id ?? ''}/preview`));
    expect((await registrar.get(path())).text).toMatch(/data-buttons\s+disabled/);
    await look(registrar);
    expect((await registrar.get(path())).text).not.toMatch(/data-buttons\s+disabled/);
  });

  it('and an answer sent without having been shown it is refused, whatever the page allowed', async () => {
    const registrar = await world.as(people.registrar);
    const refused = await registrar.post(path('/answer'), form());
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('look at the whole picture first');
    expect((await row()).questions?.[0]?.answers).toEqual([]);
  });

  it('and what was opened before the question was asked does not count', async () => {
    const registrar = await world.as(people.registrar);
    await look(registrar);
    world.clock.pass(MINUTE);
    question = await ask({ id: questionId('question-2'), askedAt: world.clock.now() });
    world.clock.pass(MINUTE);
    expect((await registrar.post(path('/answer'), form())).status).toBe(409);
  });

  it('and the original counts as the whole picture', async () => {
    const registrar = await world.as(people.registrar);
    await registrar.get(path(`/images/${set.images[0]?.id ?? ''}/original`));
    expect((await registrar.post(path('/answer'), form())).status).toBe(200);
  });
});

describe('An answer', () => {
  const readBack = async (): Promise<string> => {
    const registrar = await world.as(people.registrar);
    await look(registrar);
    const page = await registrar.post(path('/answer'), form());
    return page.text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
  };

  it('is read back before it is sent, and says what is not known', async () => {
    const said = await readBack();
    expect(said).toContain(
      'You answer: Change plan – about the picture whose site is not recorded, the patient’s age not known, taken',
    );
    for (const words of ['Offload it now.', 'A photograph never equals seeing the patient.'])
      expect(said).toContain(words);
    expect((await row()).questions?.[0]?.answers).toEqual([]);
  });

  it('is read back with site, side and age where they are known', async () => {
    await fileIt();
    await world.parts.ledger.change(set.organisation, set.id, {
      to: (was) => ({
        ...(was as StoredSet),
        images: (was as StoredSet).images.map((image) => ({
          ...image,
          consent: { ...factsOf(image), sited: { site: 'heel', side: 'left' } },
        })),
      }),
      events: [],
    });
    expect(await readBack()).toMatch(/about the picture of the left heel, patient aged 84, taken/);
  });

  it('closes the question once it is sent, tells the asker and draws the card anew, and no word is in the clear', async () => {
    const registrar = await world.as(people.registrar);
    await look(registrar);
    expect((await sendAs(registrar)).to).toMatch(/done=answered/);
    await world.settle();
    const { questions: [now] = [] } = await row();
    expect(now).toMatchObject({
      answers: [{ category: 'change-plan', by: idOf(people.registrar), images: question.images }],
      closed: { why: 'answered', by: idOf(people.registrar) },
    });
    expect(JSON.stringify(await row())).not.toContain('Offload');
    expect(world.chat.told.filter(({ notice }) => notice.kind === 'answered')).toMatchObject([
      { person: idOf(people.nurse), notice: { yours: true } },
    ]);
    expect(JSON.stringify(world.chat.told)).not.toContain('Offload');
    expect(world.chat.cards[0]?.card).toMatchObject({
      questions: [{ state: 'answered', category: 'change-plan' }],
    });
    const asker = await (await world.as(people.nurse)).get(path());
    for (const words of ['Change plan', 'Offload it now.', people.registrar.name])
      expect(asker.text).toContain(words);
  });

  it('sent twice is one answer', async () => {
    const registrar = await world.as(people.registrar);
    await look(registrar);
    const readBack = await registrar.post(path('/answer'), form());
    const sent = form({ answer: answerIn(readBack.text), confirmed: 'yes' });
    await registrar.post(path('/answer'), sent);
    expect((await registrar.post(path('/answer'), sent)).to).toMatch(/done=answered/);
    expect((await row()).questions?.[0]?.answers).toHaveLength(1);
  });

  it('of two people at once: both stand, in order, and the asker reads both', async () => {
    const [one, other] = [await world.as(people.registrar), await world.as(people.consultant)];
    await look(one);
    await look(other);
    await sendAs(one);
    await sendAs(other, { category: 'needs-to-be-seen', text: 'I will look at it.' });
    expect((await row()).questions?.[0]?.answers.map(({ category }) => category)).toEqual([
      'change-plan',
      'needs-to-be-seen',
    ]);
    const page = (await (await world.as(people.nurse)).get(path())).text;
    expect(page.indexOf('Offload it now.')).toBeLessThan(page.indexOf('I will look at it.'));
  });

  it('that asks for more views leaves the question open', async () => {
    const registrar = await world.as(people.registrar);
    await look(registrar);
    await sendAs(registrar, { category: 'more-views' });
    const { questions: [now] = [] } = await row();
    expect(now?.closed).toBeUndefined();
    expect(now?.answers).toHaveLength(1);
  });

  it('of more than a thousand letters is not taken, and one of a thousand is', async () => {
    const registrar = await world.as(people.registrar);
    await look(registrar);
    const long = await registrar.post(path('/answer'), form({ text: 'é'.repeat(1001) }));
    expect([long.status, long.text]).toEqual([400, expect.stringContaining('1,000 letters')]);
    expect((await registrar.post(path('/answer'), form({ text: 'é'.repeat(1000) }))).status).toBe(200);
  });

  it('cannot be given by the asker, or by somebody who was not asked and is not in the conversation', async () => {
    const nurse = await world.as(people.nurse);
    await look(nurse);
    expect((await nurse.post(path('/answer'), form())).status).toBe(409);
    const stranger = await world.as(people.fellviewConsultant);
    expect((await stranger.post(path('/answer'), form())).status).toBe(404);
  });

  it('cannot be given from the record alone', async () => {
    const keeper = await world.as(people.fellviewConsultant, { roles: [ROLES.patientRecord] });
    expect((await keeper.post(path('/answer'), form())).status).toBe(404);
  });
});

describe('What an answer leaves in the patient’s record', () => {
  it('stands there once its image is filed, and is taken back and said anew with it', async () => {
    const registrar = await world.as(people.registrar);
    await look(registrar);
    await sendAs(registrar);
    await world.settle();
    expect(world.record.statements()).toEqual([]);
    world.clock.pass(MINUTE);
    await fileIt();
    world.clock.pass(MINUTE);
    await world.settle();
    expect(world.record.statements()).toMatchObject([
      {
        ...{ status: 'completed', patient: `Patient/${edith.id}`, category: 'change-plan' },
        ...{ asked: ASKED, words: 'Offload it now.' },
        names: { by: people.registrar.name, asker: people.nurse.name },
        images: [{ document: 'DocumentReference/1' }],
      },
    ]);
    const [image] = set.images;
    if (image === undefined) throw new Error('no image');
    await retractFiling(world.parts)({
      ...{ organisation: set.organisation, set: set.id, image: image.id, by: set.poster },
    });
    await world.settle();
    expect(world.record.statements().map(({ status }) => status)).toEqual(['entered-in-error']);
    await fileIt();
    world.clock.pass(MINUTE);
    await world.settle();
    expect(world.record.statements().map(({ status, images }) => [status, images[0]?.document])).toEqual([
      ['entered-in-error', 'DocumentReference/1'],
      ['completed', 'DocumentReference/2'],
    ]);
  });
});

describe('The role in the record', () => {
  it('is that of whoever the rota had, and not of a colleague who answered as well', async () => {
    question = await ask({
      id: questionId('question-2'),
      of: { who: 'role', role: onCallRoleId('plastics-registrar') },
      called: 'plastic surgery registrar',
    });
    await fileIt();
    for (const person of [people.registrar, people.consultant]) {
      const browser = await world.as(person);
      await look(browser);
      await sendAs(browser, { category: 'more-views' });
    }
    await world.settle();
    // Each is filed by a duty of its own, in either order.
    const filed = new Map(world.record.statements().map(({ names, role }) => [names.by, role]));
    expect(filed).toEqual(
      new Map([
        [people.registrar.name, 'plastic surgery registrar'],
        [people.consultant.name, undefined],
      ]),
    );
    expect(world.record.statements()).toHaveLength(2);
  });
});

describe('Whoever asked and needs no answer any more', () => {
  it('closes the question with one press, and nobody may answer it then', async () => {
    const nurse = await world.as(people.nurse);
    expect((await nurse.get(path())).text).toContain('I no longer need an answer');
    const closed = await nurse.post(path('/close-question'), { question: question.id });
    expect(closed.to).toMatch(/done=question-closed/);
    expect((await row()).questions?.[0]?.closed).toMatchObject({ why: 'withdrawn', by: idOf(people.nurse) });
    const registrar = await world.as(people.registrar);
    await look(registrar);
    const late = await sendAs(registrar);
    expect([late.status, late.text]).toEqual([409, expect.stringContaining('no longer needed')]);
  });

  it('cannot close somebody else’s', async () => {
    const registrar = await world.as(people.registrar);
    expect((await registrar.get(path())).text).not.toContain('I no longer need an answer');
    expect((await registrar.post(path('/close-question'), { question: question.id })).status).toBe(403);
    expect((await row()).questions?.[0]?.closed).toBeUndefined();
  });
});
