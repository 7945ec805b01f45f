import { describe, expect, it } from '@jest/globals';
import { verifyChain } from '../bot/audit/verify-chain.ts';
import { askOpinion } from '../bot/actions/ask-opinion.ts';
import { recordOpening } from '../bot/actions/mark-seen.ts';
import { withQuestion } from '../bot/policy/opinion/with-question.ts';
import { questionId, samePerson } from '../bot/set/ids.ts';
import type { PersonId } from '../bot/set/ids.ts';
import type { StoredSet } from '../bot/set/image-set.ts';
import { HOUR, later, MINUTE } from '../bot/set/instant.ts';
import type { Question, Urgency } from '../bot/set/question.ts';
import { nurse, onCall, ROLE, startProcess, workUntil } from './crash/hospital.ts';
import type { Hospital } from './crash/hospital.ts';
import { HERE, PICTURE, post, storedOf, wait } from './crash/post.ts';
import type { Cut } from './crash/power.ts';
import { powered } from './crash/power.ts';
import { memoryRotas } from './memory/rotas.ts';

const [registrar, consultant] = onCall;
const QUESTION = questionId('question-1');

/** A picture in custody, two people on call in the conversation. */
const ready = async () => {
  const { hospital, at, process } = await post({ inline: [PICTURE] });
  for (const person of onCall) hospital.chat.members.push({ person, name: person.oid, guest: false });
  await wait(hospital, process, HOUR);
  hospital.chat.told.length = 0;
  return { hospital, at, before: hospital.clock.now() };
};
type Ready = Awaited<ReturnType<typeof ready>>;

const askWith = (hospital: Hospital, cut?: Cut) => {
  const { power, plug } = powered(cut === undefined ? {} : { cut });
  const deps = {
    ledger: plug('ledger', hospital.ledger),
    keys: plug('keys', hospital.keys),
    chat: plug('chat', hospital.chat.read),
    rotas: memoryRotas(),
    policy: hospital.policy,
    clock: hospital.clock,
  };
  const ask = (set: StoredSet, urgency: Urgency = 'urgent') =>
    askOpinion(deps)({
      ...{ organisation: HERE, set: set.id, by: nurse, question: QUESTION, urgency },
      of: { who: 'role', role: ROLE },
      images: set.images.map(({ id }) => id),
      line: 'Edges dark. Take down tonight?',
    });
  return { power, ask };
};

const questionIn = async ({ hospital, at }: Ready): Promise<Question | undefined> =>
  (await storedOf(hospital, at)).questions?.find(({ id }) => id === QUESTION);

/** Messages about the question that reached one person. */
const heard = ({ hospital }: Ready, person: PersonId): readonly string[] =>
  hospital.chat.told
    .filter((one) => samePerson(one.person, person))
    .map(({ notice }) =>
      notice.kind === 'asked' ? notice.why : notice.kind === 'asker' ? notice.what : notice.kind,
    );

const powerCut = (thrown: unknown): void => {
  if ((thrown as Error).constructor.name !== 'PowerCut') throw thrown;
};

/** Whatever was cut: another process takes over where the first one stopped. */
const workOn = async (world: Ready, until: number, cut?: Cut): Promise<readonly string[]> => {
  const { hospital, before } = world;
  const first = startProcess(hospital, cut === undefined ? {} : { cut });
  await workUntil(hospital, first, later(before, until)).catch(powerCut);
  await workUntil(hospital, startProcess(hospital), later(before, until));
  return first.power.calls;
};

const most = (world: Ready, person: PersonId): number => {
  const all = heard(world, person);
  return Math.max(0, ...all.map((one) => all.filter((other) => other === one).length));
};

const LONG = 30 * MINUTE;

