import { describe, expect, it } from '@jest/globals';
import { moveByHand } from '../../bot/actions/move-by-hand.ts';
import type { Policy } from '../../bot/policy/conversations.ts';
import { receive } from '../../bot/receive.ts';
import { SafelightError } from '../../bot/set/errors.ts';
import { conversationId, messageId } from '../../bot/set/ids.ts';
import { HOUR } from '../../bot/set/instant.ts';
import type { Place } from '../../bot/set/place.ts';
import { nurse, openHospital, otherNurse, startProcess, wardPlace } from '../crash/hospital.ts';
import { LETTER, PICTURE, setOf, wait } from '../crash/post.ts';

const corridor: Place = {
  ...wardPlace,
  team: 'team-nobody-listed',
  conversation: conversationId('19:corridor@thread.tacv2'),
};

const openWard = (more: { readonly policy?: Policy } = {}) => {
  const hospital = { ...openHospital(), ...more };
  for (const [person, guest] of [
    [nurse, false],
    [otherNurse, false],
  ] as const)
    hospital.chat.members.push({ person, name: 'Somebody', guest });
  const parts = { ...hospital, poke: () => undefined };
  const move = moveByHand({ ...parts, read: hospital.chat.read, take: receive(parts) });
  return { ...hospital, move, work: () => wait(hospital, startProcess(hospital), HOUR) };
};

const withRule = (mode: 'protect' | 'observe'): Policy => {
  const { policy } = openHospital();
  return {
    organisations: policy.organisations.map((one) => ({
      ...one,
      movedByHand: { mode, lapseAfterMs: HOUR },
    })),
  };
};

describe('A message that is moved by hand', () => {
  it('is taken into custody and removed as one that was just posted, in its author’s name', async () => {
    const ward = openWard();
    ward.chat.signedIn.add(nurse.oid);
    const at = ward.chat.say(wardPlace, nurse, { inline: [PICTURE] });
    expect(await ward.move({ at, by: otherNurse })).toBe('moving');
    await ward.work();
    const set = await setOf(ward, at);
    expect(set).toMatchObject({ state: 'stored', poster: nurse, mode: 'protect' });
    expect(ward.chat.visible(at)).toEqual([]);
    expect(ward.chat.cards.filter((one) => one.set === set.id)).toHaveLength(1);
  });

  it('is recorded as moved by the one who pressed', async () => {
    const ward = openWard();
    const at = ward.chat.say(wardPlace, nurse, { inline: [PICTURE] });
    await ward.move({ at, by: otherNurse });
    const { organisation, id } = await setOf(ward, at);
    const events = [];
    for await (const { event } of ward.ledger.audit.rows(organisation, id)) events.push(event);
    expect(events).toMatchObject([
      { kind: 'set-received', by: otherNurse, facts: { mode: 'protect', by: 'hand' } },
    ]);
  });

  it('is one set however often it is moved', async () => {
    const ward = openWard();
    const at = ward.chat.say(wardPlace, nurse, { inline: [PICTURE] });
    await ward.move({ at, by: nurse });
    await ward.work();
    const before = await setOf(ward, at);
    await ward.move({ at, by: nurse });
    await ward.work();
    expect(await setOf(ward, at)).toMatchObject({ id: before.id, state: 'stored' });
    expect(ward.chat.cards).toHaveLength(1);
  });

  it('is left alone where it holds nothing, was deleted or was never there', async () => {
    const ward = openWard();
    const words = ward.chat.say(wardPlace, nurse, { text: 'Tea?' });
    const deleted = ward.chat.say(wardPlace, nurse, { inline: [PICTURE] });
    ward.chat.deleteByPoster(deleted);
    const invented = { place: wardPlace, message: messageId('1600000000000') };
    expect(await ward.move({ at: words, by: nurse })).toBe('no-picture');
    expect(await ward.move({ at: deleted, by: nurse })).toBe('message-gone');
    expect(await ward.move({ at: invented, by: nurse })).toBe('message-gone');
    await expect(setOf(ward, words)).rejects.toThrow();
  });

  it('is not moved by a guest, nor by somebody who is not in the conversation', async () => {
    const ward = openWard();
    const at = ward.chat.say(wardPlace, nurse, { inline: [PICTURE] });
    const guest = { ...nurse, oid: 'a-guest' };
    ward.chat.members.push({ person: guest, name: 'Visitor', guest: true });
    expect(await ward.move({ at, by: guest })).toBe('not-yours-to-move');
    expect(await ward.move({ at, by: { ...nurse, oid: 'a-stranger' } })).toBe('not-yours-to-move');
    expect(ward.chat.visible(at)).toHaveLength(1);
  });

  it('is left alone in a conversation that is not listed, unless the organisation lets its people move messages there', async () => {
    const plain = openWard();
    const left = plain.chat.say(corridor, nurse, { inline: [PICTURE] });
    expect(await plain.move({ at: left, by: nurse })).toBe('not-listed');

    const open = openWard({ policy: withRule('protect') });
    open.chat.signedIn.add(nurse.oid);
    const at = open.chat.say(corridor, nurse, { files: [{ bytes: LETTER }], inline: [PICTURE] });
    expect(await open.move({ at, by: nurse })).toBe('moving');
    await open.work();
    expect(await setOf(open, at)).toMatchObject({ state: 'stored', lapseAfterMs: HOUR });

    const watching = openWard({ policy: withRule('observe') });
    const copied = watching.chat.say(corridor, nurse, { inline: [PICTURE] });
    expect(await watching.move({ at: copied, by: nurse })).toBe('copying');
    await watching.work();
    expect(watching.chat.visible(copied)).toHaveLength(1);
  });

  it('says who must act where the app may not read, and that nothing was moved where Teams is away', async () => {
    const ward = openWard();
    const at = ward.chat.say(wardPlace, nurse, { inline: [PICTURE] });
    const refusing = (error: SafelightError) =>
      moveByHand({
        policy: ward.policy,
        read: { ...ward.chat.read, message: () => Promise.reject(error) },
        take: () => Promise.reject(new Error('taken all the same')),
      })({ at, by: nurse });
    expect(await refusing(new SafelightError('chat-forbidden'))).toBe('app-not-there');
    expect(await refusing(new SafelightError('chat-unreachable', { transient: true }))).toBe('ask-again');
  });
});
