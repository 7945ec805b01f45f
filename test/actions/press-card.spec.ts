import { describe, expect, it } from '@jest/globals';
import { pressCard } from '../../bot/actions/press-card.ts';
import type { Press } from '../../bot/ports/chat-events.ts';
import { personId, setId } from '../../bot/set/ids.ts';
import { MINUTE } from '../../bot/set/instant.ts';
import { nurse, otherNurse, TENANT, wardPlace } from '../crash/hospital.ts';
import { PICTURE, post, storedOf, wait } from '../crash/post.ts';

const outsider = personId(TENANT, 'outsider');
const guest = personId('another-tenant', 'guest');

const pressed = async () => {
  const { hospital, process, at } = await post({ inline: [PICTURE] });
  hospital.chat.members.push({ person: guest, name: 'Guest', guest: true });
  await wait(hospital, process, MINUTE);
  const { id } = await storedOf(hospital, at);
  const { read, remove } = hospital.chat;
  const parts = { addresses: { publicUrl: 'https://safelight.example' }, poke: () => undefined };
  const press = pressCard({ ...hospital, read, remove, ...parts });
  const renewBy = (by: typeof nurse, set = id) =>
    press({ verb: 'renew', reason: 'needed-for-handover', by, place: wardPlace, set });
  const pressBy = (verb: 'not-clinical' | 'remove-now', by: typeof nurse) =>
    press({ verb, by, place: wardPlace, set: id } satisfies Press);
  const renewals = async () => (await storedOf(hospital, at)).renewals.map((one) => one.by);
  const leave = (person: typeof nurse): void => {
    hospital.chat.members.splice(
      hospital.chat.members.findIndex((one) => one.person === person),
      1,
    );
  };
  return { hospital, at, renewBy, pressBy, renewals, leave };
};
const refused = { kind: 'refused', code: 'not-allowed' };

describe('A button on a card', () => {
  it('is any member’s to press, and the card is answered as it is now', async () => {
    const { renewBy, renewals } = await pressed();
    expect(await renewBy(otherNurse)).toMatchObject({ kind: 'card', card: { lapsed: false } });
    expect(await renewals()).toEqual([otherNurse]);
  });

  it('changes nothing for a guest or somebody outside, who hear what they would of a set that is not there', async () => {
    const { renewBy, renewals } = await pressed();
    expect(await renewBy(outsider)).toEqual(refused);
    expect(await renewBy(guest)).toEqual(refused);
    expect(await renewBy(nurse, setId('no-such-set'))).toEqual(refused);
    expect(await renewals()).toEqual([]);
  });

  it('no longer renews for a poster who has left the conversation', async () => {
    const { renewBy, renewals, leave } = await pressed();
    leave(nurse);
    expect(await renewBy(nurse)).toEqual(refused);
    expect(await renewals()).toEqual([]);
  });

  it('that is the poster’s alone is theirs wherever they press it, and nobody else’s', async () => {
    const { hospital, at, pressBy, leave } = await pressed();
    expect(await pressBy('not-clinical', otherNurse)).toEqual({ kind: 'refused', code: 'not-the-poster' });
    expect(await pressBy('remove-now', otherNurse)).toEqual(refused);
    leave(nurse);
    expect(await pressBy('not-clinical', nurse)).toMatchObject({
      kind: 'card',
      card: { notClinical: 'yes' },
    });
    expect((await storedOf(hospital, at)).notClinical?.by).toEqual(nurse);
  });
});
