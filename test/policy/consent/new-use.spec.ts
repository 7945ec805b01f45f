import { describe, expect, it } from '@jest/globals';
import { CARE_BASIS } from '../../../bot/policy/consent/conclude.ts';
import { EMPTY_FORM } from '../../../bot/policy/consent/form.ts';
import { levelsGranted } from '../../../bot/policy/consent/levels-granted.ts';
import { mayLeave } from '../../../bot/policy/consent/may-leave.ts';
import {
  answerUse,
  askForUse,
  concludeNewUse,
  usesToAskFor,
  useWaiting,
} from '../../../bot/policy/consent/new-use.ts';
import { restrict } from '../../../bot/policy/consent/restrict.ts';
import type { ConsentFacts } from '../../../bot/set/consented.ts';
import type { SecondaryUse } from '../../../bot/set/consent.ts';
import { SECONDARY_USES } from '../../../bot/set/consent.ts';
import {
  AFTER,
  NOW,
  NURSE,
  answers,
  everyUse,
  facts,
  given,
  of,
  saidNo,
  signedForAll,
  spokenYes,
} from './examples.ts';

const asked = (uses: readonly SecondaryUse[], about: ConsentFacts = facts()): ConsentFacts =>
  askForUse(about, uses, NURSE, NOW) ?? about;
const task = (about: ConsentFacts) => {
  const found = useWaiting(about);
  if (found === undefined) throw new Error('no task');
  return found;
};
const concluded = (form = signedForAll(), uses: readonly SecondaryUse[] = ['teach-local']) =>
  concludeNewUse(form, of({}, { via: 'intercepted', now: AFTER }), task(asked(uses)));

const ROWS: readonly [string, ConsentFacts, readonly SecondaryUse[]][] = [
  ['agreed for care: any other use', facts(), SECONDARY_USES],
  ['nobody has answered for it', facts({ consent: { state: 'unanswered' } }), []],
  ['the patient said no', facts({ consent: { state: 'declined', by: NURSE, at: NOW } }), []],
  ['restricted', facts({ restriction: restrict('injury', NURSE, NOW) }), []],
  ['intimate, and perhaps under 18', facts({ intimate: true, ageBand: 'unknown' }), []],
  [
    'teaching here was withdrawn: it is not asked for twice',
    facts({ withdrawals: [{ levels: ['teach-local'], by: NURSE, at: NOW, told: [] }] }),
    ['teach-external', 'research', 'publication'],
  ],
  [
    'agreed to everything',
    facts({
      consent: given({ answers: { making: 'yes', care: 'yes', secondary: 'yes', uses: everyUse() } }),
    }),
    [],
  ],
];

describe('A use nobody asked about', () => {
  it.each(ROWS)('may be asked for: %s', (_title, about, uses) => {
    expect(usesToAskFor(about)).toEqual(uses);
  });

  it('grants nothing by being asked for (CON-22)', () => {
    const about = asked(['teach-local']);
    expect(useWaiting(about)).toMatchObject({ uses: ['teach-local'] });
    expect(levelsGranted(about)).toEqual(['making', 'care']);
    expect(askForUse(about, ['research'], NURSE, NOW)).toBeUndefined();
  });

  it('is granted by its own signed yes, for that use and no other (CON-22)', () => {
    const said = concluded();
    if (!said.ok || said.consent.state !== 'given') throw new Error('not given');
    expect(said.consent.answers).toMatchObject({ making: 'unset', care: 'unset' });
    const after = answerUse(asked(['teach-local']), said.consent);
    expect(levelsGranted(after)).toEqual(['making', 'care', 'teach-local']);
    expect(mayLeave(after, { how: 'teach', use: 'teach-local', basis: CARE_BASIS }).allowed).toBe(true);
    expect(mayLeave(after, { how: 'teach', use: 'research', basis: CARE_BASIS }).allowed).toBe(false);
    expect(useWaiting(after)).toBeUndefined();
  });

  it('is not granted by a spoken yes, nor before each use is answered, nor before its sentence was shown', () => {
    const spoken = spokenYes({ answers: answers({ uses: everyUse() }), note: 'talked' });
    expect(concluded(spoken)).toMatchObject({ ok: false, refused: ['verbal-covers-care-only'] });
    expect(concluded(signedForAll({ answers: answers() }))).toMatchObject({ ok: false, ask: ['uses'] });
    const unread = signedForAll({ informed: { version: 'en-GB/1', at: NOW, by: 'leaflet', shown: [] } });
    expect(concluded(unread)).toMatchObject({ ok: false, refused: ['use-not-explained'] });
    expect(concluded(EMPTY_FORM)).toMatchObject({ ok: false });
  });

  it('is refused with one press, and what was agreed before stands (CON-05)', () => {
    const said = concluded(saidNo());
    if (!said.ok || said.consent.state !== 'declined') throw new Error('not declined');
    const after = answerUse(asked(['teach-local']), said.consent);
    expect(levelsGranted(after)).toEqual(['making', 'care']);
    expect(useWaiting(after)).toBeUndefined();
  });

  it('ends with the picture: nothing of it is granted once making is withdrawn (CON-09)', () => {
    const said = concluded();
    if (!said.ok || said.consent.state !== 'given') throw new Error('not given');
    const after = answerUse(asked(['teach-local']), said.consent);
    const withdrawn = [{ levels: ['making'], by: NURSE, at: NOW, told: [] }] as const;
    expect(levelsGranted({ ...after, withdrawals: withdrawn })).toEqual([]);
  });
});
