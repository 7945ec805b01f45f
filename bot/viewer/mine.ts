import { photographWords } from '../../cards/text/entry.ts';
import { seriesWords } from '../../cards/text/series.ts';
import { listWords } from '../../cards/text/tab.ts';
import { ageWords, mineWords, setWords } from '../../cards/text/viewer.ts';
import { when } from '../../cards/text/when.ts';
import { hasLapsed } from '../policy/lapse.ts';
import { isNothing, leftOf } from '../policy/to-do.ts';
import type { Account } from '../set/account.ts';
import type { ImageSet, StoredSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import { DAY, later, millis } from '../set/instant.ts';
import { offerOwnPhone } from './device/bind.ts';
import { lostButton } from './device/lost.ts';
import { questionList } from './answer/my-questions.ts';
import { frame } from './frame.ts';
import type { Html } from './html.ts';
import { html } from './html.ts';
import type { SignedInAnswer } from './http/asked.ts';
import type { Room } from './room.ts';
import { organisationsToSearch, unfiledOwnedBy } from './who.ts';

export type MineRoom = Pick<Room, 'ledger' | 'policy' | 'clock'>;

const SHOWN_FOR = 30 * DAY;
const SHOWN = 500;
/** Of what nobody filed: enough for a morning's work. */
const UNFILED_SHOWN = 50;

/** `GET /mine`: what the person posted lately, newest first, so that nobody depends on finding the card again. */
export const showMine =
  (room: MineRoom): SignedInAnswer =>
  async ({ session, session: { account } }) =>
    frame({
      title: mineWords.title,
      account,
      asks: true,
      body: html`<h1 class="nhsuk-heading-l">${mineWords.title}</h1>
        ${cameraButton()} ${await listOf(room, account, 'here')} ${offerOwnPhone(room, session)}
        ${lostButton()}`,
    });

/** To the camera, which asks which conversation it is for: it stands in the client's frame as well. */
export const cameraButton = (): Html =>
  html`<p><a class="nhsuk-button" href="/capture">${photographWords.title}</a></p>`;

/** Where a row's link leads: to this window, or away from the frame the list stands in. */
export type Opening = 'here' | 'away';

/** The person's own sets and, for whom the policy names, what nobody filed: no patient, no words, no picture. */
export const listOf = async (room: MineRoom, account: Account, opening: Opening): Promise<Html> => {
  const now = room.clock.now();
  const [mine, neglected] = await Promise.all([postedBy(room, account, now), unfiledFor(room, account, now)]);
  return html`${await questionList(room, account, opening)}
    ${neglected.length > 0 && nobodyFiled(neglected, now, opening)}
    <h2 class="nhsuk-heading-m">${listWords.yours}</h2>
    ${
      mine.length === 0
        ? html`<p>${listWords.none}</p>
            <p>${listWords.first}</p>`
        : html`<ul class="safelight-list">
            ${mine.map((set) => row(set, ownFacts(set, now), opening))}
          </ul>`
    }`;
};

const postedBy = async (
  { ledger, policy }: MineRoom,
  account: Account,
  now: Instant,
): Promise<readonly StoredSet[]> => {
  const since = later(now, -SHOWN_FOR);
  const found = await Promise.all(
    organisationsToSearch(policy, account).map((one) =>
      ledger.find(one, { by: 'poster', person: account.person, newest: SHOWN }),
    ),
  );
  return storedOf(found.flat())
    .filter((set) => set.postedAt >= since)
    .sort((a, b) => b.postedAt.localeCompare(a.postedAt));
};

/** One more than is shown, so that it can be said that there are more. */
const unfiledFor = async (
  { ledger, policy }: MineRoom,
  account: Account,
  now: Instant,
): Promise<readonly StoredSet[]> => {
  const found = await Promise.all(
    unfiledOwnedBy(policy, account).map((one) =>
      ledger.find(one, { by: 'lapsed-unfiled', at: now, oldest: UNFILED_SHOWN + 1 }),
    ),
  );
  return storedOf(found.flat()).sort((a, b) => a.postedAt.localeCompare(b.postedAt));
};

const storedOf = (sets: readonly ImageSet[]): StoredSet[] =>
  sets.filter((set): set is StoredSet => set.state === 'stored');

const nobodyFiled = (sets: readonly StoredSet[], now: Instant, opening: Opening): Html => {
  const shown = sets.slice(0, UNFILED_SHOWN);
  const more = sets.length > shown.length;
  return html`<section aria-labelledby="nobody-filed">
    <h2 class="nhsuk-heading-m" id="nobody-filed">${listWords.nobody(shown.length, more)}</h2>
    <p>${listWords.nobodyWhy}</p>
    ${more && html`<p>${listWords.nobodyMore(shown.length)}</p>`}
    <ul class="safelight-list">
      ${shown.map((set) =>
        row(set, [listWords.age(ageWords(millis(now) - millis(set.postedAt))), filingOf(set)], opening),
      )}
    </ul>
  </section>`;
};

const ownFacts = (set: StoredSet, now: Instant): readonly string[] => [
  listWords.place(set.origin.place.kind),
  set.notClinical === undefined ? filingOf(set) : mineWords.notClinical,
  ...(isNothing({ ...leftOf(set, now), unfiled: 0, photographs: 0 }) ? [] : [mineWords.consentLeft]),
  ...(leftOf(set, now).photographs === 0 ? [] : [seriesWords.dueShort]),
  hasLapsed(set, now) ? mineWords.lapsed : listWords.until(set.lapsesAt),
];

const filingOf = (set: StoredSet): string =>
  mineWords.filedOf(set.images.filter((image) => image.filing.state === 'filed').length, set.images.length);

const row = (set: StoredSet, facts: readonly string[], opening: Opening): Html =>
  html`<li class="safelight-list__row">
    <a
      href="/sets/${set.id}"
      aria-label="${opening === 'away' ? listWords.openAway(set.postedAt) : mineWords.open(set.postedAt)}"
      ${opening === 'away' && html`target="_blank" rel="noopener noreferrer"`}
      >${when(set.postedAt)}</a
    >
    <span>${setWords.title(set.images.map((image) => image.kind))}</span>
    ${facts.map((fact) => html`<span>${fact}</span>`)}
  </li>`;
