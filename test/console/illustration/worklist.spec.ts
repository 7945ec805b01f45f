import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  consultant,
  f1,
  fellviewNurse,
  illustrator,
  informationGovernance,
  nurse,
  registrar,
} from '../../../bot/local/demonstration/people.ts';
import type { Card } from '../../../cards/model.ts';
import type { StoredImage } from '../../../bot/set/image.ts';
import type { StoredSet } from '../../../bot/set/image-set.ts';
import { MINUTE } from '../../../bot/set/instant.ts';
import { photo } from '../../viewer/photo.ts';
import { placed } from '../../viewer/series/series-ward.ts';
import type { World } from '../../viewer/world.ts';
import { idOf, openWorld, policy } from '../../viewer/world.ts';

const withIllustration = {
  organisations: policy.organisations.map((one) => ({
    ...one,
    illustration: { lead: illustrator.oid, contact: 'bleep 2741' },
  })),
};

describe('The worklist of Medical Illustration', () => {
  let world: World;
  let set: StoredSet;
  beforeEach(async () => {
    world = await openWorld({ change: () => ({ policy: withIllustration }) });
    set = await world.seed([await photo()]);
  });
  afterEach(() => world.close());

  const changed = async (of: StoredSet, image: Partial<StoredImage>): Promise<void> => {
    await world.ledger.change(of.organisation, of.id, {
      to: (row) =>
        row.state === 'stored' ? { ...row, images: row.images.map((one) => ({ ...one, ...image })) } : row,
      events: [],
    });
  };
  const press = async (of: StoredSet, what: string, value = '', who = illustrator) =>
    (await world.as(who)).post(`/illustration/${of.id}`, {
      ...{ image: of.images[0]?.id ?? '', press: what, value, lane: 'ward', next: '' },
    });
  const reviewOf = async (of: StoredSet): Promise<StoredImage['review']> => {
    const row = await world.read(of.id);
    return row.state === 'stored' ? row.images[0]?.review : undefined;
  };
  const pathOf = (of: StoredSet): string => `/sets/${of.id}/images/${of.images[0]?.id ?? ''}`;

  it('is for Medical Illustration alone, of its own organisation', async () => {
    for (const who of [nurse, consultant, informationGovernance])
      expect((await (await world.as(who)).get('/illustration')).status).toBe(404);
    for (const page of ['/illustration', '/illustration/photographers', '/illustration/report'])
      expect((await (await world.as(illustrator)).get(page)).status).toBe(200);
    const away = { ...illustrator, oid: fellviewNurse.oid };
    expect((await (await world.as(away)).get('/illustration')).text).not.toContain(set.id);
    expect((await press(set, 'accept', '', away)).status).toBe(404);
    const oneFactor = await world.as(illustrator, { mfa: false });
    expect((await oneFactor.get('/illustration')).text).not.toContain(set.id);
    expect((await world.events()).filter(({ kind }) => kind === 'open-refused').length).toBeGreaterThan(2);
  });

  it('opens one picture at a time, each on record, to somebody who is not in the conversation', async () => {
    const browser = await world.as(illustrator);
    const page = await browser.get('/illustration');
    expect(page.text).toContain(`${pathOf(set)}"`);
    expect(page.text).toContain('Ward photograph, not Medical Illustration');
    expect(page.text).not.toContain('Bed');
    expect((await browser.get(pathOf(set))).status).toBe(200);
    expect((await world.events()).at(-1)).toMatchObject({
      ...{ kind: 'image-opened', by: idOf(illustrator) },
      facts: { as: 'illustration' },
    });
  });

  it('accepts, and says so on the card and beside the picture at once', async () => {
    world.chat.cards.push({ set: set.id, activity: 'card-1', card: {} as Card, root: '' });
    const done = await press(set, 'accept');
    expect([done.status, done.headers.get('location')]).toEqual([
      303,
      '/illustration?lane=ward&done=accepted',
    ]);
    expect((await reviewOf(set))?.verdict?.says).toBe('accepted');
    const seen = await (await world.as(registrar)).get(`/sets/${set.id}`);
    expect(seen.text).toContain('Accepted for the record by Medical Illustration');
    await world.settle();
    expect(world.chat.cards[0]?.card.review).toEqual({ accepted: 1, notSuitable: 0 });
    expect((await (await world.as(illustrator)).get('/illustration')).text).toContain('Nothing waits');
  });

  it('says “not suitable” with a reason from its list, and the picture stays for care', async () => {
    expect((await press(set, 'not-suitable', 'because I say so')).status).toBe(400);
    await press(set, 'not-suitable', 'too-dark');
    const seen = await (await world.as(f1)).get(`/sets/${set.id}`);
    expect(seen.text).toContain('Not suitable as a clinical health record');
    expect(seen.text).toContain('Too dark to judge colour');
    expect((await (await world.as(f1)).get(pathOf(set))).status).toBe(200);
    const [event] = (await world.events()).filter(({ kind }) => kind === 'image-reviewed');
    expect(event?.facts).toEqual({ says: 'not-suitable', why: 'too-dark' });
  });

  it('keeps closed what is restricted: not shown, not judged, and nothing is fetched', async () => {
    const by = idOf(nurse);
    const restriction = { why: 'injury', viewers: [by], by, at: set.postedAt, keepWhole: false } as const;
    await changed(set, { consent: placed(undefined, { restriction }) });
    const page = await (await world.as(illustrator)).get('/illustration');
    expect(page.text).toContain('Restricted to named people');
    expect(page.text).not.toContain(pathOf(set));
    expect(page.text).not.toContain('name="press"');
    expect((await press(set, 'accept')).status).toBe(404);
    expect((await (await world.as(illustrator)).get(pathOf(set))).status).toBe(404);
  });

  it('veils what is restricted to this very person until it is pressed', async () => {
    const by = idOf(illustrator);
    const restriction = { why: 'injury', viewers: [by], by, at: set.postedAt, keepWhole: false } as const;
    await changed(set, { consent: placed(undefined, { restriction }) });
    const page = await (await world.as(illustrator)).get('/illustration');
    expect(page.text).toMatch(/safelight-veil[\s\S]*loading="lazy"/);
  });

  it('has lanes, and says what would appear in an empty one', async () => {
    const poor = await world.seed([await photo()]);
    if (poor.images[0]?.renditions.state === 'ready')
      await changed(poor, { renditions: { ...poor.images[0].renditions, quality: ['blurred'] } });
    const browser = await world.as(illustrator);
    const lane = async (name: string) => (await browser.get(`/illustration?lane=${name}`)).text;
    expect(await lane('poor')).toContain(`${pathOf(poor)}"`);
    expect(await lane('ward')).not.toContain(pathOf(poor));
    expect(await lane('patient')).toContain('nothing has come from patients yet');
  });

  it('gives a better source label, which everybody then sees', async () => {
    await press(set, 'label', 'medical-illustration-bedside');
    const seen = await (await world.as(registrar)).get(`/sets/${set.id}`);
    expect(seen.text).toContain('Medical Illustration, bedside');
    expect(seen.text).not.toContain('Ward photograph');
  });

  it('has a photographer asked for by the ward, acknowledged and closed', async () => {
    const asked = await (
      await world.as(nurse)
    ).post(`/sets/${set.id}/photographer`, {
      image: set.images[0]?.id ?? '',
    });
    expect(asked.status).toBe(303);
    const jobs = async () => (await (await world.as(illustrator)).get('/illustration/photographers')).text;
    expect(await jobs()).toContain('Acknowledge');
    expect((await press(set, 'photographer')).status).toBe(409);
    await press(set, 'job', 'acknowledge');
    expect((await (await world.as(nurse)).get(`/sets/${set.id}`)).text).toContain('has seen the request');
    await press(set, 'job', 'photographed');
    expect(await jobs()).toContain('Nobody has asked');
    expect((await press(set, 'job', 'photographed')).status).toBe(409);
    const kinds = (await world.events())
      .map(({ kind }) => kind)
      .filter((kind) => kind.startsWith('photographer'));
    expect(kinds).toEqual(['photographer-asked', 'photographer-acknowledged', 'photographer-closed']);
  });

  it('gives one kind tip a week, to whoever took it alone', async () => {
    const another = await world.seed([await photo()]);
    expect((await press(set, 'tip', 'light')).status).toBe(303);
    expect((await press(another, 'tip', 'focus')).status).toBe(409);
    const at = `${set.id}.${set.images[0]?.id ?? ''}`;
    const page = await (await world.as(illustrator)).get(`/illustration?at=${at}`);
    expect(page.text).toContain('A tip has been given');
    const seen = await (await world.as(registrar)).get(`/sets/${set.id}`);
    expect(seen.text).not.toMatch(/\s[Tt]ips?[\s.,<]/);
  });

  it('suggests training with the fifth of ten, named to the lead alone and never in the ward report', async () => {
    const sets = [set];
    for (let at = 1; at < 5; at += 1) sets.push(await world.seed([await photo()]));
    for (const one of sets) {
      expect((await world.events()).map(({ kind }) => kind)).not.toContain('training-suggested');
      await press(one, 'not-suitable', 'not-sharp');
      world.clock.pass(MINUTE);
    }
    expect((await world.events()).map(({ kind }) => kind)).toContain('training-suggested');
    const lead = await world.as(illustrator);
    expect((await lead.get('/illustration/training')).text).toContain(nurse.name);
    const report = await lead.get('/illustration/report');
    expect(report.text).toContain('Not sharp (5)');
    expect(report.text).not.toContain(nurse.name);
    const colleague = { ...illustrator, oid: 'another-illustrator', name: 'Another' };
    expect((await (await world.as(colleague)).get('/illustration/training')).status).toBe(404);
    const last = sets.at(-1) ?? set;
    await press(last, 'training');
    expect((await lead.get('/illustration/training')).text).not.toContain(nurse.name);
  });
});
