import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Frame, Page } from 'playwright-core';
import * as people from '../../bot/local/demonstration/people.ts';
import { wardSeven } from '../../bot/local/demonstration/places.ts';
import { corpus } from '../corpus/corpus.ts';
import { faultsOf, inBrowser, openBrowser, ownBrowser, photograph } from './browser.ts';
import { picturesOn, signIn, sitAtWard } from './people-at-work.ts';
import { type Product, startProduct } from './start-product.ts';
import { until } from './until.ts';
import { atWard, cardSaying, CLINICAL, jpeg, originalsIn } from './ward-api.ts';

jest.setTimeout(180_000);

const CORRIDOR = wardSeven.channels[1]?.id ?? '';
const DEMONSTRATION = readFileSync('bot/local/demonstration/policy.yaml', 'utf8');
/** The same, and people may move single messages from conversations that are not listed. */
const WITH_MOVES = DEMONSTRATION.replace(/^ {4}# movedByHand: /m, '    movedByHand: ');
const LEAFLET = '/about-your-photograph?for=XHB';

inBrowser('The ways into Safelight', () => {
  const folder = mkdtempSync(join(tmpdir(), 'safelight-entries-'));
  const policy = join(folder, 'policy.yaml');
  let product: Product;
  let browser: Browser;

  beforeAll(async () => {
    writeFileSync(policy, DEMONSTRATION);
    browser = await openBrowser();
    product = await startProduct({ SAFELIGHT_POLICY: policy });
  });
  afterAll(async () => {
    await browser.close();
    await product.close();
    rmSync(folder, { recursive: true });
  });

  const sit = async (person: people.Person, place: string): Promise<Page> =>
    sitAtWard(await ownBrowser(browser), product, person, place);
  const cameraIn = async (page: Page): Promise<Frame> => {
    const found = await (await page.waitForSelector('[data-testid=dialog-frame]')).contentFrame();
    if (found === null) throw new Error('the dialog has no page');
    await found.waitForSelector('#capture', { state: 'attached' });
    return found;
  };

  it('Photo, beside the message box, opens the camera’s page in a dialog, with nothing to be read in its address', async () => {
    const page = await sit(people.nurse, CLINICAL);
    await page.getByTestId('command-photo').click();
    const camera = await cameraIn(page);
    const address = new URL(camera.url());
    expect(address.origin).toBe(product.safelight);
    expect(address.pathname).toBe('/capture');
    const ticket = address.searchParams.get('to') ?? '';
    expect(ticket).toMatch(/^[\w-]{100,}$/);
    const bytes = Buffer.from(ticket, 'base64url').toString('latin1');
    for (const word of [CLINICAL, people.nurse.oid, wardSeven.groupId]) expect(bytes).not.toContain(word);
    await camera.getByRole('heading', { name: 'Who is the patient?' }).waitFor();
    await photograph(page, 'entries-1-photo');
    expect(await faultsOf(camera as unknown as Page)).toEqual([]);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByTestId('dialog-frame').waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('is closed by its page, and the bot hears of it as Teams would say it', async () => {
    const page = await sit(people.nurse, CLINICAL);
    await page.getByTestId('command-photo').click();
    const camera = await cameraIn(page);
    const heard = page.waitForResponse((one) => one.url().endsWith('/commands/photo/submit'));
    await camera.evaluate(
      `(async () => {
        while (window.microsoftTeams === undefined) await new Promise((go) => setTimeout(go, 20));
        const teams = window.microsoftTeams;
        if (!teams.app.isInitialized()) await teams.app.initialize([${JSON.stringify(product.ward)}]);
        teams.dialog.url.submit({ sent: true });
      })()`,
    );
    expect((await heard).status()).toBe(200);
    await page.getByTestId('dialog-frame').waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('gives the page the client’s own camera where it has one, as Teams on a phone does, and nowhere else', async () => {
    const page = await sit(people.nurse, CLINICAL);
    const photographed = async (): Promise<unknown> => {
      await page.getByTestId('command-photo').click();
      const camera = await cameraIn(page);
      // A file chooser opens for a person's own key or click alone.
      await camera.getByRole('heading', { name: 'Who is the patient?' }).press('a');
      const taken = camera.evaluate(
        `(async () => {
          const { app, media } = window.microsoftTeams;
          const { host } = (await app.getContext()).app;
          const asked = { mediaType: media.MediaType.Image, maxMediaCount: 1, imageProps: {} };
          return new Promise((resolve) => {
            media.selectMedia(asked, (fault, found) => {
              if (fault) resolve([host.clientType, fault.errorCode]);
              else found[0].getMedia((_, blob) => resolve([host.clientType, blob.type, blob.size]));
            });
          });
        })()`,
      );
      return taken;
    };
    expect(await photographed()).toEqual(['web', 100]);
    await page.getByRole('button', { name: 'Close' }).click();
    await atWard(product, people.nurse).weather({ clientMedia: true });
    const bytes = corpus('forearm.jpg');
    page.once('filechooser', (chooser) => {
      void chooser.setFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(bytes) });
    });
    expect(await photographed()).toEqual(['android', 'image/jpeg', bytes.length]);
    await atWard(product, people.nurse).weather({});
    await page.context().close();
  });

  it('Add a photograph, on a card, opens the same for the card’s own thread', async () => {
    const nurse = atWard(product, people.nurse);
    const root = await nurse.post(CLINICAL, { text: 'Heel', inline: [jpeg('a.jpg', corpus('forearm.jpg'))] });
    const { message } = await cardSaying(nurse, CLINICAL, /Removed from view in this conversation\./);
    expect(message.replyTo).toBe(root);
    const page = await sit(people.registrar, CLINICAL);
    await page.getByRole('button', { name: 'Add a photograph' }).click();
    const camera = await cameraIn(page);
    expect(camera.url()).toMatch(/\/capture\?to=[\w-]+$/);
    await photograph(page, 'entries-2-card');
    await page.context().close();
  });

  it('Move to Safelight leaves a conversation alone that nobody listed, and says what to do', async () => {
    const nurse = atWard(product, people.nurse);
    await nurse.post(CORRIDOR, {
      text: 'Is this healing?',
      inline: [jpeg('old.jpg', corpus('forearm.jpg'))],
    });
    const page = await sit(people.registrar, CORRIDOR);
    await page.getByTestId('message-menu').click();
    await photograph(page, 'entries-3-menu');
    await page.getByTestId('command-move').click();
    await page.getByText('Safelight does not look after this conversation.').waitFor();
    await photograph(page, 'entries-4-not-listed');
    expect(await faultsOf(page)).toEqual([]);
    expect(await picturesOn(page).count()).toBe(1);
    await page.context().close();
  });

  it('and takes an old message into custody once the organisation lets its people move them', async () => {
    await product.stop();
    writeFileSync(policy, WITH_MOVES);
    await product.startAgain(0);
    const registrar = atWard(product, people.registrar);
    expect(originalsIn(await registrar.messages(CORRIDOR))).toHaveLength(1);
    const page = await sit(people.registrar, CORRIDOR);
    await page.getByTestId('message-menu').click();
    await page.getByTestId('command-move').click();
    await page.getByText('Safelight is taking this message into safe keeping').waitFor();
    await photograph(page, 'entries-5-moving');
    const card = await cardSaying(registrar, CORRIDOR, /Removed from view in this conversation\./);
    expect(card.words).toContain('1 image held by Safelight');
    expect(originalsIn(await registrar.messages(CORRIDOR))).toEqual([]);
    await page.getByText('This message has been deleted.').waitFor();
    await photograph(page, 'entries-6-moved');
    await page.context().close();
  });

  it('Take a photograph stands on one’s own list', async () => {
    const page = await (await ownBrowser(browser, 'phone')).newPage();
    await page.goto(`${product.safelight}/mine`);
    await signIn(page, people.nurse);
    await page.getByRole('link', { name: 'Take a photograph' }).waitFor();
    await photograph(page, 'entries-7-mine');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('link', { name: 'Take a photograph' }).click();
    await page.waitForSelector('#capture', { state: 'attached' });
    expect(page.url()).toBe(`${product.safelight}/capture`);
    await page.context().close();
  });

  it('a patient reads about their photograph without signing in, in the form they read best', async () => {
    const page = await (await ownBrowser(browser, 'phone')).newPage();
    const forms = ['', '&form=large', '&form=easy', '&lang=cy', '&uses=making.care.teach-local'];
    for (const form of forms) {
      await page.goto(`${product.safelight}${LEAFLET}${form}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
      expect(await faultsOf(page)).toEqual([]);
      await photograph(page, `leaflet${form.replace(/[&=.]/g, '-')}`, true);
    }
    await page.goto(`${product.safelight}/about-your-photograph`);
    await page.getByRole('link', { name: 'Harbourside Hospitals' }).click();
    await page.getByText('For patients of Harbourside Hospitals').waitFor();
    await page.context().close();
  });

  it('the sheet is one page of A4', async () => {
    const page = await (await ownBrowser(browser)).newPage();
    for (const uses of ['', '&uses=making.care.teach-local.teach-external.research.publication']) {
      await page.goto(`${product.safelight}${LEAFLET}${uses}`);
      const pdf = await page.pdf({ preferCSSPageSize: true });
      expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    }
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 794, height: 1123 });
    await photograph(page, 'leaflet-printed');
    await page.context().close();
  });

  it('the code on a set’s page leads a patient’s phone there', async () => {
    const nurse = atWard(product, people.nurse);
    const { opens } = await cardSaying(nurse, CLINICAL, /Removed from view in this conversation\./);
    const page = await (await ownBrowser(browser, 'phone')).newPage();
    await page.goto(opens[0] ?? '');
    await signIn(page, people.nurse);
    await page.getByText('For the patient').click();
    const code = page.getByRole('img', { name: /square code/ });
    await code.scrollIntoViewIfNeeded();
    await until('the code', 30_000, () =>
      page.evaluate<boolean>("document.querySelector('.safelight-code').naturalWidth > 0"),
    );
    await photograph(page, 'leaflet-code-on-set');
    expect(await faultsOf(page)).toEqual([]);
    const opened = page.context().waitForEvent('page');
    await page.getByRole('link', { name: 'About your photograph' }).click();
    await (await opened).getByText('For patients of Harbourside Hospitals').waitFor();
    await page.context().close();
  });
});
