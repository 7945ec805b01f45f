import { describe, expect, it } from '@jest/globals';
import { answerQuestion } from '../bot/actions/answer-question.ts';
import { fileToPatient } from '../bot/actions/file-to-patient.ts';
import { retractFiling } from '../bot/actions/retract-filing.ts';
import { verifyChain } from '../bot/audit/verify-chain.ts';
import { patients } from '../bot/local/demonstration/patients.ts';
import { answerId, samePerson } from '../bot/set/ids.ts';
import type { StoredSet } from '../bot/set/image-set.ts';
import { HOUR } from '../bot/set/instant.ts';
import { nurse, otherNurse, startProcess } from './crash/hospital.ts';
import type { Hospital } from './crash/hospital.ts';
import { ANOTHER, eventsOf, HERE, PICTURE, post, storedOf, wait } from './crash/post.ts';
import type { Cut, PowerOptions } from './crash/power.ts';
import { powered } from './crash/power.ts';
import { seedQuestion } from './viewer/seed-question.ts';

const ANSWER = answerId('AAAAAAAAAAAAAAAAAAAAAA');
const [edith, joseph] = patients;
if (edith === undefined || joseph === undefined)
  throw new Error('the demonstration has two patients at least');

/** Two pictures in custody, asked about and looked at. */
const asked = async () => {
  const { hospital, at, process } = await post({ inline: [PICTURE, ANOTHER] });
  await wait(hospital, process, HOUR);
  const set = await storedOf(hospital, at);
  const now = hospital.clock.now();
  const question = await seedQuestion(hospital, set, 'Is it safe to leave until the morning?', {
    ...{ by: nurse, askedAt: now, toldTo: [{ person: otherNurse, at: now, why: 'asked' }] },
    seen: [{ by: otherNurse, at: now, images: set.images.map(({ id }) => id) }],
  });
  hospital.chat.told.length = 0;
  return { hospital, at, set, question };
};
type Asked = Awaited<ReturnType<typeof asked>>;

const answer = ({ hospital, set, question }: Asked, cut?: Cut) => {
  const { power, plug } = powered(cut === undefined ? {} : { cut });
  const { clock } = hospital;
  const deps = { ledger: plug('ledger', hospital.ledger), keys: plug('keys', hospital.keys), clock };
  const given = answerQuestion(deps)({
    ...{ organisation: HERE, set: set.id, question: question.id, answer: ANSWER, by: otherNurse },
    ...{ names: { by: 'Other', asker: 'Nurse' }, category: 'change-plan', text: 'Offload it now.' },
    images: question.images,
  });
  return { power, given: given.catch(powerCut) };
};

const powerCut = (thrown: unknown): void => {
  if ((thrown as Error).constructor.name !== 'PowerCut') throw thrown;
};

const fileTo = async ({ hospital, set }: Asked, patient: (typeof patients)[number]): Promise<void> => {
  const found = await hospital.record.find(patient.nhsNumber, patient.birthDate);
  const images = set.images.map(({ id }) => ({ set: set.id, image: id }));
  await fileToPatient(hospital)({ organisation: HERE, by: nurse, images, patient: found });
};
const takeBack = async ({ hospital, set }: Asked): Promise<void> => {
  for (const { id } of set.images)
    await retractFiling(hospital)({ organisation: HERE, set: set.id, image: id, by: nurse });
};

/** One process until its power goes, then another that takes over where it stopped. */
const workOn = async (hospital: Hospital, options: PowerOptions = {}): Promise<readonly string[]> => {
  const first = startProcess(hospital, options);
  await wait(hospital, first, HOUR).catch(powerCut);
  await wait(hospital, startProcess(hospital), HOUR);
  return first.power.calls;
};

/** The whole thread as it stands: question, answer, card, who was told, what the record says, what the audit has. */
const threadOf = async ({ hospital, at }: Asked) => {
  const set: StoredSet = await storedOf(hospital, at);
  const events = await eventsOf(hospital);
  const { whole } = await verifyChain(HERE, hospital.ledger.audit.rows(HERE));
  const answers = set.questions?.[0]?.answers ?? [];
  const standing = hospital.record.statements().filter(({ status }) => status === 'completed');
  const filed = answers.flatMap((one) => one.filed);
  const card = hospital.chat.cards.find((one) => one.set === set.id)?.card;
  return {
    whole,
    answers: answers.map(({ category }) => category),
    closed: set.questions?.[0]?.closed?.why,
    card: card?.questions?.map(({ state, category }) => `${state} ${category ?? ''}`),
    said: standing.map(({ patient, images }) => ({ patient, images: images.length })),
    known: filed.filter(({ retractedAt }) => retractedAt === undefined).map(({ document }) => document),
    isKnown: standing.every(({ reference }) => filed.some((one) => one.document === reference)),
    toldAsker: hospital.chat.told.some(
      ({ person, notice }) => samePerson(person, nurse) && notice.kind === 'answered',
    ),
    answered: events.filter(({ kind }) => kind === 'question-answered').length,
    saidOnRecord: events.some(({ kind }) => kind === 'opinion-filed'),
  };
};

