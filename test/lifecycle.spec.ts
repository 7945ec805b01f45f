import { describe, expect, it } from '@jest/globals';
import { posterSignedIn } from '../bot/actions/poster-signed-in.ts';
import { removalLine } from '../bot/policy/removal.ts';
import { organisationId } from '../bot/set/ids.ts';
import type { StoredSet } from '../bot/set/image-set.ts';
import { HOUR, later, MINUTE } from '../bot/set/instant.ts';
import type { MessagePlace } from '../bot/set/place.ts';
import {
  nurse,
  openHospital,
  ring,
  startProcess,
  TWO_DAYS_ON,
  wardPlace,
  workUntil,
  type Hospital,
} from './crash/hospital.ts';
import type { Said } from './memory/chat.ts';

const picture = (name: string): Uint8Array =>
  Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), Buffer.alloc(60, name)]);
const document = Buffer.from('PK\u0003\u0004 a letter, not a picture, and long enough to be judged');

const storedSet = async (hospital: Hospital, at: MessagePlace): Promise<StoredSet> => {
  const [set] = await hospital.ledger.find(organisationId('XHB'), { by: 'message', at });
  if (set?.state !== 'stored') throw new Error(`the set is ${set?.state ?? 'not there'}`);
  return set;
};

const posted = async (
  said: Said,
  options: { signedIn?: boolean; mode?: 'protect' | 'observe'; dlp?: boolean } = {},
) => {
  const hospital = openHospital(options.mode);
  if (options.signedIn !== false) hospital.chat.signedIn.add(nurse.oid);
  hospital.chat.dlpLicence = options.dlp ?? false;
  const at = hospital.chat.say(wardPlace, nurse, said);
  const process = startProcess(hospital);
  await ring(hospital, process, at);
  return { hospital, at, process };
};
const soon = (hospital: Hospital) => later(hospital.clock.now(), 2 * MINUTE);
const owed = (hospital: Hospital): readonly string[] =>
  hospital.ledger
    .duties()
    .map((duty) => `${duty.verb} ${duty.subject}`.trim())
    .sort();

describe('a message that may hold images', () => {
  it('owes custody at once and an alarm after two minutes, and nothing else', async () => {
    const { hospital } = await posted({ inline: [picture('a')] });
    expect(owed(hospital)).toEqual(['alarm custody-late', 'ingest']);
  });

  it('is one set however often the platform tells of it', async () => {
    const { hospital, at, process } = await posted({ inline: [picture('a')] });
    for (let n = 0; n < 5; n += 1) await ring(hospital, process, at);
    await workUntil(hospital, process, soon(hospital));
    await ring(hospital, process, at);
    await workUntil(hospital, process, soon(hospital));
    expect(await hospital.ledger.find(organisationId('XHB'), { by: 'all' })).toHaveLength(1);
    expect(hospital.chat.cards).toHaveLength(1);
  });

  it('is left alone when it holds none, and its other attachments are named to the poster as not protected', async () => {
    const { hospital, at, process } = await posted({ text: 'see letter', files: [{ bytes: document }] });
    await workUntil(hospital, process, TWO_DAYS_ON);
    expect(hospital.chat.isGone(at)).toBe(false);
    expect(hospital.chat.cards).toEqual([]);
    expect(hospital.chat.told.map((one) => one.notice)).toEqual([{ kind: 'not-protected', count: 1 }]);
    expect(owed(hospital)).toEqual([]);
  });

  it('in a conversation the policy does not list is not touched', async () => {
    const { hospital, process } = await posted({});
    const elsewhere = { ...wardPlace, team: 'team-unlisted' };
    const at = hospital.chat.say(elsewhere, nurse, { inline: [picture('a')] });
    await process.hear({
      at,
      poster: nurse,
      postedAt: hospital.clock.now(),
      occasion: 'posted',
      mayHoldImages: true,
      carried: [],
    });
    expect(await hospital.ledger.find(organisationId('XHB'), { by: 'message', at })).toEqual([]);
  });
});