describe('A question nobody looks at', () => {
  it('is asked, asked again, asked of the next, and then its asker is told to ring', async () => {
    const world = await ready();
    await askWith(world.hospital).ask(await storedOf(world.hospital, world.at));
    await workOn(world, LONG);
    expect(heard(world, registrar)).toEqual(['asked', 'again']);
    expect(heard(world, consultant)).toEqual(['next-on-rota']);
    expect(heard(world, nurse)).toEqual(['ring-as-well', 'ring-now']);
    const told = (await questionIn(world))?.toldTo ?? [];
    expect(
      told.map(({ why, at }) => [why, Math.round((Date.parse(at) - Date.parse(world.before)) / MINUTE)]),
    ).toEqual([
      ['asked', 0],
      ['again', 5],
      ['next-on-rota', 10],
    ]);
  });

  it('wherever the power goes, everybody hears of it, and nobody hears the same more than twice', async () => {
    const plain = await ready();
    await askWith(plain.hospital).ask(await storedOf(plain.hospital, plain.at));
    const calls = await workOn(plain, LONG);
    expect(calls.filter((one) => one === 'post.ask')).toHaveLength(5);
    const broken: unknown[] = [];
    for (const number of calls.keys())
      for (const when of ['before', 'after'] as const) {
        const world = await ready();
        await askWith(world.hospital).ask(await storedOf(world.hospital, world.at));
        await workOn(world, LONG, { at: number + 1, when });
        const [first, second, asker] = [registrar, consultant, nurse].map((one) => heard(world, one));
        const { whole } = await verifyChain(HERE, world.hospital.ledger.audit.rows(HERE));
        const isComplete =
          first?.includes('asked') === true &&
          first.includes('again') &&
          second?.includes('next-on-rota') === true &&
          asker?.includes('ring-as-well') === true &&
          asker.includes('ring-now');
        const total = (first?.length ?? 0) + (second?.length ?? 0) + (asker?.length ?? 0);
        const isQuiet = [registrar, consultant, nurse].every((one) => most(world, one) <= 2) && total <= 6;
        if (!isComplete || !isQuiet || !whole)
          broken.push({ call: calls[number], number, when, first, second, asker, whole });
      }
    expect(broken).toEqual([]);
  });

  it.each([
    [1, ['asked'], undefined],
    [2, [], true],
  ])(
    'a message begun %s times and never heard of again is sent once more, and never a third time',
    async (sending, hears, unreached) => {
      const world = await ready();
      const { hospital } = world;
      await askWith(hospital).ask(await storedOf(hospital, world.at));
      const { id } = await storedOf(hospital, world.at);
      await hospital.ledger.change(HERE, id, {
        to: withQuestion(QUESTION, (one) => ({
          ...one,
          toldTo: one.toldTo.map((told) => ({ ...told, sending })),
        })),
        events: [],
      });
      await workOn(world, 4 * MINUTE);
      expect(heard(world, registrar)).toEqual(hears);
      expect((await questionIn(world))?.toldTo[0]?.unreached).toBe(unreached);
      expect(heard(world, nurse).includes('unreached')).toBe(unreached === true);
      expect(heard(world, consultant)).toEqual(unreached === true ? ['next-on-rota'] : []);
    },
  );
});

describe('Asking', () => {
  it('is whole or not at all wherever the power goes, and pressed again it is asked once', async () => {
    const plain = await ready();
    const probe = askWith(plain.hospital);
    await probe.ask(await storedOf(plain.hospital, plain.at));
    expect(probe.power.calls.length).toBeGreaterThan(2);
    const broken: unknown[] = [];
    for (const number of probe.power.calls.keys())
      for (const when of ['before', 'after'] as const) {
        const world = await ready();
        const set = await storedOf(world.hospital, world.at);
        await askWith(world.hospital, { at: number + 1, when })
          .ask(set)
          .catch(powerCut);
        const found = await questionIn(world);
        const owed = world.hospital.ledger.duties().filter(({ verb }) => verb === 'escalate');
        if (owed.length !== (found === undefined ? 0 : 1)) broken.push({ number, when, owed, found });
        await askWith(world.hospital).ask(set);
        await workOn(world, MINUTE);
        const asked = (await storedOf(world.hospital, world.at)).questions ?? [];
        if (asked.length !== 1 || heard(world, registrar).length !== 1)
          broken.push({ number, when, asked, heard: heard(world, registrar) });
      }
    expect(broken).toEqual([]);
  });
});

describe('Seen', () => {
  const open = async (world: Ready, by: PersonId, cut?: Cut) => {
    const { hospital, at } = world;
    const set = await storedOf(hospital, at);
    const image = set.images[0]?.id;
    if (image === undefined) throw new Error('no image');
    const { plug } = powered(cut === undefined ? {} : { cut });
    const now = hospital.clock.now();
    const opening = { kind: 'image-opened', at: now, by, set: set.id, image } as const;
    await recordOpening({ ledger: plug('ledger', hospital.ledger) })(
      { set, image, by, at: now },
      opening,
      true,
    );
  };

  it('by whoever was asked, it ends the asking; by anybody else it does not', async () => {
    const world = await ready();
    await askWith(world.hospital).ask(await storedOf(world.hospital, world.at));
    await workOn(world, MINUTE);
    await open(world, consultant);
    await workOn(world, 6 * MINUTE);
    expect(heard(world, registrar)).toEqual(['asked', 'again']);
    await open(world, registrar);
    await workOn(world, HOUR);
    expect(heard(world, registrar)).toEqual(['asked', 'again']);
    expect(heard(world, consultant)).toEqual([]);
    expect(heard(world, nurse)).toEqual(['ring-as-well']);
    expect((await questionIn(world))?.seen).toHaveLength(1);
    expect(world.hospital.ledger.duties().filter(({ verb }) => verb === 'escalate')).toEqual([]);
  });

  it('is on record with the opening itself, or neither is', async () => {
    for (const when of ['before', 'after'] as const) {
      const world = await ready();
      await askWith(world.hospital).ask(await storedOf(world.hospital, world.at));
      await workOn(world, MINUTE);
      await open(world, registrar, { at: 1, when }).catch(powerCut);
      const kinds: string[] = [];
      for await (const { event } of world.hospital.ledger.audit.rows(HERE)) kinds.push(event.kind);
      const isSeen = ((await questionIn(world))?.seen.length ?? 0) > 0;
      expect(kinds.includes('image-opened')).toBe(isSeen);
      expect(kinds.includes('question-seen')).toBe(isSeen);
    }
  });
});
