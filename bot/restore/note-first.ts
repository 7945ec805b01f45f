import { createHash, randomBytes } from 'node:crypto';
import { changedFacts, meanwhile, standsIn } from '../policy/kept/kinds.ts';
import { sameValue } from '../policy/kept/same-value.ts';
import type { Blobs } from '../ports/blobs.ts';
import type { Clock } from '../ports/clock.ts';
import type { Change, Ledger } from '../ports/ledger.ts';
import type { SafelightError } from '../set/errors.ts';
import { asSafelightError, SafelightError as Fault } from '../set/errors.ts';
import type { OrganisationId, SetId } from '../set/ids.ts';
import type { ImageSet } from '../set/image-set.ts';
import { journalNames, type KeptFact, type SetNote } from '../set/journal.ts';

export interface NoteParts {
  readonly blobs: Pick<Blobs, 'put'>;
  readonly clock: Clock;
  /** Of a note that could not be written after its commit: a restore will then close what was opened. */
  tell(error: SafelightError): void;
}

/** Others change the same set at the same moment so often at most. */
const TRIES = 8;

/**
 * The same ledger, with what closes a set written in the journal before its commit, and what opens it after: whoever
 * makes the change, and whatever else is in it. Cut anywhere between, a restore is closed where the ledger was, or more.
 * Changes of any other fact cost nothing.
 */
export const noteFirst = <L extends Ledger>(ledger: L, parts: NoteParts): L => ({
  ...ledger,
  change: (organisation: OrganisationId, set: SetId, change: Change) =>
    change.to === undefined
      ? ledger.change(organisation, set, change)
      : changeNoted(ledger, parts, organisation, set, { ...change, to: change.to }),
});

interface Numbered {
  readonly number: number;
  readonly facts: readonly KeptFact[];
  readonly under: string;
}

/** What one run of the change found, under the row's lock. */
interface Seen {
  first?: Numbered;
  after?: Numbered;
}

const changeNoted = async (
  ledger: Ledger,
  parts: NoteParts,
  organisation: OrganisationId,
  id: SetId,
  change: Change & { readonly to: NonNullable<Change['to']> },
): Promise<ImageSet> => {
  let written: Numbered | undefined;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const seen: Seen = {};
    try {
      const saved = await ledger.change(organisation, id, {
        ...change,
        to: (row) => numbered(row, change.to(row), seen, written),
      });
      if (seen.after !== undefined) await writeAfter(parts, { organisation, set: id }, seen.after);
      return saved;
    } catch (thrown) {
      if (seen.first === undefined) throw thrown;
      written = seen.first;
      await write(parts, { organisation, set: id }, written);
    }
  }
  throw new Fault('ledger-unreachable', { transient: true, facts: { noted: false } });
};

/** Undoes the commit, with `first` saying why, where the journal does not hold yet what must stand in it before. */
const numbered = (before: ImageSet, is: ImageSet, seen: Seen, written: Numbered | undefined): ImageSet => {
  delete seen.first;
  delete seen.after;
  const facts = changedFacts(before, is);
  // Whoever numbers it has it from the journal.
  if (facts.length === 0 || is.noted !== before.noted) return is;
  const number = (before.noted ?? 0) + 1;
  const under = keyOf(is);
  const between = meanwhile(before, facts);
  const first = { number, under, facts: between.filter((fact) => !standsIn(before, fact)) };
  if (first.facts.length > 0 && !sameValue(first, written)) {
    seen.first = first;
    throw new Fault('change-refused');
  }
  const opened = facts.filter((fact, at) => !sameValue(fact, between[at]));
  if (opened.length === 0) return { ...is, noted: number };
  seen.after = { number: number + 1, under, facts: opened };
  return { ...is, noted: number + 1 };
};

/** Names the key without keeping it: disposal destroys every copy of the key itself. */
const keyOf = (set: ImageSet): string => (set.wordsKey === undefined ? '' : keyName(set.wordsKey));

export const keyName = (wrapped: NonNullable<ImageSet['wordsKey']>): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(wrapped).sort()))
    .digest('hex');

const write = async (
  { blobs, clock }: NoteParts,
  of: Pick<SetNote, 'organisation' | 'set'>,
  what: Numbered,
): Promise<void> => {
  const note: SetNote = { format: 1, ...of, ...what, at: clock.now() };
  const name = journalNames.note(note, randomBytes(6).toString('hex'));
  await blobs.put('journal', name, Buffer.from(JSON.stringify(note)));
};

/** It stands in the ledger already: a restore that does not know of it closes more than it must, and that is told. */
const writeAfter: typeof write = async (parts, of, what) => {
  try {
    await write(parts, of, what);
  } catch (thrown) {
    parts.tell(asSafelightError(thrown));
  }
};