describe('a set in custody', () => {
  it('is gone from the chat, confirmed by a re-read, at once, after an hour and after a day', async () => {
    const { hospital, at, process } = await posted({
      inline: [picture('a'), picture('b')],
      files: [{ bytes: picture('c') }],
    });
    await workUntil(hospital, process, TWO_DAYS_ON);
    const set = await storedSet(hospital, at);
    expect(hospital.chat.visible(at)).toEqual([]);
    expect(set.copies.map((copy) => [copy.what.kind, copy.outcome.state])).toEqual([
      ['message', 'message-deleted'],
      ['file', 'file-recycled'],
    ]);
    for (const copy of set.copies)
      expect(copy.sightings.map((one) => one.showed)).toEqual(['gone', 'gone', 'gone']);
  });

  it('has its card in the thread it came from, drawn again when the removal is confirmed', async () => {
    const { hospital, process } = await posted({});
    const root = hospital.chat.say(wardPlace, nurse, { text: 'any thoughts?' });
    const reply = hospital.chat.say(wardPlace, nurse, { inline: [picture('a')], replyTo: root });
    await ring(hospital, process, reply);
    await workUntil(hospital, process, soon(hospital));
    expect(hospital.chat.cards.map(({ root: thread, card }) => [thread, card.removal])).toEqual([
      [root.message, 'removed'],
    ]);
  });

  it('taken in observe mode stays in the chat, and its card says so', async () => {
    const { hospital, at, process } = await posted({ inline: [picture('a')] }, { mode: 'observe' });
    await workUntil(hospital, process, TWO_DAYS_ON);
    expect(hospital.chat.visible(at)).toHaveLength(1);
    expect((await storedSet(hospital, at)).images).toHaveLength(1);
    expect(hospital.chat.cards.map((one) => one.card.removal)).toEqual(['observed']);
  });

  it('with a link to a file that lives elsewhere leaves that file and reports it', async () => {
    const { hospital, at, process } = await posted({ files: [{ bytes: picture('a'), elsewhere: true }] });
    await workUntil(hospital, process, soon(hospital));
    const set = await storedSet(hospital, at);
    expect(set.copies.map((copy) => copy.outcome)).toEqual([
      expect.objectContaining({ state: 'message-deleted' }),
      { state: 'left', why: 'lives-elsewhere' },
    ]);
    expect(removalLine(set)).toBe('partly-visible');
  });
});

describe('when nothing can delete the message', () => {
  it('nothing claims removal: the poster is asked at once, after an hour and after a day, and an alert stands', async () => {
    const { hospital, at, process } = await posted({ inline: [picture('a')] }, { signedIn: false });
    await workUntil(hospital, process, TWO_DAYS_ON);
    const set = await storedSet(hospital, at);
    expect(hospital.chat.visible(at)).toHaveLength(1);
    expect(hospital.chat.cards.map((one) => one.card.removal)).toEqual(['awaiting-poster']);
    expect(hospital.chat.told.filter((one) => one.notice.kind === 'remove-now')).toHaveLength(3);
    expect(set.alerts.map((alert) => alert.what)).toEqual(['removal-late']);
  });

  it('a licensed trust hides it meanwhile, and hidden is not called removed', async () => {
    const { hospital, at, process } = await posted(
      { inline: [picture('a')] },
      { signedIn: false, dlp: true },
    );
    await workUntil(hospital, process, soon(hospital));
    expect(hospital.chat.visible(at)).toEqual([]);
    expect((await storedSet(hospital, at)).copies.map((copy) => copy.outcome)).toEqual([
      expect.objectContaining({ state: 'awaiting-poster', hidden: true }),
    ]);
    expect(hospital.chat.cards.map((one) => one.card.removal)).toEqual(['hidden-not-deleted']);
  });

  it('the poster signs in, it goes, and the alert is closed', async () => {
    const { hospital, at, process } = await posted({ inline: [picture('a')] }, { signedIn: false });
    await workUntil(hospital, process, later(hospital.clock.now(), HOUR));
    hospital.chat.signedIn.add(nurse.oid);
    await posterSignedIn({ ...hospital, poke: () => undefined })(nurse);
    await workUntil(hospital, process, later(hospital.clock.now(), HOUR));
    const set = await storedSet(hospital, at);
    expect(hospital.chat.visible(at)).toEqual([]);
    expect(removalLine(set)).toBe('removed');
    expect(set.alerts.every((alert) => alert.closedAt !== undefined)).toBe(true);
  });
});

