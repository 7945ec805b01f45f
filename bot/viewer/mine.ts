import { mineWords, setWords } from '../../cards/text/viewer.ts';
import { when } from '../../cards/text/when.ts';
import { hasLapsed } from '../policy/lapse.ts';
import type { StoredSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import { DAY, later } from '../set/instant.ts';
import { frame } from './frame.ts';
import type { Html } from './html.ts';
import { html } from './html.ts';
import type { SignedInAnswer } from './http/asked.ts';
import type { Room } from './room.ts';
import { organisationsToSearch } from './who.ts';

const SHOWN_FOR = 30 * DAY;
const SHOWN = 500;

/** `GET /mine`: what the person posted lately, newest first, so that nobody depends on finding the card again. */
export const showMine =
  (room: Pick<Room, 'ledger' | 'policy' | 'clock'>): SignedInAnswer =>
  async ({ session: { account } }) => {
    const now = room.clock.now();
    const since = later(now, -SHOWN_FOR);
    const found = await Promise.all(
      organisationsToSearch(room.policy, account).map((one) =>
        room.ledger.find(one, { by: 'poster', person: account.person, newest: SHOWN }),
      ),
    );
    const sets = found
      .flat()
      .filter((set): set is StoredSet => set.state === 'stored')
      .filter((set) => set.postedAt >= since)
      .sort((a, b) => b.postedAt.localeCompare(a.postedAt));
    return frame({
      title: mineWords.title,
      account,
      body: html`<h1 class="nhsuk-heading-l">${mineWords.title}</h1>
        ${
          sets.length === 0
            ? html`<p>${mineWords.none}</p>`
            : html`<ul class="safelight-list">
                ${sets.map((set) => row(set, now))}
              </ul>`
        }`,
    });
  };

const row = (set: StoredSet, now: Instant): Html => {
  const filed = set.images.filter((image) => image.filing.state === 'filed').length;
  const filing =
    set.notClinical === undefined ? mineWords.filedOf(filed, set.images.length) : mineWords.notClinical;
  return html`<li class="safelight-list__row">
    <a href="/sets/${set.id}" aria-label="${mineWords.open(set.postedAt)}">${when(set.postedAt)}</a>
    <span>${setWords.title(set.images.map((image) => image.kind))}</span>
    <span>${filing}</span>
    ${hasLapsed(set, now) && html`<span>${mineWords.lapsed}</span>`}
  </li>`;
};
