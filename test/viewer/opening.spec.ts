import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mediaTypeOf } from '../../bot/inspect/signatures.ts';
import {
  consultant,
  fellviewConsultant,
  f1,
  guest,
  nurse,
  outsider,
  registrar,
} from '../../bot/local/demonstration/people.ts';
import { SafelightError } from '../../bot/set/errors.ts';
import { samePerson } from '../../bot/set/ids.ts';
import type { Filing } from '../../bot/set/image.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import { HOUR, later, SECOND } from '../../bot/set/instant.ts';
import { film, letter, photo } from './photo.ts';
import { receivedFrom } from './seed-set.ts';
import type { World } from './world.ts';
import { HARBOURSIDE, idOf, openWorld, wardPhotos } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const addressOf = (set: StoredSet, at = 0): string => `/sets/${set.id}/images/${set.images[at]?.id ?? ''}`;
const openings = async (set: StoredSet): Promise<readonly unknown[]> =>
  (await world.events())
    .filter((event) => event.set === set.id && /open/.test(event.kind))
    .map((event) => [event.kind, event.by === 'system' ? '' : event.by.oid, event.facts]);

describe('A member of the conversation', () => {
  it('sees the picture under their own name and the time, and the opening is on record', async () => {
    const set = await world.seed([await photo()]);
    const page = await (await world.as(registrar)).get(addressOf(set));
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    expect(mediaTypeOf(page.bytes)?.mediaType).toBe('image/jpeg');
    expect(page.text).toContain('Grace Okafor · 2 Mar 2026, 09:00 · Safelight');
    expect(await openings(set)).toEqual([
      [
        'image-opened',
        registrar.oid,
        { rendition: 'screen', session: expect.stringMatching(/^[0-9a-f]{16}$/) },
      ],
    ]);
  });

  it('reads the removed message above the picture, who posted it and when, and nothing of it as markup', async () => {
    const set = await world.seed([await photo()], { text: '<script>alert("x")</script> & <b>heel</b>' });
    const { text } = await (await world.as(registrar)).get(`/sets/${set.id}`);
    expect(text).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &lt;b&gt;heel&lt;/b&gt;');
    expect(text.indexOf('heel')).toBeLessThan(text.indexOf('data-screen'));
    expect(text).toContain('Posted by Asha Nair, 2 Mar 2026, 08:40');
    expect(text).toContain('Posted in Clinical photos');
    expect(text.indexOf('Posted in')).toBeLessThan(text.indexOf('data-screen'));
  });

  it('is told what kind of conversation it was posted in where nobody says what it is called', async () => {
    const kinds = {
      channel: 'a channel',
      groupChat: 'a group chat',
      personal: 'a chat with Safelight',
    } as const;
    const browser = await world.as(nurse);
    for (const kind of ['channel', 'groupChat', 'personal'] as const) {
      const set = await world.seed([await photo()], { place: { ...wardPhotos, kind }, called: null });
      expect((await browser.get(`/sets/${set.id}`)).text).toContain(`Posted in ${kinds[kind]}\n`);
    }
  });

  it('is warned to confirm who it is while nothing links it to a patient', async () => {
    const set = await world.seed([await photo()]);
    const { text } = await (await world.as(registrar)).get(`/sets/${set.id}`);
    expect(text).toContain('Not linked to a patient');
    expect(text).toContain('Confirm who this is before acting.');
  });

  it('is told when it was taken and who says so, or that nobody knows', async () => {
    const { takenAt: _unknown, ...plain } = await photo();
    const summer = { local: '2025-07-01T12:00:00', source: 'exif' } as const;
    const set = await world.seed([
      await photo(),
      plain,
      await photo('forearm.jpg', { takenAt: summer }),
      await photo('forearm.jpg', { takenAt: { local: '2031-01-01T00:00:00', source: 'exif' } }),
    ]);
    const { text } = await (await world.as(registrar)).get(`/sets/${set.id}`);
    const times = [...text.matchAll(/safelight-item__times">([^<]*)</g)].map(([, said]) => said);
    expect(times).toEqual([
      'Taken 2 Mar 2026, 08:31, by the camera’s own clock. 29 minutes old. Posted 20 minutes ago.',
      'Time taken not known. Posted 20 minutes ago.',
      'Taken 1 Jul 2025, 12:00, by the camera’s own clock. 7 months old. Posted 20 minutes ago.',
      'Taken 1 Jan 2031, 00:00, by the camera’s own clock. The camera’s clock was wrong: it says later than the image was posted. Posted 20 minutes ago.',
    ]);
  });

  it('is shown what a film, a document or an unreadable image is, and can open the original', async () => {
    const odd = await photo('forearm.heic', { mediaType: 'image/heic', rendition: 'impossible' });
    const set = await world.seed([await film(), await letter(), odd]);
    const browser = await world.as(registrar);
    const { text } = await browser.get(`/sets/${set.id}`);
    for (const words of [
      'Open the video',
      'Open the document',
      'This image cannot be displayed here',
      'Download the original',
    ])
      expect(text).toContain(words);
    const headers = await Promise.all([0, 1, 2].map((at) => browser.get(`${addressOf(set, at)}/original`)));
    expect(
      headers.map((page) => [
        page.headers.get('content-type'),
        page.headers.get('content-disposition')?.split(';')[0],
      ]),
    ).toEqual([
      ['video/mp4', 'inline'],
      ['application/pdf', 'inline'],
      ['image/heic', 'attachment'],
    ]);
    expect(headers[0]?.bytes).toEqual((await film()).bytes);
    expect(headers.map((page) => page.headers.get('content-disposition')).join()).not.toContain('referral');
    expect((await openings(set)).map((event) => (event as string[])[0])).toEqual(
      Array(3).fill('original-opened'),
    );
  });

  it('never gets a posted file under a type that a browser would run', async () => {
    const page = { bytes: Buffer.from('<svg onload="alert(1)"/>'), rendition: 'impossible' } as const;
    const set = await world.seed([
      { ...page, mediaType: 'image/svg+xml' },
      { ...page, mediaType: 'text/html' },
    ]);
    const browser = await world.as(registrar);
    for (const at of [0, 1]) {
      const { headers } = await browser.get(`${addressOf(set, at)}/original`);
      expect([headers.get('content-type'), headers.get('content-disposition')?.split(';')[0]]).toEqual([
        'application/octet-stream',
        'attachment',
      ]);
      expect(headers.get('content-security-policy')).toContain('sandbox');
    }
  });

  it('is told that an image is being prepared, and the page looks again by itself, but not for ever', async () => {
    const set = await world.seed([await photo('forearm.jpg', { rendition: 'owed' })]);
    const browser = await world.as(registrar);
    const page = await browser.get(`/sets/${set.id}`);
    expect(page.text).toContain('is being prepared');
    expect(page.text).toContain(`data-again="/sets/${set.id}?look=1" data-again-after="3"`);
    // Where scripts run, no page is changed under anybody's hands (WCAG 2.2.1).
    expect(page.text).toMatch(/<noscript\s*><meta http-equiv="refresh" content="3;url=/);
    expect((await browser.get(`/sets/${set.id}?look=20`)).text).not.toMatch(/http-equiv|data-again/);
    expect((await browser.get(addressOf(set))).status).toBe(409);
  });

  it('sees that a message is still being taken into safe keeping', async () => {
    const received = receivedFrom({
      organisation: HARBOURSIDE,
      place: wardPhotos,
      poster: idOf(nurse),
      author: '',
      text: '',
      postedAt: world.clock.now(),
    });
    await world.ledger.receive(received, [], []);
    const page = await (await world.as(registrar)).get(`/sets/${received.id}`);
    expect([page.status, page.text.includes('Being taken into safe keeping')]).toEqual([200, true]);
  });
});

describe('Nobody else', () => {
  it('opens it: not the outsider, the guest of another hospital’s account, nor another organisation’s consultant', async () => {
    const set = await world.seed([await photo()]);
    for (const person of [outsider, fellviewConsultant]) {
      const browser = await world.as(person);
      for (const path of [
        `/sets/${set.id}`,
        addressOf(set),
        `${addressOf(set)}/preview`,
        `${addressOf(set)}/original`,
      ])
        expect([person.name, path, (await browser.get(path)).status]).toEqual([person.name, path, 404]);
    }
    expect((await world.stranger(guest).get(addressOf(set))).status).toBe(401);
    const refused = await openings(set);
    expect(refused).toHaveLength(8);
    expect(refused[0]).toEqual(['open-refused', outsider.oid, { code: 'not-a-member' }]);
  });

  it('opens it after leaving the conversation, from that moment', async () => {
    const own = await openWorld();
    const set = await own.seed([await photo()]);
    const browser = await own.as(f1);
    expect((await browser.get(addressOf(set))).status).toBe(200);
    own.chat.members.splice(
      own.chat.members.findIndex((one) => samePerson(one.person, idOf(f1))),
      1,
    );
    expect((await browser.get(addressOf(set))).status).toBe(404);
    await own.close();
  });

  it('opens it while the chat platform cannot say who is in the conversation; it says so and to try again', async () => {
    const down = await openWorld({
      change: () => ({
        chat: { member: () => Promise.reject(new SafelightError('chat-unreachable', { transient: true })) },
      }),
    });
    const set = await down.seed([await photo()]);
    const page = await (await down.as(registrar)).get(`/sets/${set.id}`);
    expect([page.status, page.text.includes('Teams is not answering')]).toEqual([503, true]);
    expect((await down.events()).at(-1)?.facts).toEqual({ code: 'chat-unreachable' });
    await down.close();
  });

  it('gets a picture by naming one set and another set’s image', async () => {
    const [one, other] = [await world.seed([await photo()]), await world.seed([await photo()])];
    const browser = await world.as(registrar);
    const page = await browser.get(`/sets/${one.id}/images/${other.images[0]?.id ?? ''}`);
    expect(page.status).toBe(404);
  });
});

describe('When the time of the card is over', () => {
  it('the server refuses from that second, page and picture, whatever the card shows', async () => {
    const set = await world.seed([await photo()], { change: { lapsesAt: later(world.clock.now(), SECOND) } });
    const browser = await world.as(registrar);
    expect((await browser.get(addressOf(set))).status).toBe(200);
    world.clock.pass(SECOND);
    expect((await browser.get(addressOf(set))).status).toBe(403);
    const page = await browser.get(`/sets/${set.id}`);
    expect([page.status, page.text.includes('The time for opening this')]).toEqual([403, true]);
  });

  it('any member renews it in one tap with a picked reason, and it opens again', async () => {
    const set = await world.seed([await photo()], { change: { lapsesAt: world.clock.now() } });
    const browser = await world.as(f1);
    expect((await browser.post(`/sets/${set.id}/renew`, { reason: 'because' })).status).toBe(400);
    const done = await browser.post(`/sets/${set.id}/renew`, { reason: 'needed-for-handover' });
    expect(done.to).toBe(`/sets/${set.id}?done=renewed`);
    expect((await browser.get(done.to)).text).toContain('The card has been renewed.');
    const outside = await world.as(outsider);
    expect((await outside.post(`/sets/${set.id}/renew`, { reason: 'needed-for-handover' })).status).toBe(404);
  });

  it('filed images stay open to the patient-record role, even outside the conversation; the others do not', async () => {
    const own = await openWorld();
    const set = await own.seed([await photo(), await photo()]);
    const browser = await own.as(consultant);
    await file(own, set, browser);
    own.chat.members.splice(0);
    own.clock.pass(100 * HOUR);
    const back = await own.as(consultant);
    const seen = await Promise.all([0, 1].map(async (at) => (await back.get(addressOf(set, at))).status));
    expect(seen).toEqual([200, 404]);
    expect((await back.get(`/sets/${set.id}`)).text).not.toContain(set.images[1]?.id ?? '');
    await own.close();
  });
});

const file = async (
  own: World,
  set: StoredSet,
  browser: Awaited<ReturnType<World['as']>>,
): Promise<Filing> => {
  const form = {
    image: `${set.id}.${set.images[0]?.id ?? ''}`,
    'nhs-number': '9434765919',
    'birth-day': '9',
    'birth-month': '3',
    'birth-year': '1941',
  };
  await browser.post(`/sets/${set.id}/file`, { ...form, step: 'confirm', shown: 'Patient/demo-1' });
  await own.settle();
  return ((await own.read(set.id)) as StoredSet).images[0]?.filing ?? { state: 'unfiled' };
};

describe('What lies in the store', () => {
  it('is not shown when a byte of it was changed, or two were swapped', async () => {
    const set = await world.seed([await photo('patient-a-1.jpg'), await photo('patient-b-1.jpg')]);
    const browser = await world.as(registrar);
    const [one, other] = set.images.map((image) => {
      if (image.renditions.state !== 'ready') throw new Error('not rendered');
      return `images/${image.renditions.screen.blob}`;
    });
    const kept = world.blobs.contents;
    const [a, b] = [kept.get(one ?? ''), kept.get(other ?? '')];
    if (a === undefined || b === undefined) throw new Error('not stored');
    kept.set(one ?? '', b).set(other ?? '', a);
    expect((await browser.get(addressOf(set))).status).toBe(500);
    kept.set(one ?? '', a);
    const last = a.bytes.length - 1;
    a.bytes[last] = (a.bytes[last] ?? 0) ^ 1;
    expect((await browser.get(addressOf(set))).status).toBe(500);
    expect(await openings(set)).toEqual([]);
  });

  it('is not shown when the opening cannot be put on record', async () => {
    const own = await openWorld({
      change: ({ ledger }) => ({
        ledger: {
          ...ledger,
          audit: {
            ...ledger.audit,
            append: (organisation, events) =>
              events.some((event) => event.kind === 'image-opened')
                ? Promise.reject(new SafelightError('ledger-unreachable', { transient: true }))
                : ledger.audit.append(organisation, events),
          },
        },
      }),
    });
    const set = await own.seed([await photo()]);
    const page = await (await own.as(registrar)).get(addressOf(set));
    expect([page.status, page.headers.get('content-type')?.split(';')[0]]).toEqual([503, 'text/html']);
    await own.close();
  });
});
