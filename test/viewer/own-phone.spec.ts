import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { nurse, registrar } from '../../bot/local/demonstration/people.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import { HOUR, MINUTE, instant, millis } from '../../bot/set/instant.ts';
import type { Browser, Page } from './browser.ts';
import { photo } from './photo.ts';
import type { SoftwarePasskey } from './software-passkey.ts';
import { softwarePasskey } from './software-passkey.ts';
import type { World } from './world.ts';
import { openWorld } from './world.ts';

/** Where the specs' server says it is. */
const ORIGIN = 'http://127.0.0.1';

describe('A phone that is somebody’s for the shift', () => {
  let world: World;
  let set: StoredSet;
  let browser: Browser;
  let passkey: SoftwarePasskey;
  beforeEach(async () => {
    world = await openWorld();
    set = await world.seed([await photo('patient-a-1.jpg')]);
    passkey = softwarePasskey(ORIGIN);
    world.clock.pass(millis(instant('2026-11-23T19:10:00Z')) - millis(world.clock.now()));
    set = await world.seed([await photo('patient-a-1.jpg')]);
    browser = await world.as(registrar);
  });
  afterEach(() => world.close());

  const answering = (who: Browser, path: string, answer: unknown): Promise<Page> =>
    who.post(path, { answer: JSON.stringify(answer) });
  const bind = async (who = browser, own = passkey): Promise<Page> => {
    const begun = await who.post('/device/begin', { answer: 'null' });
    return answering(
      who,
      '/device/bind',
      own.make(JSON.parse(begun.text) as Parameters<SoftwarePasskey['make']>[0]),
    );
  };
  const asked = (page: Page): Parameters<SoftwarePasskey['sign']>[0] => {
    const options = /data-options="([^"]+)"/.exec(page.text)?.[1] ?? 'null';
    return JSON.parse(options.replaceAll('&quot;', '"')) as Parameters<SoftwarePasskey['sign']>[0];
  };
  const leaveAlone = (): void => {
    world.clock.pass(6 * MINUTE);
  };
  const open = async (who = browser): Promise<Page> => who.get(`/sets/${set.id}`);
  const unlock = async (page: Page, who = browser): Promise<number> =>
    (await answering(who, '/device/unlock', passkey.sign(asked(page)))).status;
  const codes = async (): Promise<readonly unknown[]> =>
    (await world.events()).flatMap(({ kind, facts }) =>
      kind.startsWith('device-') ? [[kind, facts?.['code'] ?? facts?.['why']]] : [],
    );

  it('opens again by one passkey where a session has been left alone, with the page asked for behind it', async () => {
    expect((await bind()).status).toBe(200);
    expect((await open()).status).toBe(200);
    leaveAlone();
    const page = await open();
    expect([page.status, page.text.includes('Is it you?'), page.text.includes('/images/')]).toEqual([
      401,
      true,
      false,
    ]);
    expect(page.text).toContain(`data-to="/sets/${set.id}"`);
    expect(await unlock(page)).toBe(200);
    expect((await open()).status).toBe(200);
    expect(await codes()).toEqual([
      ['device-bound', undefined],
      ['device-opened', undefined],
    ]);
  });

  it('says in the audit of each picture on which phone and in which session it was opened, by ids that open nothing', async () => {
    await bind();
    await browser.get(`/sets/${set.id}/images/${set.images[0]?.id ?? ''}`);
    const events = await world.events();
    const phone = events.find(({ kind }) => kind === 'device-bound')?.facts?.['device'];
    const opening = events.find(
      ({ kind, facts }) => kind === 'image-opened' && facts?.['rendition'] === 'screen',
    );
    expect(opening?.facts).toMatchObject({ device: phone, session: expect.stringMatching(/^[0-9a-f]{16}$/) });
    for (const value of browser.cookies.values()) expect(JSON.stringify(events)).not.toContain(value);
  });

  it('keeps its cookie from scripts and other sites, and only its hash', async () => {
    const bound = await bind();
    const phone = bound.headers.getSetCookie().find((one) => one.startsWith('safelight-phone='));
    expect(phone).toMatch(/^safelight-phone=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/);
  });

  it('opens until the shift’s end, at most 12½ hours after the sign-in, and then asks for the full one', async () => {
    await bind();
    // Signed in at 19:10 for the shift that begins at 19:30.
    world.clock.pass(millis(instant('2026-11-24T07:29:00Z')) - millis(world.clock.now()));
    const last = await open();
    expect(await unlock(last)).toBe(200);
    expect((await open()).status).toBe(200);
    world.clock.pass(MINUTE);
    expect([(await open()).status, (await open()).to]).toEqual([
      303,
      `/sign-in?to=${encodeURIComponent(`/sets/${set.id}`)}`,
    ]);
  });

  it('is not made longer by being bound from a session that the passkey itself opened', async () => {
    await bind();
    world.clock.pass(6 * HOUR);
    expect(await unlock(await open())).toBe(200);
    expect((await browser.post('/device/begin', { answer: 'null' })).status).toBe(409);
    expect((await browser.get('/mine')).text).not.toContain('data-bind-press');
  });

  it('is nobody’s without a second factor: such an account has no session to bind it from', async () => {
    const weak = world.stranger(registrar, { mfa: false });
    await weak.signIn();
    expect((await weak.post('/device/begin', { answer: 'null' })).status).toBe(401);
  });

  it('is one phone: on another there is no cookie, and the full sign-in is asked for', async () => {
    await bind();
    const other = world.stranger(registrar);
    expect((await open(other)).to).toContain('/sign-in?to=');
    leaveAlone();
    const page = await open();
    expect((await answering(other, '/device/unlock', passkey.sign(asked(page)))).status).toBe(403);
  });

  it.each([
    ['that did not recognise its holder', () => void (passkey.verifies = false), 401],
    ['with another key', () => void (passkey = softwarePasskey(ORIGIN)), 401],
    ['from another site', () => void (passkey = softwarePasskey('https://evil.example')), 401],
  ])('does not open by a passkey %s', async (_what, spoil, status) => {
    await bind();
    leaveAlone();
    const page = await open();
    spoil();
    expect(await unlock(page)).toBe(status);
    expect((await open()).status).toBe(401);
    expect((await codes()).at(-1)).toEqual(['device-refused', 'not-proved']);
  });

  it('does not become anybody’s by a passkey that did not recognise its holder', async () => {
    passkey.verifies = false;
    expect((await bind()).status).toBe(409);
  });

  it('does not open twice by one answer', async () => {
    await bind();
    leaveAlone();
    const answer = passkey.sign(asked(await open()));
    expect((await answering(browser, '/device/unlock', answer)).status).toBe(200);
    expect((await answering(browser, '/device/unlock', answer)).status).toBe(401);
  });

  it('is ended where its passkey’s counter goes back: somebody has a copy', async () => {
    passkey.counter = 7;
    await bind();
    leaveAlone();
    passkey.counter = 8;
    expect(await unlock(await open())).toBe(200);
    leaveAlone();
    passkey.counter = 8;
    expect(await unlock(await open())).toBe(403);
    expect((await open()).to).toContain('/sign-in?to=');
    expect((await codes()).at(-1)).toEqual(['device-refused', 'counter']);
  });

  it('is ended by signing out, and by somebody else’s sign-in on it', async () => {
    await bind();
    await browser.post('/sign-out');
    expect((await open()).to).toContain('/sign-in?to=');
    const shared = await world.as(registrar);
    await bind(shared, softwarePasskey(ORIGIN));
    const other = world.stranger(nurse);
    await other.signIn();
    const cookies = shared.cookies as Map<string, string>;
    const phone = cookies.get('safelight-phone') ?? '';
    (other.cookies as Map<string, string>).set('safelight-phone', phone);
    await other.signIn();
    expect(other.cookies.has('safelight-phone')).toBe(false);
    leaveAlone();
    expect((await open(shared)).to).toContain('/sign-in?to=');
  });

  it('asks for no passkey where a button or a picture was pressed: those are answered as ever', async () => {
    await bind();
    leaveAlone();
    expect((await browser.post(`/sets/${set.id}/renew`)).status).toBe(401);
    expect((await browser.get(`/sets/${set.id}/images/${set.images[0]?.id ?? ''}`)).text).not.toContain(
      'data-unlock',
    );
  });
});
