import { misSendWords } from '../../../cards/text/mis-send.ts';
import { openWrongPatient } from '../../policy/exceptions.ts';
import type { PersonId } from '../../set/ids.ts';
import { samePerson } from '../../set/ids.ts';
import type { StoredSet } from '../../set/image-set.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';

/**
 * "The patient was wrong": above the pictures, for everybody who opens them. Whoever had opened or answered before must
 * press it; the others cannot have acted on it.
 */
export const recheckBanner = (set: StoredSet, person: PersonId): Html | undefined => {
  const misSend = openWrongPatient(set);
  if (misSend === undefined) return undefined;
  const owed = misSend.told.some((one) => samePerson(one.person, person) && one.acknowledgedAt === undefined);
  return html`<section class="safelight-warning safelight-recheck" aria-labelledby="recheck">
    <h2 class="safelight-warning__title" id="recheck">${misSendWords.banner}</h2>
    <p>${misSendWords.bannerText}</p>
    ${
      owed &&
      html`<form method="post" action="/sets/${set.id}/mis-send/acknowledge">
        <button class="nhsuk-button">${misSendWords.acknowledge}</button>
      </form>`
    }
  </section>`;
};
