import { tabWords } from '../../cards/text/tab.ts';
import type { PageWords } from '../../cards/text/viewer.ts';
import { signInWords } from '../../cards/text/viewer.ts';
import type { VouchedAnswer } from './doors.ts';
import { frame } from './frame.ts';
import type { Html } from './html.ts';
import { html } from './html.ts';
import type { Answer } from './http/asked.ts';
import { messagePage } from './message-page.ts';
import type { MineRoom } from './mine.ts';
import { cameraButton, listOf } from './mine.ts';
import type { Room } from './room.ts';
import { signInRefusal } from './sign-in.ts';

/**
 * `GET /tab`: the personal tab, which alone of our pages may stand in Teams' frame. It is the same for everybody: who
 * sits there is asked of Teams by its script, which then fetches the list.
 */
export const showTab =
  ({ client }: Pick<Room, 'client'>): Answer =>
  async () =>
    frame({
      title: tabWords.title,
      inClient: true,
      body: html`<h1 class="nhsuk-heading-l">${tabWords.title}</h1>
        ${cameraButton()}
        <div id="list" data-from="/tab/list" data-hosts="${client.standIns.join(' ')}" aria-live="polite">
          <p id="waiting">${tabWords.waiting}</p>
        </div>
        ${Object.entries(tabWords.troubles).map(([name, words]) => trouble(name, words))}
        <noscript><p>${tabWords.noScript}</p></noscript>
        <p><a href="/mine" target="_blank" rel="noopener noreferrer">${tabWords.inBrowser}</a></p>`,
    });

/** Hidden until the script has met it. */
const trouble = (name: string, words: PageWords): Html =>
  html`<section class="safelight-trouble" data-trouble="${name}" role="alert" hidden>
    <h2 class="nhsuk-heading-m">${words.title}</h2>
    <p>${words.whatToDo}</p>
    <p>
      <button class="nhsuk-button nhsuk-button--secondary" type="button" data-again>${tabWords.again}</button>
    </p>
  </section>`;

/**
 * `GET /tab/list`: the rows alone, for the tab's script to put into its page. As `/mine`, but a second factor is not
 * asked for here: the list holds no picture, no words and no patient, and whoever opens one signs in for it.
 */
export const listTab =
  (room: MineRoom): VouchedAnswer =>
  async (account) => {
    const refusal = signInRefusal(room, { ...account, mfa: true });
    if (refusal !== undefined) return messagePage(403, signInWords.refused(refusal));
    const list = await listOf(room, account, 'away');
    return {
      status: 200,
      type: 'text/html; charset=utf-8',
      body: html`<p>${tabWords.away}</p>
        ${list}`.markup,
    };
  };
