import { receiverWords } from '../../cards/text/receiver.ts';
import { asSafelightError } from '../set/errors.ts';
import type { PersonId } from '../set/ids.ts';
import { samePerson } from '../set/ids.ts';
import type { StoredSet } from '../set/image-set.ts';
import { instant } from '../set/instant.ts';
import { folded } from './consent/controls.ts';
import type { Html } from './html.ts';
import { html } from './html.ts';
import type { Room } from './room.ts';

/** Goes up with any change of what the notice says; `since` is then the moment from which openings count for it. */
const NOTICE = { version: 'en-GB/1', since: instant(0) } as const;

/**
 * What is said to a person before the first picture they open in this organisation (DEL-04). The audit knows who has
 * opened one, so nothing more is kept of anybody; that it was said is on record, with its version. Ask before the page
 * opens a picture by itself.
 */
export const receiverNotice = async (
  { ledger, clock, log }: Pick<Room, 'ledger' | 'clock' | 'log'>,
  set: StoredSet,
  person: PersonId,
): Promise<Html | undefined> => {
  if (samePerson(set.poster, person)) return undefined;
  try {
    const [opened] = await ledger.audit.openedBy(set.organisation, person, NOTICE.since, 1);
    if (opened !== undefined) return undefined;
    const facts = { version: NOTICE.version };
    await ledger.audit.append(set.organisation, [
      { kind: 'receiver-noticed', at: clock.now(), by: person, set: set.id, facts },
    ]);
  } catch (thrown) {
    // A picture that is needed now does not wait for its notice.
    log.warn({ code: asSafelightError(thrown).code, set: set.id }, 'the notice to receivers was left out');
    return undefined;
  }
  // One line and a fold: the picture itself stays on the first screen of a phone.
  return html`<section class="safelight-receiver" aria-label="${receiverWords.more}">
    <p><strong>${receiverWords.title}</strong></p>
    ${folded(
      receiverWords.more,
      html`<ul class="nhsuk-list nhsuk-list--bullet">
          ${receiverWords.says.map((one) => html`<li>${one}</li>`)}
        </ul>
        <p class="nhsuk-hint">${receiverWords.again}</p>`,
    )}
  </section>`;
};
