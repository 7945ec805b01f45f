import { misSendWords } from '../../../cards/text/mis-send.ts';
import { mayUndo } from '../../policy/mis-send.ts';
import type { PersonId } from '../../set/ids.ts';
import type { StoredSet } from '../../set/image-set.ts';
import type { Instant } from '../../set/instant.ts';
import { millis, SECOND } from '../../set/instant.ts';
import type { MisSend } from '../../set/mis-send.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';

/** For the presser alone, for 60 seconds; counts down on a page left open, and works without its script. */
export const undoBar = (
  set: Pick<StoredSet, 'id'>,
  misSend: MisSend,
  person: PersonId,
  now: Instant,
): Html | undefined => {
  if (!mayUndo(misSend, person, now)) return undefined;
  const left = millis(misSend.undoUntil) - millis(now);
  return html`<div class="safelight-undo" data-counts-for="${left}">
    <p>
      <strong
        data-words="${misSendWords.undoLeft('#')}"
        data-one="${misSendWords.undoLeft('1')}"
        data-over="${misSendWords.undoOver}"
        data-unit="${SECOND}"
        >${misSendWords.undoUntil(misSend.undoUntil)}</strong
      >
    </p>
    <form method="post" action="/sets/${set.id}/mis-send/undo" data-until-over>
      <input type="hidden" name="id" value="${misSend.id}" />
      <button class="nhsuk-button nhsuk-button--secondary">${misSendWords.undo}</button>
    </form>
  </div>`;
};
