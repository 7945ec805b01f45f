import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isMisSent, openWrongPatient, unacknowledged } from '../../bot/policy/exceptions.ts';
import {
  acknowledged,
  mayUndo,
  reported,
  settled,
  takenBackFromRecord,
  UNDO_MS,
  undone,
} from '../../bot/policy/mis-send.ts';
import { misSendId, personId } from '../../bot/set/ids.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import { later, SECOND } from '../../bot/set/instant.ts';
import type { MisSendKind } from '../../bot/set/mis-send.ts';
import { A, filedTo, START } from '../contract/ledger-samples.ts';
import { newStores, takeIntoCustody } from '../cli/custody.ts';

const presser = personId('t', 'presser');
const opener = personId('t', 'opener');
const id = misSendId('one');

const filedSet = async (): Promise<StoredSet> => {
  const set = await takeIntoCustody(newStores(), ['one', 'two']);
  const images = set.images.map((image, at) => (at === 0 ? { ...image, filing: filedTo('p') } : image));
  return { ...set, organisation: A, images };
};
const said = (set: StoredSet, kind: MisSendKind, told = [opener]): StoredSet =>
  reported(set, { id, kind, by: presser, at: START, told });
const withoutMisSends = ({ misSends: _misSends, ...rest }: StoredSet): unknown => rest;

describe('What was said to be wrongly sent', () => {
  it('is as it was once it is undone, whatever was said, but for the record that it was', async () => {
    const set = await filedSet();
    fc.assert(
      fc.property(
        fc.constantFrom<MisSendKind>('wrong-people', 'wrong-patient'),
        fc.integer({ min: 0, max: UNDO_MS - 1 }),
        (kind, ms) => {
          const back = undone(said(set, kind), id, presser, later(START, ms));
          expect(withoutMisSends(back)).toEqual(withoutMisSends(set));
          expect([isMisSent(back), openWrongPatient(back)]).toEqual([false, undefined]);
          expect(back.misSends).toHaveLength(1);
        },
      ),
    );
  });

  it('cannot be undone by anybody else, after 60 seconds, or once the record has been told', async () => {
    const set = said(await filedSet(), 'wrong-patient');
    const [one] = set.misSends ?? [];
    if (one === undefined) throw new Error('nothing was said');
    expect(mayUndo(one, presser, later(START, 59 * SECOND))).toBe(true);
    expect(mayUndo(one, opener, START)).toBe(false);
    expect(mayUndo(one, presser, later(START, UNDO_MS))).toBe(false);
    const [told] = takenBackFromRecord(set, START).misSends ?? [];
    expect(told !== undefined && mayUndo(told, presser, START)).toBe(false);
  });

  it('is said once while it stands, and settled once: the second time changes nothing', async () => {
    const set = said(await filedSet(), 'wrong-patient');
    expect(() => said(set, 'wrong-patient')).toThrow('change-refused');
    const at = later(START, UNDO_MS);
    const once = settled(set, id, [opener, presser], at);
    expect(once.images.map((image) => [image.filing.state, image.retracted.length])).toEqual([
      ['unfiled', 1],
      ['unfiled', 0],
    ]);
    expect(settled(once, id, [opener], later(at, SECOND))).toEqual(once);
    expect(takenBackFromRecord(once, later(at, SECOND))).toEqual(once);
  });

  it('is for everybody who opened or answered to acknowledge, once each, and never for the presser', async () => {
    const set = settled(
      said(await filedSet(), 'wrong-patient', [opener, presser, opener]),
      id,
      [opener, personId('t', 'late')],
      later(START, UNDO_MS),
    );
    const one = (is: StoredSet) => is.misSends?.[0] ?? { told: [] };
    expect(unacknowledged(one(set)).map(({ oid }) => oid)).toEqual(['opener', 'late']);
    const read = acknowledged(set, opener, START);
    expect(unacknowledged(one(read)).map(({ oid }) => oid)).toEqual(['late']);
    expect(acknowledged(read, opener, later(START, SECOND))).toEqual(read);
  });
});
