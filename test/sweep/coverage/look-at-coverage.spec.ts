import { describe, expect, it } from '@jest/globals';
import { DAY, HOUR, MINUTE } from '../../../bot/set/instant.ts';
import { channel } from '../../memory/seen.ts';
import { A, NIGHT, nurse, openHospital, owner, PHOTOS, place, visitor } from './open-hospital.ts';

describe('coverage of a conversation under protection', () => {
  it('is looked at after a start, and then once a day', async () => {
    const hospital = await openHospital();
    await hospital.look();
    expect(await hospital.kept(PHOTOS)).toMatchObject({ gaps: [], outsiders: [], notSignedIn: [] });
    expect(await hospital.kept(NIGHT)).toMatchObject({ gaps: [] });
    const looks = hospital.notes.length;
    hospital.clock.pass(DAY - MINUTE);
    await hospital.look();
    expect(hospital.notes).toHaveLength(looks);
    hospital.clock.pass(MINUTE);
    await hospital.look();
    expect(hospital.notes).toHaveLength(looks + 2);
    expect(hospital.told()).toEqual([]);
    expect(hospital.chat.announced).toEqual([]);
  });

  it('that is missing is told to the team’s owner once, and again only if it was mended in between', async () => {
    const hospital = await openHospital();
    hospital.seen.teams.set('team-a', [channel(PHOTOS, 'private')]);
    await hospital.look();
    expect(await hospital.kept(PHOTOS)).toMatchObject({ gaps: ['bots-cannot-see'] });
    expect(hospital.chat.told).toEqual([
      {
        person: owner,
        notice: { kind: 'not-covered', gap: 'bots-cannot-see', channel: `Name of ${PHOTOS}` },
      },
    ]);
    const again = async () => {
      hospital.clock.pass(HOUR);
      await hospital.look();
    };
    await again();
    expect(hospital.told()).toHaveLength(1);
    hospital.seen.teams.set('team-a', [channel(PHOTOS)]);
    await again();
    expect(await hospital.kept(PHOTOS)).toMatchObject({ gaps: [] });
    hospital.seen.teams.set('team-a', [channel(PHOTOS, 'shared')]);
    hospital.clock.pass(DAY);
    await hospital.look();
    expect(hospital.told()).toHaveLength(2);
  });

  it('that is missing in a chat, which has no owner, is told to the chat', async () => {
    const hospital = await openHospital();
    hospital.seen.owned.splice(0);
    hospital.seen.refused.add(NIGHT);
    await hospital.look();
    expect(hospital.chat.announced.map((one) => [one.place.conversation, one.notice])).toEqual([
      [NIGHT, { kind: 'not-covered', gap: 'does-not-answer' }],
    ]);
  });

  it('is missing where the app was never added, and nobody is told by an app that is not there', async () => {
    const hospital = await openHospital();
    hospital.room.watching.installations = async () => [];
    hospital.seen.teams.clear();
    hospital.seen.granted = undefined;
    hospital.seen.refused.add(NIGHT).add('team-a');
    await hospital.look();
    const all = await hospital.room.kept.all(A);
    expect(all.map((one) => [one.place.conversation, ...one.gaps])).toEqual([
      [NIGHT, 'not-installed'],
      ['team-a', 'not-installed'],
    ]);
    expect(hospital.told()).toEqual([]);
  });

  it('is not judged while the platform is away, and looked at again soon', async () => {
    const hospital = await openHospital();
    await hospital.look();
    hospital.seen.away = true;
    hospital.clock.pass(DAY);
    await hospital.look();
    expect(await hospital.kept(PHOTOS)).toMatchObject({ gaps: [] });
    expect(hospital.notes.at(-1)).toMatchObject({ what: 'not-looked' });
    hospital.seen.away = false;
    hospital.clock.pass(10 * MINUTE);
    await hospital.look();
    expect(hospital.notes.at(-1)).toEqual({ what: 'looked', conversations: 1, uncovered: 0 });
  });

  it('of a channel the team no longer has is forgotten', async () => {
    const hospital = await openHospital();
    hospital.seen.teams.set('team-a', [channel(PHOTOS), channel('19:old@thread.tacv2')]);
    await hospital.look();
    hospital.seen.teams.set('team-a', [channel(PHOTOS)]);
    await hospital.somebodyCame(place('channel', PHOTOS));
    await hospital.look();
    expect((await hospital.room.kept.all(A)).map((one) => one.place.conversation)).toEqual([NIGHT, PHOTOS]);
  });
});

describe('people who come to a conversation', () => {
  it('are looked at as soon as they come: a guest is known before anything is opened', async () => {
    const hospital = await openHospital();
    await hospital.look();
    hospital.join(visitor, true);
    await hospital.somebodyCame(place('groupChat', NIGHT));
    await hospital.look();
    expect(await hospital.kept(NIGHT)).toMatchObject({ outsiders: [visitor] });
  });

  it('are told of to everybody in the conversation, once for as long as somebody from outside is there', async () => {
    const hospital = await openHospital();
    hospital.join(visitor, true);
    const said = (): number =>
      hospital.chat.announced.filter(
        ({ place: { conversation }, notice }) => conversation === NIGHT && notice.kind === 'guest-here',
      ).length;
    for (let days = 0; days < 3; days += 1) {
      await hospital.look();
      hospital.clock.pass(DAY);
    }
    expect(said()).toBe(1);
  });

  it('are asked once in their life to sign in to removal, whatever conversation they join next', async () => {
    const hospital = await openHospital();
    hospital.seen.signedIn.delete(nurse.oid);
    await hospital.look();
    expect(hospital.told()).toEqual(['nurse sign-in-once']);
    expect(await hospital.kept(PHOTOS)).toMatchObject({ notSignedIn: [nurse] });
    for (let days = 0; days < 3; days += 1) {
      hospital.clock.pass(DAY);
      await hospital.look();
    }
    expect(hospital.told()).toHaveLength(1);
  });

  it('lose the button of that card once they have signed in, and nobody else loses theirs', async () => {
    const hospital = await openHospital();
    hospital.seen.signedIn.clear();
    await hospital.look();
    const kinds = (): readonly string[] => [...hospital.chat.asks.values()].map(({ kind }) => kind);
    expect(kinds()).toEqual(['sign-in-once', 'sign-in-once']);
    await hospital.signedIn(nurse);
    expect([...kinds()].sort()).toEqual(['sign-in-once', 'signed-in']);
    // Once more, and there is nothing left to change.
    hospital.chat.asks.clear();
    await hospital.signedIn(nurse);
    expect(hospital.notes.filter(({ what }) => what === 'not-said')).toEqual([]);
  });

  it('are asked later where they could not be asked for the moment', async () => {
    const hospital = await openHospital();
    hospital.seen.signedIn.delete(nurse.oid);
    const asItWas = { ...hospital.chat.post };
    hospital.chat.post.ask = async () => {
      throw new Error('away');
    };
    await hospital.look();
    expect(hospital.told()).toEqual([]);
    Object.assign(hospital.chat.post, asItWas);
    hospital.clock.pass(DAY);
    await hospital.look();
    expect(hospital.told()).toEqual(['nurse sign-in-once']);
  });

  it('are not asked where nothing is removed, and guests never', async () => {
    const hospital = await openHospital('observe');
    hospital.seen.signedIn.clear();
    await hospital.look();
    expect(hospital.told()).toEqual([]);
    const other = await openHospital();
    other.join(visitor, true);
    await other.look();
    expect(other.told()).toEqual([]);
  });
});
