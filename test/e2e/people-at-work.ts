import type { BrowserContext, Locator, Page } from 'playwright-core';
import type { Person } from '../../bot/local/demonstration/people.ts';
import type { Product } from './start-product.ts';
import { until } from './until.ts';

/** The ward's page with this person sitting at it, in one of their conversations. */
export const sitAtWard = async (
  context: BrowserContext,
  product: Pick<Product, 'ward'>,
  person: Person,
  place: string,
): Promise<Page> => {
  const page = await context.newPage();
  await page.goto(`${product.ward}/ward`);
  await page.getByTestId(`be-${person.oid}`).click();
  await page.getByTestId('live').getByText('Live').waitFor();
  await page.getByTestId(`place-${place}`).click();
  return page;
};

/** Pictures of other people's and one's own posts that can be seen on the page now. */
export const picturesOn = (page: Page): Locator => page.locator('[data-testid=picture][data-state=shown]');

/** The card whose message has this id. */
export const cardOn = (page: Page, activityId: string): Locator =>
  page.locator(`[data-testid=card][data-activity-id="${activityId}"]`);

/** Presses a card's button that opens a page; the page opens in a tab of its own. */
export const pressAndFollow = async (page: Page, card: Locator, button: string): Promise<Page> => {
  const opened = page.context().waitForEvent('page');
  await card.getByRole('link', { name: button, exact: true }).click();
  const tab = await opened;
  await tab.waitForLoadState();
  return tab;
};

/** At the demonstration's sign-in: picks the person, with both factors unless said otherwise. */
export const signIn = async (page: Page, person: Person, factors: 'two' | 'one' = 'two'): Promise<void> => {
  if (factors === 'one') await page.getByLabel(/password only/).check();
  await page.getByRole('button', { name: person.name }).click();
  await page.waitForLoadState();
};

/** Whether every picture that the viewer asked for has come. */
const ALL_HAVE_COME = `[...document.querySelectorAll('img[data-screen]')]
  .filter((one) => one.loading !== 'lazy')
  .every((one) => one.complete && one.naturalWidth > 0)`;

export const picturesLoaded = async (page: Page): Promise<void> => {
  await page.locator('img[data-screen]').first().waitFor();
  await until('the pictures', 30_000, () => page.evaluate<boolean>(ALL_HAVE_COME));
};

/** Types a mention as a person does, by picking it from the list that is offered, and the words after it. */
export const writeMention = async (page: Page, person: Person, words: string): Promise<void> => {
  const box = page.getByTestId('composer');
  await box.pressSequentially(`@${person.name.slice(0, 5)}`);
  await page.locator('li[role=option]', { hasText: person.name }).waitFor();
  await box.press('Enter');
  await box.pressSequentially(words);
};

/** What Ctrl-V does with a picture on the clipboard. */
export const pastePicture = async (page: Page, name: string, bytes: Uint8Array): Promise<void> => {
  const base64 = JSON.stringify(Buffer.from(bytes).toString('base64'));
  await page.evaluate(
    `(() => {
      const bytes = Uint8Array.from(atob(${base64}), (one) => one.charCodeAt(0));
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([bytes], ${JSON.stringify(name)}, { type: 'image/jpeg' }));
      document
        .querySelector('[data-testid=composer]')
        .dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    })()`,
  );
};
