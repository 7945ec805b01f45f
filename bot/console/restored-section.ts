import { restoredWords, sayRestored } from '../../cards/text/restored.ts';
import type { OrganisationId } from '../set/ids.ts';
import type { Restore } from '../set/journal.ts';
import type { Html } from '../viewer/html.ts';
import { html } from '../viewer/html.ts';

/** Restores of this organisation's records, newest first, and what nobody can know since. */
export const restoredSection = (
  restores: readonly Restore[],
  organisation: OrganisationId,
): Html | undefined => {
  const own = restores.filter((restore) => restore.organisation === organisation);
  if (own.length === 0) return undefined;
  return html`<h2 class="nhsuk-heading-m">${restoredWords.title}</h2>
    ${own.toReversed().map((restore) => sayRestored(restore).map((line) => html`<p>${line}</p>`))}`;
};
