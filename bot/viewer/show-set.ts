import type { Done, PageWords } from '../../cards/text/viewer.ts';
import { cannotAsk, doneWords, orUrgentCare, setWords, stateWords } from '../../cards/text/viewer.ts';
import { errorWords } from '../../cards/text.ts';
import type { Account } from '../set/account.ts';
import type { ImageSet, StoredSet } from '../set/image-set.ts';
import type { Admission } from './admit.ts';
import { opinionsOf } from '../policy/opinions-of.ts';
import { admit } from './admit.ts';
import { offerOwnPhone } from './device/bind.ts';
import { inlinePreview } from './device/inline-preview.ts';
import { frame } from './frame.ts';
import { html } from './html.ts';
import type { Reply, SignedIn, SignedInAnswer } from './http/asked.ts';
import { messagePage } from './message-page.ts';
import { receiverNotice } from './receiver-notice.ts';
import { readQuestions } from './read-questions.ts';
import { readWords } from './read-words.ts';
import type { Room } from './room.ts';
import { renewButtons, setPage } from './set-page.ts';
import { offerUrgentCare } from './urgent-care/urgent-care-page.ts';

/** How often a page that waits looks again by itself; after that the reader presses. */
const MOST_LOOKS = 20;
const LOOK_SECONDS = 3;

/** `GET /sets/:id` */
export const showSet =
  (
    room: Pick<Room, 'ledger' | 'chat' | 'keys' | 'blobs' | 'decoder' | 'policy' | 'clock' | 'log'>,
  ): SignedInAnswer =>
  async (asked) => {
    const { account } = asked.session;
    const admission = await admit(room)(asked, 'picture');
    if (!admission.open) return refusalPage(admission, account);
    const { set, answer } = admission;
    if (set.state !== 'stored') return unstoredPage(set, asked);
    const images = set.images.filter((image) => answer.images.includes(image.id));
    const isWaiting =
      images.some((image) => image.renditions.state === 'owed' && image.kind === 'image') &&
      images.every((image) => image.renditions.state !== 'ready');
    const ownPhone = offerOwnPhone(room, asked.session);
    const done = doneFrom(asked.query.get('done'));
    const again = isWaiting ? nextLook(set, asked) : undefined;
    // Before the page's own preview is opened: after it, nobody would be at their first any more.
    const [words, notice] = await Promise.all([
      readWords(room)(set),
      receiverNotice(room, set, account.person),
    ]);
    const { as, images: open } = answer;
    return setPage({
      set,
      images,
      words,
      questions: await readQuestions(room)({ set, account, as, open, poster: words.message.author }),
      mayAsk: opinionsOf(room.policy, set.organisation) !== undefined,
      previews: await inlinePreview(room, set, images, asked.session, as),
      now: room.clock.now(),
      account,
      as: answer.as,
      warnings: answer.warnings,
      closed: answer.closed,
      ...(notice === undefined ? {} : { notice }),
      ...(ownPhone === undefined ? {} : { ownPhone }),
      ...(done === undefined ? {} : { done }),
      ...(again === undefined ? {} : { again }),
    });
  };

/** Absent and forbidden are the same page and the same status (quality.md S3). */
export const refusalPage = (refused: Extract<Admission, { open: false }>, account: Account): Reply => {
  switch (refused.why) {
    case 'not-allowed':
      return refusal(404, errorWords['not-allowed'], account, refused.urgentCare);
    case 'cannot-ask':
      return refusal(503, cannotAsk, account, refused.urgentCare);
    case 'lapsed':
      return lapsedPage(refused.set, account);
  }
};

const refusal = (
  status: number,
  words: PageWords,
  account: Account,
  urgentCare: string | undefined,
): Reply =>
  urgentCare === undefined
    ? messagePage(status, words, account)
    : frame({
        status,
        title: words.title,
        account,
        body: html`<h1 class="nhsuk-heading-l">${words.title}</h1>
          <p>${status === 404 ? orUrgentCare : words.whatToDo}</p>
          ${offerUrgentCare(urgentCare)}`,
      });

const lapsedPage = (set: ImageSet, account: Account): Reply =>
  frame({
    status: 403,
    title: stateWords.lapsed.title,
    account,
    body: html`<h1 class="nhsuk-heading-l">${stateWords.lapsed.title}</h1>
      <p>${stateWords.lapsed.whatToDo}</p>
      ${renewButtons(set)}`,
  });

/** Not in custody yet, or not any more. */
const unstoredPage = (set: Exclude<ImageSet, StoredSet>, asked: SignedIn): Reply => {
  const { account } = asked.session;
  switch (set.state) {
    case 'received': {
      const again = nextLook(set, asked);
      const words = stateWords.received;
      return frame({
        title: words.title,
        account,
        ...(again === undefined ? {} : { again }),
        body: html`<h1 class="nhsuk-heading-l">${words.title}</h1>
          <p>${again === undefined ? setWords.preparingSlow : words.whatToDo}</p>
          <p><a href="/sets/${set.id}">${setWords.lookAgain}</a></p>`,
      });
    }
    case 'gone-before-custody':
      return messagePage(410, stateWords.gone, account);
    case 'disposed':
      return messagePage(
        410,
        set.because === 'declined' ? stateWords.destroyed : stateWords.disposed,
        account,
      );
  }
};

const nextLook = (
  set: ImageSet,
  { query }: SignedIn,
): { readonly seconds: number; readonly href: string } | undefined => {
  const looks = Number.parseInt(query.get('look') ?? '0', 10);
  return looks >= 0 && looks < MOST_LOOKS
    ? { seconds: LOOK_SECONDS, href: `/sets/${set.id}?look=${looks + 1}` }
    : undefined;
};

const doneFrom = (text: string | null): Done | undefined =>
  text !== null && Object.hasOwn(doneWords, text) ? (text as Done) : undefined;
