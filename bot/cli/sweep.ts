import type { OrganisationPolicy } from '../policy/conversations.ts';
import type { Clock } from '../ports/clock.ts';
import type { Asked, History, Watched, Watching } from '../ports/watching.ts';
import type { OrganisationId } from '../set/ids.ts';
import type { Instant } from '../set/instant.ts';
import { later, millis, MINUTE } from '../set/instant.ts';
import type { Outcome } from './outcome.ts';

export interface SweepParts {
  readonly watching: Watching;
  readonly organisations: readonly Pick<OrganisationPolicy, 'id'>[];
  readonly clock: Clock;
  pause(milliseconds: number): Promise<unknown>;
}
export type SweepAsked =
  | { readonly what: 'sweep' }
  /** `yes`: the number of pictures and files that may be taken, as just counted. */
  | { readonly what: 'history'; readonly yes?: number };

/** Undefined: not understood. */
export const sweepWords = (words: readonly string[]): SweepAsked | undefined => {
  const [command, history, yes, number = '', ...more] = words;
  if (command !== 'sweep' || more.length > 0) return undefined;
  if (history === undefined) return { what: 'sweep' };
  if (history !== '--history') return undefined;
  if (yes === undefined) return { what: 'history' };
  return yes === '--yes' && /^\d{1,9}$/.test(number) ? { what: 'history', yes: Number(number) } : undefined;
};

/**
 * Asks the running Safelight to look, by rows alone, and waits for what it finds. What is older than the installation is
 * counted; it is taken only by whoever names the count (design.md section 2).
 */
export const sweep = async (parts: SweepParts, asked: SweepAsked): Promise<Outcome> => {
  if (asked.what === 'sweep') return sweepNow(parts);
  const counted = await askHistory(parts, 'count');
  const total = sum(counted);
  const lines = counted.map(lineOf);
  const conversations = counted.map(plain);
  if (!counted.every(isWhole)) {
    lines.push('Not every conversation could be counted. Nothing was taken; run this again.');
    return { lines, json: { counted: total, conversations }, exit: 1 };
  }
  if (asked.yes === undefined) {
    lines.push(
      `${total} pictures and files are older than the installation. Nothing was taken.`,
      ...(total === 0 ? [] : [`To take and remove them: npx safelight sweep --history --yes ${total}`]),
    );
    return { lines, json: { counted: total, conversations }, exit: 0 };
  }
  if (asked.yes !== total) {
    lines.push(`There are ${total} of them, not ${asked.yes}. Nothing was taken.`);
    return { lines, json: { counted: total, taken: 0, conversations }, exit: 1 };
  }
  const taken = total === 0 ? [] : await askHistory(parts, 'take');
  const whole = taken.every(isWhole);
  return {
    lines: [
      ...taken.map(lineOf),
      `${sum(taken)} pictures and files are being taken. Their receipts say what becomes of them.`,
      ...(whole ? [] : ['Not every conversation could be read to its end: run this again.']),
    ],
    json: { counted: total, taken: sum(taken), conversations: taken.map(plain) },
    exit: whole ? 0 : 1,
  };
};

interface Found extends Watched {
  readonly organisation: OrganisationId;
}

const sweepNow = async (parts: SweepParts): Promise<Outcome> => {
  const askedAt = parts.clock.now();
  const isDone = ({ sweptAt }: Found): boolean => sweptAt !== undefined && sweptAt >= askedAt;
  const found = await askAndWait(parts, { dueAt: askedAt }, isDone);
  const open = found.filter((one) => !isDone(one));
  return {
    lines: [
      ...found.map((one) => `${nameOf(one)}: ${isDone(one) ? 'swept' : 'could not be read yet'}`),
      found.length === 0
        ? 'No conversation is watched: Safelight is installed in none that the policy lists.'
        : `${found.length - open.length} of ${found.length} conversations are swept.`,
    ],
    json: {
      swept: found.length - open.length,
      conversations: found.map((one) => ({ ...plain(one), swept: isDone(one) })),
    },
    exit: open.length === 0 ? 0 : 1,
  };
};

const askHistory = async (parts: SweepParts, what: History['what']): Promise<readonly Found[]> => {
  const askedAt = parts.clock.now();
  return askAndWait(parts, { dueAt: askedAt, history: { what, askedAt } }, ({ history }) =>
    isAnswered(history, askedAt),
  );
};

const isAnswered = (history: History | undefined, askedAt: Instant): boolean =>
  history?.answeredAt !== undefined && history.answeredAt >= askedAt;

/** Without any progress for so long, whoever should look is not there. */
const PATIENCE = 2 * MINUTE;
const LOOK_EVERY_MS = 500;

const askAndWait = async (
  parts: SweepParts,
  asked: Asked,
  isDone: (one: Found) => boolean,
): Promise<readonly Found[]> => {
  const { watching, organisations, clock } = parts;
  for (const { id } of organisations) await watching.ask(id, asked);
  let progress = { open: Infinity, at: clock.now() };
  for (;;) {
    const found: Found[] = [];
    for (const { id: organisation } of organisations)
      for (const one of await watching.watched(organisation)) found.push({ ...one, organisation });
    const open = found.filter((one) => !isDone(one)).length;
    if (open < progress.open) progress = { open, at: clock.now() };
    if (open === 0 || millis(clock.now()) > millis(later(progress.at, PATIENCE))) return found;
    await parts.pause(LOOK_EVERY_MS);
  }
};

const isWhole = ({ history }: Found): boolean =>
  history?.answeredAt !== undefined && history.failed === undefined;
const sum = (found: readonly Found[]): number =>
  found.reduce((total, { history }) => total + (history?.found ?? 0), 0);

const nameOf = ({ organisation, place }: Found): string =>
  `${organisation} ${place.kind === 'channel' ? 'channel' : 'chat'} ${place.conversation}`;
const lineOf = (one: Found): string =>
  isWhole(one)
    ? `${nameOf(one)}: ${one.history?.found ?? 0} from before ${one.since}`
    : `${nameOf(one)}: could not be read (${one.history?.failed ?? 'no answer'})`;
const plain = ({ organisation, place, since, history }: Found) => ({
  organisation,
  conversation: place.conversation,
  since,
  ...(history?.found === undefined ? {} : { found: history.found }),
  ...(history?.failed === undefined ? {} : { failed: history.failed }),
});
