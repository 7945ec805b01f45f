import { fellviewNurse, nurse, type Person } from '../../../bot/local/demonstration/people.ts';
import { tissueViability, wardSeven } from '../../../bot/local/demonstration/places.ts';
import type { Weather } from '../../../bot/local/ward/page-contract.ts';
import type { Listener, Plan, Struck } from './kill-switch.ts';
import { sitDown, type Seat } from './look-at-ward.ts';
import { makePictures } from './make-pictures.ts';
import { FAIR, type Outside } from './open-outside.ts';
import { judge, type Books, type Posted } from './oracle.ts';
import { waitUntil } from './wait-until.ts';

export type Trouble = 'clean' | '429' | 'duplicate' | 'edit';

export interface Round {
  readonly pictures: number;
  readonly trouble: Trouble;
  readonly plan?: Plan;
  /** The second kill, while it recovers from the first. */
  readonly again?: Plan;
  /** A picture posted at the same moment in the other organisation's channel. */
  readonly beside?: boolean;
}

export interface Lived {
  readonly struck: Struck | undefined;
  /** Names of every outside effect from the posting to the kill, or to the end. */
  readonly effects: readonly string[];
  readonly violations: readonly string[];
  readonly restorable: number;
  /** Milliseconds from the kill to a process being ready again, and from then until nothing is owed. */
  readonly restartMs: number;
  readonly recoveryMs: number;
}

/** How the story goes on after a kill; what it gives back is called once all is quiet, before the last judgement. */
export type Recover = (struck: Struck) => Promise<() => Promise<void>>;

/** Far beyond lease and restart: whoever is not finished then has forgotten it. */
const SETTLED_WITHIN_MS = 120_000;

/** True where it is late. */
const waitFor = (ask: () => Promise<boolean>): Promise<boolean> =>
  waitUntil('the work to end', SETTLED_WITHIN_MS, ask).then(
    () => false,
    () => true,
  );

/** Each call of the chat is refused once, as a busy tenant does. */
const BUSY: Weather['faults'] = [
  'graph.message.get',
  'graph.hosted-content.bytes',
  'graph.message.soft-delete',
  'connector.activity.post',
  'connector.members.get',
].map((route) => ({ route, status: 429, retryAfter: 1, times: 1 }));

const weatherOf = (trouble: Trouble): Weather => ({
  ...FAIR,
  ...(trouble === '429' ? { faults: BUSY } : {}),
  ...(trouble === 'duplicate' ? { deliveries: 2 } : {}),
});

interface Told extends Posted {
  readonly seat: Seat;
}

/** A post, a kill at the planned moment, a recovery: judged right after the kill and again when all is quiet. */
export const liveThrough = async (
  outside: Outside,
  books: Books,
  round: Round,
  recover: Recover,
): Promise<Lived> => {
  const { kill, ward, door } = outside;
  const seat = sitDown(ward.url, nurse);
  await seat.weather(weatherOf(round.trouble));
  door.toAll = round.trouble === 'duplicate';
  const early: string[] = [];
  const told: Told[] = [];
  const listener = listen(round, told, books, early);
  kill.arm(round.plan, listener);
  // Listeners look at `told`: the first effect comes only after the post is answered, or is told of nothing yet.
  told.push(await say(seat, wardSeven.channels[0]?.id ?? '', round.pictures));
  if (round.beside === true) told.push(await sayAsOther(ward.url, fellviewNurse));
  const unfinished = await waitFor(async () => kill.struck !== undefined || (await allSettled(told, books)));
  const struck = kill.disarm();
  const effects = [...kill.seen];
  let restorable = 0;
  const violations = early;
  const look = async (when: 'just-killed' | 'at-rest'): Promise<void> => {
    for (const one of told) {
      const verdict = await judge(one.seat, books, one, when);
      violations.push(...verdict.violations);
      restorable += verdict.restorable;
    }
  };
  const strikeAgain = async (plan: Plan): Promise<void> => {
    kill.arm(plan, listener);
    await waitFor(async () => kill.struck !== undefined || (await allSettled(told, books)));
    const second = kill.disarm();
    if (second === undefined) return;
    await look('just-killed');
    await (
      await recover(second)
    )();
  };
  let [restartMs, recoveryMs] = [0, 0];
  if (unfinished) violations.push('I2 the work was not finished in two minutes');
  if (struck !== undefined) {
    await look('just-killed');
    const killedAt = performance.now();
    const afterwards = await recover(struck);
    if (round.again !== undefined) await strikeAgain(round.again);
    restartMs = performance.now() - killedAt;
    const late = await waitFor(() => allSettled(told, books));
    recoveryMs = performance.now() - killedAt - restartMs;
    if (late) violations.push('I2 the work was not finished in two minutes');
    await afterwards();
  }
  await look('at-rest');
  return { struck, effects, violations, restorable, restartMs, recoveryMs };
};

const say = async (seat: Seat, place: string, count: number): Promise<Told> => {
  const pictures = makePictures(count);
  const message = await seat.post(place, { text: '', inline: pictures.map((one) => one.upload) });
  return { seat, place, message, first: pictures.map((one) => one.sha256), added: [] };
};

const sayAsOther = (wardUrl: string, person: Person): Promise<Told> =>
  say(sitDown(wardUrl, person), tissueViability.channels[0]?.id ?? '', 1);

/** The edit in between, and the look at what is about to be deleted (I8). */
const listen = (round: Round, told: readonly Told[], books: Books, early: string[]): Listener => {
  let edited = round.trouble !== 'edit';
  // Odd kills meet an edit between inventory and removal, even ones an edit in the last moment before the deletion.
  const editAt = (round.plan?.at ?? 0) % 2 === 1 ? 'graph.hosted-content.bytes' : 'graph.message.soft-delete';
  return async ({ name }, when) => {
    const [ours] = told;
    if (ours === undefined) return;
    if (name === 'graph.message.soft-delete' && when === 'before' && told.length === 1) {
      const { opens } = await books.custody(ours.message);
      if (ours.first.some((one) => !opens.has(one))) early.push('I8 a deletion was asked for before custody');
    }
    if (edited || name !== editAt || when !== (editAt.endsWith('bytes') ? 'after' : 'before')) return;
    edited = true;
    const [more] = makePictures(1);
    if (more === undefined) return;
    await ours.seat.edit(ours.place, ours.message, { addInline: [more.upload] });
    ours.added = [...ours.added, more.sha256];
  };
};

/** Gone from the chat, nothing owed, and an edit, where one was told, taken too. */
const allSettled = async (told: readonly Told[], books: Books): Promise<boolean> => {
  for (const { seat, place, message } of told) {
    const { sets } = await books.custody(message);
    if (!sets.some((one) => one.stored) || (await books.owed(message)) > 0) return false;
    const seen = (await seat.messages(place)).find((one) => one.id === message);
    if (seen?.state !== 'deleted') return false;
  }
  return true;
};
