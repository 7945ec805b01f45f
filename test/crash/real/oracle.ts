import type { SeenMessage } from '../../../bot/local/ward/page-contract.ts';
import { cardsInThread, type Seat } from './look-at-ward.ts';

/** What a bot holds of one message, proved by opening it: read from its stores, never from what it says. */
export interface Custody {
  /** SHA-256 of every picture that its stores give back whole. */
  readonly opens: ReadonlySet<string>;
  /** Rows that name a picture which does not open, or is not the one they name (I6, I7). */
  readonly broken: readonly string[];
  /** Sets, or whatever stands for one, begun for this message (I9). */
  readonly sets: readonly { readonly id: string; readonly stored: boolean }[];
  /** Live originals a picture, where there are more or fewer than one (I4). */
  readonly doubled: readonly string[];
}

/** Reads one bot's stores. Nothing it does changes them. */
export interface Books {
  custody(message: string): Promise<Custody>;
  /** Breaks of the audit chains, and destructive acts that were not intended first (I5). */
  audit(): Promise<readonly string[]>;
  /** Work on this message that is due within half a minute. */
  owed(message: string): Promise<number>;
  /** Open alerts on this message (I2). */
  alerts(message: string): Promise<number>;
}

export interface Posted {
  readonly place: string;
  readonly message: string;
  /** SHA-256 of what it showed when it was posted, and of what edits added since. */
  readonly first: readonly string[];
  added: readonly string[];
}

export interface Verdict {
  readonly violations: readonly string[];
  /** Pictures added by an edit that are hidden by a deletion about to be taken back with the poster's own token. */
  readonly restorable: number;
}

/** The invariants of quality.md 4.2 for one message, from the ward, the blobs and the database alone. */
export const judge = async (
  seat: Seat,
  books: Books,
  posted: Posted,
  when: 'just-killed' | 'at-rest',
): Promise<Verdict> => {
  const all = await seat.messages(posted.place);
  const message = all.find((one) => one.id === posted.message);
  const custody = await books.custody(posted.message);
  const visible = message === undefined ? [] : await seat.visible(message);
  const neither = [...posted.first, ...posted.added].filter(
    (one) => !visible.includes(one) && !custody.opens.has(one),
  );
  // An edit that slips in just before the deletion is taken back; until then only its author could bring it back.
  const restorable =
    when === 'just-killed'
      ? neither.filter((one) => posted.added.includes(one) && message?.canUndo === true)
      : [];
  return {
    restorable: restorable.length,
    violations: [
      ...neither
        .filter((one) => !restorable.includes(one))
        .map(() => 'I1 a picture is in neither chat nor custody'),
      ...removedTooSoon(message, custody, posted),
      ...cards(all, posted, custody, when),
      ...custody.doubled.map((what) => `I4 ${what}`),
      ...custody.broken.map((what) => `I7 ${what}`),
      ...(custody.sets.length > 1 ? [`I9 one message became ${custody.sets.length} sets`] : []),
      ...(await books.audit()).map((what) => `I5 ${what}`),
      ...(when === 'at-rest' ? await leftOver(message, books, posted) : []),
    ],
  };
};

const removedTooSoon = (
  message: SeenMessage | undefined,
  custody: Custody,
  posted: Posted,
): readonly string[] =>
  message?.state === 'deleted' && posted.first.some((one) => !custody.opens.has(one))
    ? ['I8 the message is gone and not all of it is in custody']
    : [];

const cards = (
  all: readonly SeenMessage[],
  posted: Posted,
  custody: Custody,
  when: 'just-killed' | 'at-rest',
): readonly string[] => {
  const standing = cardsInThread(all, posted.message);
  const stored = new Set(custody.sets.filter((one) => one.stored).map((one) => one.id));
  return [
    ...(standing.length > 1 ? [`I3 ${standing.length} cards for one message`] : []),
    ...(when === 'at-rest' && standing.length === 0 ? ['I3 no card for the message'] : []),
    ...(standing.some(({ set }) => set !== undefined && !stored.has(set))
      ? ['I3 a card points at no stored set']
      : []),
  ];
};

const leftOver = async (
  message: SeenMessage | undefined,
  books: Books,
  { message: id }: Posted,
): Promise<readonly string[]> =>
  message?.state === 'shown' && (await books.alerts(id)) === 0
    ? ['I2 the message still stands and nobody was told']
    : [];
