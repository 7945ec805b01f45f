import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { setOfCard } from '../../cards/teams/set-of-card.ts';
import * as people from '../../bot/local/demonstration/people.ts';
import { wardSeven } from '../../bot/local/demonstration/places.ts';
import { corpus } from '../corpus/corpus.ts';
import { faultsOf, inBrowser, openBrowser, ownBrowser, photograph } from './browser.ts';
import { cardOn, picturesLoaded, pressAndFollow, signIn, sitAtWard } from './people-at-work.ts';
import { type Product, startProduct } from './start-product.ts';
import { until } from './until.ts';
import { atWard, cardSaying, CLINICAL, jpeg, originalsIn, personalChat } from './ward-api.ts';

jest.setTimeout(180_000);

interface Shown {
  readonly removal: string;
  readonly receipt: readonly { readonly what: string; readonly outcome: string }[];
  readonly events: readonly { readonly kind: string }[];
}

inBrowser('A post that Safelight may not remove by itself, in a thread with replies', () => {
  let product: Product;
  let browser: Browser;
  let registrar: Page;
  let viewer: Page;
  let root = '';
  let card = '';
  let set = '';

  const own = (): Promise<BrowserContext> => ownBrowser(browser);
  const show = async (): Promise<Shown> => (await product.command('show', set)).json as Shown;

  beforeAll(async () => {
    browser = await openBrowser();
    product = await startProduct();
    // No licence to hide, no permission on the team's site, and the poster has never signed in.
    await atWard(product, people.nurse).weather({ dlpLicence: false, siteWrite: [] });
    await atWard(product, people.nurse).signOut();
    registrar = await sitAtWard(await own(), product, people.registrar, CLINICAL);
    root = await atWard(product, people.nurse).post(CLINICAL, {
      text: `@${people.registrar.name} second look please`,
      mentions: [people.registrar.oid],
      inline: [jpeg('image.jpg', corpus('forearm.jpg'))],
    });
    await atWard(product, people.f1).post(CLINICAL, { replyTo: root, text: 'Seen it at handover.' });
    await atWard(product, people.registrar).post(CLINICAL, { replyTo: root, text: 'On my way.' });
  });
  afterAll(async () => {
    await browser.close();
    await product.close();
  });

  it('says on the card what is still visible, and claims no removal', async () => {
    const found = await cardSaying(
      atWard(product, people.registrar),
      CLINICAL,
      /Not removed yet: the person who posted it has been asked to remove it\./,
    );
    card = found.message.id;
    set = setOfCard(found.message.attachments.find((one) => one.kind === 'card')?.card) ?? '';
    expect(found.words).not.toMatch(/[Rr]emoved from view|original file deleted|recycle bin/);
    expect(found.message.replyTo).toBe(root);
    await cardOn(registrar, card).getByRole('button', { name: 'Details' }).click();
    await cardOn(registrar, card).getByText('Message: waiting for the person who posted it').waitFor();
    await cardOn(registrar, card).scrollIntoViewIfNeeded();
    await photograph(registrar, 'thread-1-still-visible');
    expect(await faultsOf(registrar)).toEqual([]);
  });

  it('says the same at the command line', async () => {
    const { removal, receipt, events } = await show();
    expect(removal).toBe('awaiting-poster');
    expect(receipt.map(({ what, outcome }) => `${what} ${outcome}`).sort()).toEqual([
      'message awaiting-poster',
    ]);
    expect(events.map(({ kind }) => kind)).toContain('poster-asked');
  });

  it('asks the poster in their own chat, and removes everything once they press and sign in', async () => {
    const chat = personalChat(people.nurse);
    const asked = await cardSaying(atWard(product, people.nurse), chat, /Remove now/);
    const nurse = await sitAtWard(await own(), product, people.nurse, chat);
    await cardOn(nurse, asked.message.id).getByText('Remove now').first().waitFor();
    await photograph(nurse, 'thread-2-asked');
    expect(await faultsOf(nurse)).toEqual([]);
    const opened = nurse.context().waitForEvent('page');
    await cardOn(nurse, asked.message.id).getByRole('button', { name: 'Remove now' }).click();
    const window = await opened;
    await window.waitForLoadState();
    await photograph(window, 'thread-3-sign-in-window');
    await window.getByRole('button').first().click();
    await until('message and file are gone for everybody', 30_000, async () => {
      const seen = await Promise.all(
        wardSeven.members.map((oid) => atWard(product, { ...people.nurse, oid }).messages(CLINICAL)),
      );
      return seen.every((messages) => originalsIn(messages).length === 0);
    });
    await photograph(nurse, 'thread-4-removed');
  });

  it('keeps the thread: the replies, the card among them, and the mention', async () => {
    const at = atWard(product, people.registrar);
    const found = await cardSaying(at, CLINICAL, /Removed from view in this conversation\./);
    expect(found.message.id).toBe(card);
    expect(found.message.html).toContain(people.registrar.name);
    const thread = (await at.messages(CLINICAL)).filter((one) => one.id === root || one.replyTo === root);
    expect(thread.map((one) => (one.from.bot ? 'card' : `${one.state} ${one.html}`))).toEqual([
      expect.stringMatching(/^deleted/),
      expect.stringContaining('Seen it at handover.'),
      expect.stringContaining('On my way.'),
      'card',
    ]);
    await cardOn(registrar, card).getByText('Removed from view in this conversation.').first().waitFor();
    await photograph(registrar, 'thread-5-kept');
    expect((await show()).removal).toBe('removed');
  });

  it('shows a phone the whole card', async () => {
    const phone = await sitAtWard(await ownBrowser(browser, 'phone'), product, people.registrar, CLINICAL);
    await cardOn(phone, card).scrollIntoViewIfNeeded();
    await photograph(phone, 'thread-6-phone-card');
    expect(await phone.evaluate('document.documentElement.scrollWidth')).toBe(390);
    expect(await faultsOf(phone)).toEqual([]);
  });

  it('says in the poster’s own chat that it is gone, where the button was', async () => {
    const chat = personalChat(people.nurse);
    const over = await cardSaying(atWard(product, people.nurse), chat, /what you posted is gone/);
    const nurse = await sitAtWard(await own(), product, people.nurse, chat);
    await cardOn(nurse, over.message.id).getByText('what you posted is gone').first().waitFor();
    expect(await nurse.getByRole('button', { name: 'Remove now' }).count()).toBe(0);
    await photograph(nurse, 'thread-7-nothing-left');
    expect(await faultsOf(nurse)).toEqual([]);
  });

  it('shows above the picture where it was posted', async () => {
    viewer = await pressAndFollow(registrar, cardOn(registrar, card), 'Open');
    await signIn(viewer, people.registrar);
    await picturesLoaded(viewer);
    await viewer.getByText(`Posted in ${wardSeven.name} · ${wardSeven.channels[0]?.name ?? ''}`).waitFor();
    await photograph(viewer, 'thread-8-posted-in');
  });

  it('says of a photograph cut short that only a part is shown, and plays a film from any part of it', async () => {
    const film = corpus('wound.mp4');
    await atWard(product, people.f1).post(CLINICAL, {
      text: '',
      inline: [jpeg('image.jpg', corpus('truncated.jpg'))],
      files: [{ name: 'wound.mp4', contentType: 'video/mp4', base64: Buffer.from(film).toString('base64') }],
    });
    const found = await cardSaying(
      atWard(product, people.f1),
      CLINICAL,
      /File to patient/,
      `${product.safelight}/sets/${set}`,
    );
    await viewer.goto(found.opens[0] ?? '');
    await picturesLoaded(viewer);
    await viewer.getByText('Only part of this photograph can be shown.').waitFor();
    expect(await viewer.getByAltText(/Only part of it can be shown$/).count()).toBe(1);
    await photograph(viewer, 'thread-9-partial');
    const original = await viewer.getByRole('link', { name: 'Open the video' }).getAttribute('href');
    const part = await viewer.request.get(`${product.safelight}${original ?? ''}`, {
      headers: { range: 'bytes=100-299' },
    });
    expect([part.status(), part.headers()['content-range']]).toEqual([206, `bytes 100-299/${film.length}`]);
    expect((await part.body()).equals(Buffer.from(film.subarray(100, 300)))).toBe(true);
    expect(await faultsOf(viewer)).toEqual([]);
  });
});