const complete = (patient: string) => ({
  ...{ whole: true, answers: ['change-plan'], closed: 'answered', card: ['answered change-plan'] },
  ...{ said: [{ patient, images: 2 }], known: [expect.any(String), expect.any(String)], isKnown: true },
  ...{ toldAsker: true, answered: 1, saidOnRecord: true },
});
const EDITH = `Patient/${edith.id}`;
const JOSEPH = `Patient/${joseph.id}`;

const everywhere = async (
  calls: readonly string[],
  run: (cut: Cut) => Promise<unknown>,
  wanted: unknown,
): Promise<void> => {
  expect(calls.length).toBeGreaterThan(0);
  for (const at of calls.keys())
    for (const when of ['before', 'after'] as const)
      expect([calls[at], when, await run({ at: at + 1, when })]).toEqual([calls[at], when, wanted]);
};

describe('The thread of a question, wherever the power goes', () => {
  it('holds the answer whole or not at all, and once however often it is sent', async () => {
    const run = async (cut?: Cut) => {
      const world = await asked();
      await answer(world, cut).given;
      await answer(world).given;
      await fileTo(world, edith);
      await workOn(world.hospital);
      return threadOf(world);
    };
    const world = await asked();
    const { power, given } = answer(world);
    await given;
    await everywhere(power.calls, run, complete(EDITH));
  });

  const answeredAndFiled = async (options?: PowerOptions) => {
    const world = await asked();
    await answer(world).given;
    await fileTo(world, edith);
    const calls = await workOn(world.hospital, options);
    return { world, calls };
  };

  it('is complete after a cut at any call between the answer and its place in the record', async () => {
    const { calls } = await answeredAndFiled();
    expect(calls).toContain('opinions.state');
    await everywhere(
      calls,
      async (cut) => threadOf((await answeredAndFiled({ cut })).world),
      complete(EDITH),
    );
  }, 120_000);

  it('says nothing more in the wrong record after a cut at any call while it is taken back, and says it in the right one', async () => {
    const run = async (cut?: Cut) => {
      const { world } = await answeredAndFiled();
      await takeBack(world);
      await fileTo(world, joseph);
      const calls = await workOn(world.hospital, cut === undefined ? {} : { cut });
      return { calls, thread: await threadOf(world) };
    };
    const { calls } = await run();
    expect(calls).toContain('opinions.retract');
    await everywhere(calls, async (cut) => (await run(cut)).thread, complete(JOSEPH));
  }, 120_000);

  it('leaves nothing in the wrong record when the filing is taken back at any moment while it is being said', async () => {
    const { calls } = await answeredAndFiled();
    for (const at of calls.keys())
      for (const when of ['before', 'after'] as const) {
        const world = await asked();
        await answer(world).given;
        await fileTo(world, edith);
        const first = startProcess(world.hospital, { cut: { at: at + 1, when } });
        await wait(world.hospital, first, HOUR).catch(powerCut);
        await takeBack(world).catch((thrown: unknown) => {
          if (!/change-refused/.test(String(thrown))) throw thrown;
        });
        await wait(world.hospital, startProcess(world.hospital), HOUR);
        const { said, known } = await threadOf(world);
        expect([calls[at], when, said, known]).toEqual([calls[at], when, [], []]);
      }
  }, 120_000);

  it('waits for a record that does not answer, is handed over when it refuses, and is said once it does', async () => {
    const world = await asked();
    await answer(world).given;
    await fileTo(world, edith);
    await workOn(world.hospital);
    await takeBack(world);
    await workOn(world.hospital);
    world.hospital.record.refusing(true);
    await fileTo(world, edith);
    await workOn(world.hospital);
    const late = await storedOf(world.hospital, world.at);
    expect(late.alerts.filter(({ closedAt }) => closedAt === undefined).map(({ what }) => what)).toContain(
      'filing-late',
    );
    world.hospital.record.refusing(false);
    await wait(world.hospital, startProcess(world.hospital), 3 * HOUR);
    expect(await threadOf(world)).toEqual(complete(EDITH));
  });
});
