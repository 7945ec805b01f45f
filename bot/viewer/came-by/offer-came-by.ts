import { cameByChoices, cameByWords, riskWords } from '../../../cards/text/risk.ts';
import { important } from '../../../cards/text/viewer.ts';
import { mayBeBreach, ROUTE_RISK } from '../../policy/risk.ts';
import type { StoredSet } from '../../set/image-set.ts';
import { CAME_BY } from '../../set/risk.ts';
import { folded } from '../consent/controls.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';

/** Beside the risk meter: how it had come before, and whom to tell where that may be a breach (RISK-05 to RISK-08). */
export const cameByOn = ({ cameBy }: StoredSet): Html | undefined => {
  if (cameBy === undefined) return undefined;
  const said = cameByWords.said(cameByChoices[cameBy.route], riskWords[ROUTE_RISK[cameBy.route]]);
  return html`<p class="safelight-came-by">${said}</p>
    ${
      mayBeBreach(cameBy.route) &&
      html`<section class="safelight-warning">
        <h2 class="safelight-warning__title">
          <span class="nhsuk-u-visually-hidden">${important}</span>${cameByWords.breach.title}
        </h2>
        <p>${cameByWords.breach.text}</p>
      </section>`
    }`;
};

/** One choice; nothing is chosen before somebody chooses it. */
export const offerCameBy = (set: StoredSet): Html =>
  folded(
    cameByWords.ask,
    html`<p>${cameByWords.why}</p>
      <form method="post" action="/sets/${set.id}/came-by">
        <div class="nhsuk-form-group">
          <label class="nhsuk-label" for="came-by">${cameByWords.label}</label>
          <select class="nhsuk-select" id="came-by" name="route" required>
            <option value="">${cameByWords.none}</option>
            ${CAME_BY.map((one) => html`<option value="${one}">${cameByChoices[one]}</option>`)}
          </select>
        </div>
        <button class="nhsuk-button nhsuk-button--secondary">${cameByWords.save}</button>
      </form>`,
  );
