import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  fellviewNurse,
  informationGovernance,
  nurse,
  registrar,
} from '../../bot/local/demonstration/people.ts';
import type { RaisedAlert } from '../../bot/ports/alerts.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import { DAY } from '../../bot/set/instant.ts';
import type { Browser, Page } from './browser.ts';
import { photo } from './photo.ts';
import { softwarePasskey } from './software-passkey.ts';
import type { World } from './world.ts';
import { openWorld } from './world.ts';

describe('A lost phone', () => {
  let world: World;
  let set: StoredSet;
  let phone: Browser;
  let desk: Browser;
  const alerts: RaisedAlert[] = [];
  beforeEach(async () => {
    alerts.length = 0;
    world = await openWorld({
      change: () => ({ alerts: { raise: async (alert) => void alerts.push(alert) } }),
    });
    set = await world.seed([await photo('patient-a-1.jpg')]);
    phone = await world.as(registrar);
    await bind(phone);
    desk = await world.as(registrar);
  });
  afterEach(() => world.close());

  const bind = async (who: Browser): Promise<void> => {
    const passkey = softwarePasskey('http://127.0.0.1');
    const begun = await who.post('/device/begin', { answer: 'null' });
    const made = passkey.make(JSON.parse(begun.text) as Parameters<typeof passkey.make>[0]);
    await who.post('/device/bind', { answer: JSON.stringify(made) });
  };
  const standing = async (who: Browser): Promise<unknown> =>
    (JSON.parse((await who.get(`/sets/${set.id}/standing?images=`)).text) as { standing: unknown }).standing;
  const openOn = (who: Browser): Promise<Page> =>
    who.get(`/sets/${set.id}/images/${set.images[0]?.id ?? ''}`);

  it('is ended by two presses: every page that is open, every cookie, everywhere, at once', async () => {
    await phone.get(`/sets/${set.id}`);
    expect([await standing(phone), await standing(desk)]).toEqual(['open', 'open']);
    expect((await desk.get('/mine')).text).toContain('href="/lost"');
    const asked = await desk.get('/lost');
    expect(asked.text).toContain('End everything now');
    expect(await standing(phone)).toBe('open');
    const stale = new Map(phone.cookies);
    const done = await desk.post('/lost');
    expect([done.status, done.text.includes('1 open sign-in and 1 phone ended')]).toEqual([200, true]);
    expect([await standing(phone), await standing(desk)]).toEqual(['closed', 'closed']);
    for (const [name, value] of stale) (phone.cookies as Map<string, string>).set(name, value);
    expect((await phone.get(`/sets/${set.id}`)).to).toContain('/sign-in?to=');
  });

  it('leaves everybody else signed in', async () => {
    const other = await world.as(nurse);
    await desk.post('/lost');
    expect(await standing(other)).toBe('open');
  });

  it('is told what was opened on it in thirty days, apart from what was opened elsewhere', async () => {
    await openOn(phone);
    await openOn(desk);
    const { text } = await desk.post('/lost');
    const [, onPhone = '', elsewhere = ''] = text.split('<h3');
    expect(onPhone).toContain('On the phone made yours');
    expect(onPhone.match(/image opened/g)).toHaveLength(1);
    expect(elsewhere).toContain('On other screens');
    expect(elsewhere.match(/image opened/g)).toHaveLength(1);
    expect(text).not.toContain(set.images[0]?.id);
    expect(text).not.toContain('Left heel');
    world.clock.pass(31 * DAY);
    expect((await (await world.as(registrar)).post('/lost')).text).toContain('Nothing was opened');
  });

  it('is in the audit, on the console of information governance, and an alert', async () => {
    await desk.post('/lost');
    const event = (await world.events()).find(({ kind }) => kind === 'phone-lost');
    expect([event?.by, event?.facts]).toEqual([
      { tid: registrar.tid, oid: registrar.oid },
      { of: registrar.oid, sessions: 1, phones: 1 },
    ]);
    expect(alerts).toEqual([
      { what: 'phone-lost', organisation: set.organisation, since: world.clock.now(), state: 'raised' },
    ]);
    const { text } = await (await world.as(informationGovernance)).get('/console');
    expect(text).toContain('Reported lost in the last 30 days');
  });

  it('is ended by information governance for whoever rings, of their own organisation alone', async () => {
    const other = await world.as(fellviewNurse);
    const governance = await world.as(informationGovernance);
    const listed = (await governance.get('/console')).text;
    expect(listed).toContain(`/console/lost?person=${registrar.oid}`);
    expect(listed).not.toContain(`/console/lost?person=${fellviewNurse.oid}`);
    const asked = await governance.get(`/console/lost?person=${registrar.oid}`);
    expect(asked.text).toContain('This signs Grace Okafor out everywhere');
    expect((await governance.post('/console/lost', { person: fellviewNurse.oid })).status).toBe(404);
    expect((await other.get('/mine')).status).toBe(200);
    expect((await governance.post('/console/lost', { person: registrar.oid })).status).toBe(200);
    expect(await standing(phone)).toBe('closed');
    expect((await governance.get('/mine')).status).toBe(200);
    const event = (await world.events()).find(({ kind }) => kind === 'phone-lost');
    expect(event?.by).toMatchObject({ oid: informationGovernance.oid });
  });

  it('is nobody else’s to end', async () => {
    const other = await world.as(nurse);
    expect((await other.get(`/console/lost?person=${registrar.oid}`)).status).toBe(404);
    expect((await other.post('/console/lost', { person: registrar.oid })).status).toBe(404);
    expect(await standing(phone)).toBe('open');
  });
});
