import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pressCard } from '../../bot/actions/press-card.ts';
import { informationGovernance, nurse, outsider, registrar } from '../../bot/local/demonstration/people.ts';
import type { Press, PressAnswer } from '../../bot/ports/chat-events.ts';
import { setId } from '../../bot/set/ids.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import { photo } from '../viewer/photo.ts';
import { idOf, openWorld, wardPhotos } from '../viewer/world.ts';
import type { World } from '../viewer/world.ts';

const FORM = 'application/x-www-form-urlencoded';

/** What a browser sends for another site: each line is one a careless check would take for ours. */
const FORGED: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
  ['another site without an origin', { 'sec-fetch-site': 'cross-site' }],
  ['a sibling host', { 'sec-fetch-site': 'same-site', origin: 'http://evil.127.0.0.1' }],
  ['an address typed or a link pressed', { 'sec-fetch-site': 'none' }],
  ['a frame without an origin', { 'sec-fetch-site': 'cross-site', origin: 'null' }],
  ['an old browser on another site', { origin: 'https://evil.example' }],
  ['an old browser in a frame without an origin', { origin: 'null' }],
  ['an old browser that says nothing', {}],
  ['our own host on another port', { origin: 'http://127.0.0.1:1' }],
  ['our own host by https', { origin: 'https://127.0.0.1' }],
  ['a host that begins as ours does', { origin: 'http://127.0.0.1.evil.example' }],
  ['an origin in capitals', { origin: 'HTTP://127.0.0.1' }],
  ['two origins', { origin: 'http://127.0.0.1 https://evil.example' }],
  ['a browser that contradicts itself', { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' }],
  ['a word nobody knows', { 'sec-fetch-site': 'SAME-ORIGIN' }],
];

describe('A form sent from somewhere else with a person’s own cookie (S10; ASVS 5.0 V3.5.1, V3.5.2, V3.5.3, V3.3.2)', () => {
  let world: World;
  let set: StoredSet;
  beforeAll(async () => {
    world = await openWorld();
    set = await world.seed([await photo('patient-a-1.jpg')]);
  });
  afterAll(() => world.close());

  const posts = (): readonly (readonly [string, string])[] => {
    const image = set.images[0]?.id ?? '';
    return [
      ['/sign-out', ''],
      ['/console/approve', `set=${set.id}`],
      ...['/device/begin', '/device/bind', '/device/unlock', '/lost', '/console/lost'].map(
        (path) => [path, 'answer=null'] as const,
      ),
      [`/sets/${set.id}/not-clinical`, ''],
      [`/sets/${set.id}/take-back`, ''],
      [`/sets/${set.id}/renew`, 'reason=needed-for-handover'],
      [`/sets/${set.id}/retract`, `image=${image}`],
      [`/sets/${set.id}/ask`, `who=role:plastics-registrar&urgency=urgent&line=x&image=${image}`],
      [`/sets/${set.id}/hand-on`, 'question=none&to=none'],
      [`/sets/${set.id}/urgent-care`, 'reason=treating-now'],
      [`/sets/${set.id}/mis-send`, 'kind=wrong-people'],
      [`/sets/${set.id}/mis-send/undo`, 'id=none'],
      [`/sets/${set.id}/mis-send/acknowledge`, ''],
      ['/console/urgent-care', `set=${set.id}&began=${set.postedAt}&as=proper`],
      ['/console/mis-send', `set=${set.id}&id=none&outcome=opened-again`],
      [`/sets/${set.id}/file`, `image=${image}&nhs=9434765919&day=9&month=3&year=1941`],
    ];
  };
  const cookieOf = async (person: typeof nurse): Promise<string> => {
    // More sign-ins than an address has in a minute.
    world.clock.pass(60_000);
    return [...(await world.as(person)).cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  };

  it.each(FORGED)(
    'is refused from %s, on every form there is, and changes nothing',
    async (_from, headers) => {
      const before = await world.read(set.id);
      for (const person of [nurse, informationGovernance]) {
        const cookie = await cookieOf(person);
        const events = (await world.events()).length;
        for (const [path, body] of posts()) {
          const answer = await fetch(`${world.address}${path}`, {
            method: 'POST',
            redirect: 'manual',
            headers: { cookie, 'content-type': FORM, ...headers },
            body,
          });
          expect([path, answer.status]).toEqual([path, 403]);
        }
        expect((await world.events()).length).toBe(events);
        expect(
          (await fetch(`${world.address}/mine`, { headers: { cookie }, redirect: 'manual' })).status,
        ).toBe(200);
      }
      expect(await world.read(set.id)).toEqual(before);
    },
  );

  it('is refused in any dress a browser sends without asking first', async () => {
    const cookie = await cookieOf(nurse);
    for (const type of [
      'text/plain',
      'multipart/form-data; boundary=x',
      'application/json',
      '',
      'application/x-www-form-urlencoded-not',
    ])
      for (const [path, body] of posts()) {
        const answer = await fetch(`${world.address}${path}`, {
          method: 'POST',
          redirect: 'manual',
          headers: { cookie, 'sec-fetch-site': 'same-origin', 'content-type': type },
          body,
        });
        expect([path, type, answer.status]).toEqual([path, type, 400]);
      }
  });

  it('does nothing as an address: what changes something is never a GET', async () => {
    const cookie = await cookieOf(nurse);
    const before = await world.read(set.id);
    for (const [path, body] of posts())
      for (const method of ['GET', 'HEAD', 'OPTIONS']) {
        const answer = await fetch(`${world.address}${path}?${body}&_method=POST`, {
          method,
          redirect: 'manual',
          headers: { cookie, 'x-http-method-override': 'POST' },
        });
        expect([path, method, answer.status]).not.toEqual([path, method, 303]);
      }
    expect(await world.read(set.id)).toEqual(before);
    expect((await fetch(`${world.address}/mine`, { headers: { cookie }, redirect: 'manual' })).status).toBe(
      200,
    );
  });

  it('carries no cookie to begin with: ours are for our own site, and no script reads them', async () => {
    const answer = await fetch(`${world.address}/sign-in`, { redirect: 'manual' });
    for (const cookie of answer.headers.getSetCookie()) expect(cookie).toMatch(/; HttpOnly; SameSite=Lax/);
  });

  it('cannot be drawn over: no page of ours is shown inside another site’s', async () => {
    const browser = await world.as(nurse);
    for (const path of [
      '/mine',
      `/sets/${set.id}`,
      `/sets/${set.id}/file`,
      `/sets/${set.id}/receipt`,
      `/sets/${set.id}/ask`,
      '/sign-in',
      '/none',
    ]) {
      const { headers } = await browser.get(path);
      expect([path, headers.get('x-frame-options'), headers.get('content-security-policy')]).toEqual([
        path,
        'DENY',
        expect.stringContaining("frame-ancestors 'none'"),
      ]);
    }
  });
});

describe('A card’s button pressed again, or by somebody else (S10; ASVS 5.0 V8.2.2, V2.3.1)', () => {
  let world: World;
  let press: (press: Press) => Promise<PressAnswer>;
  beforeAll(async () => {
    world = await openWorld();
    const { ledger, clock, chat } = world;
    press = pressCard({
      ledger,
      clock,
      policy: world.parts.policy,
      read: chat.read,
      remove: chat.remove,
      addresses: { publicUrl: 'https://safelight.example' },
      poke: () => undefined,
    });
  });
  afterAll(() => world.close());
  const by = (person: typeof nurse, set: StoredSet['id'], verb: 'not-clinical' | 'remove-now'): Press => ({
    verb,
    by: idOf(person),
    place: wardPhotos,
    set,
  });

  it('does to a stranger what it does for a card that never was', async () => {
    const set = await world.seed([await photo('patient-a-1.jpg')]);
    for (const verb of ['not-clinical', 'remove-now'] as const) {
      const absent = await press(by(outsider, setId('AAAAAAAAAAAAAAAAAAAAAA'), verb));
      expect(await press(by(outsider, set.id, verb))).toEqual(absent);
      expect(absent).toEqual({ kind: 'refused', code: 'not-allowed' });
    }
    expect(await world.read(set.id)).toEqual(set);
  });

  it('is the poster’s alone where it must be, whatever the caller says of themselves', async () => {
    const set = await world.seed([await photo('patient-a-1.jpg')]);
    expect(await press(by(registrar, set.id, 'not-clinical'))).toMatchObject({ kind: 'refused' });
    expect(await world.read(set.id)).toEqual(set);
  });

  it('does once what is pressed ten times', async () => {
    const set = await world.seed([await photo('patient-a-1.jpg')]);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => press(by(nurse, set.id, 'not-clinical'))),
    );
    expect(answers.filter((answer) => answer.kind === 'card').length).toBeGreaterThan(0);
    const marked = (await world.events()).filter(
      (event) => event.kind === 'marked-not-clinical' && event.set === set.id,
    );
    expect(marked).toHaveLength(1);
  });
});