describe('when a picture comes back', () => {
  it('an undo is seen at the next re-read, alarmed, and removed again on the same set', async () => {
    const { hospital, at, process } = await posted({ inline: [picture('a')] });
    await workUntil(hospital, process, soon(hospital));
    hospital.chat.undo(at);
    await workUntil(hospital, process, later(hospital.clock.now(), 2 * HOUR));
    const set = await storedSet(hospital, at);
    expect(hospital.chat.visible(at)).toEqual([]);
    expect(set.images).toHaveLength(1);
    expect(hospital.chat.cards).toHaveLength(1);
    expect(set.alerts.map((alert) => alert.what)).toContain('reappeared');
  });

  it('an edit that adds a picture is taken into the same set and removed', async () => {
    const { hospital, at, process } = await posted({ inline: [picture('a')] });
    await workUntil(hospital, process, soon(hospital));
    hospital.chat.undo(at);
    hospital.chat.edit(at, picture('b'));
    await ring(hospital, process, at, 'edited');
    await workUntil(hospital, process, soon(hospital));
    expect((await storedSet(hospital, at)).images).toHaveLength(2);
    expect(hospital.chat.visible(at)).toEqual([]);
  });

  it('the poster who deletes before custody is not silent: an alert says the picture was never taken', async () => {
    const { hospital, at, process } = await posted({ inline: [picture('a')] });
    hospital.chat.deleteByPoster(at);
    await workUntil(hospital, process, soon(hospital));
    const [set] = await hospital.ledger.find(organisationId('XHB'), { by: 'message', at });
    expect(set?.state).toBe('gone-before-custody');
    expect(set?.alerts.map((alert) => alert.what)).toEqual(['gone-before-custody']);
  });
});

describe('in a conversation that is only watched', () => {
  it('nothing is removed, and what stands is looked at for a week, or until it is gone', async () => {
    const { hospital, at, process } = await posted({ inline: [picture('a')] }, { mode: 'observe' });
    const start = hospital.clock.now();
    await workUntil(hospital, process, later(start, 49 * HOUR));
    expect(hospital.chat.visible(at)).toHaveLength(1);
    const seen = async () =>
      (await storedSet(hospital, at)).copies.flatMap((copy) => copy.sightings.map((one) => one.showed));
    expect(await seen()).toEqual(['visible', 'visible', 'visible']);
    hospital.chat.deleteByPoster(at);
    await workUntil(hospital, process, later(start, 240 * HOUR));
    expect(await seen()).toEqual(['visible', 'visible', 'visible', 'gone']);
    const set = await storedSet(hospital, at);
    expect([removalLine(set), set.alerts.length]).toEqual(['observed', 1]);
  });
});

describe('when its card lapses', () => {
  it('the thread is told twelve hours before, the card says so, and nobody is messaged of a set that is on their running list', async () => {
    const { hospital, at, process } = await posted({ inline: [picture('a')] });
    const start = hospital.clock.now();
    await workUntil(hospital, process, later(start, 59 * HOUR));
    expect(hospital.chat.said).toEqual([]);
    await workUntil(hospital, process, later(start, 61 * HOUR));
    expect(hospital.chat.said.map((one) => [one.root, one.notice.kind])).toEqual([
      [at.message, 'lapses-soon'],
    ]);
    await workUntil(hospital, process, later(start, 73 * HOUR));
    expect(hospital.chat.told).toEqual([]);
    const lists = [...hospital.chat.lists.values()].map(({ person, sent }) => [person.oid, sent.kind]);
    expect(lists.slice(0, 2)).toEqual([
      [nurse.oid, 'to-do'],
      ['owner', 'to-do'],
    ]);
    expect((await storedSet(hospital, at)).alerts.map(({ what }) => what)).toContain('unfiled-at-lapse');
    expect(hospital.chat.cards.map((one) => one.card.lapsed)).toEqual([true]);
  });
});
