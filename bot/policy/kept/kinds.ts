import type { ImageSet } from '../../set/image-set.ts';
import type { Kept, KeptFact, KeptKind, SetNote } from '../../set/journal.ts';
import { keptConsent } from './consent.ts';
import { keptHold } from './hold.ts';
import type { KindOfFact } from './kind.ts';
import { keptMisSend } from './mis-send.ts';
import { sameValue } from './same-value.ts';

/** Every kind of fact the journal keeps. A new one is a line in `Kept` (bot/set/journal.ts), a file here, and this line. */
const KINDS: { readonly [K in KeptKind]: KindOfFact<Kept[K]> } = {
  consent: keptConsent,
  hold: keptHold,
  misSend: keptMisSend,
};

/** Asked of each kind by itself, so that the compiler knows which value goes with which kind. */
type Of = <K extends KeptKind>(kind: K, of: KindOfFact<Kept[K]>) => readonly KeptFact[];
const ofEach = (each: Of): readonly KeptFact[] => [
  ...each('consent', KINDS.consent),
  ...each('hold', KINDS.hold),
  ...each('misSend', KINDS.misSend),
];

const factOf = <K extends KeptKind>(kind: K, subject: string, value: Kept[K] | undefined): KeptFact =>
  ({ kind, subject, value: value ?? null }) as KeptFact;

/** The facts a change gives another value, as they stand after it; none of what is destroyed with its set. */
export const changedFacts = (before: ImageSet, after: ImageSet): readonly KeptFact[] =>
  after.state === 'disposed' || after.state === 'gone-before-custody'
    ? []
    : ofEach((kind, { of }) => {
        const [was, is] = [of(before), of(after)];
        return [...new Set([...was.keys(), ...is.keys()])]
          .filter((subject) => !sameValue(was.get(subject), is.get(subject)))
          .map((subject) => factOf(kind, subject, is.get(subject)));
      });

/** Of those facts, what is true whether the change is committed or not: no more open than before it, or after. */
export const meanwhile = (before: ImageSet, facts: readonly KeptFact[]): readonly KeptFact[] =>
  facts.map((fact) => stricter(factIn(before, fact), fact));

/** Nothing of this has to be said before the commit: the set is so already. */
export const standsIn = (set: ImageSet, fact: KeptFact): boolean =>
  sameValue(factIn(set, fact).value, fact.value);

const factIn = (set: ImageSet, { kind, subject }: KeptFact): KeptFact =>
  factOf(kind, subject, KINDS[kind].of(set).get(subject));

const stricter = (one: KeptFact, two: KeptFact): KeptFact => {
  const of = KINDS[two.kind] as KindOfFact<NonNullable<KeptFact['value']>>;
  return factOf(two.kind, two.subject, of.stricter(one.value ?? undefined, two.value ?? undefined) as never);
};

/** What the notes say stands: of each fact the newest, of two with one number the stricter. */
export const newestFacts = (notes: readonly SetNote[]): readonly KeptFact[] => {
  const newest = new Map<string, { readonly number: number; readonly fact: KeptFact }>();
  for (const { number, facts } of notes.toSorted((one, two) => one.number - two.number)) {
    for (const fact of facts) {
      const which = `${fact.kind} ${fact.subject}`;
      const same = newest.get(which);
      newest.set(which, { number, fact: same?.number === number ? stricter(same.fact, fact) : fact });
    }
  }
  return [...newest.values()].map(({ fact }) => fact);
};

export const withKeptFacts = (set: ImageSet, facts: readonly KeptFact[]): ImageSet =>
  facts.reduce((sofar, { kind, subject, value }) => {
    const of = KINDS[kind] as KindOfFact<NonNullable<KeptFact['value']>>;
    return of.into(sofar, subject, value ?? undefined);
  }, set);
