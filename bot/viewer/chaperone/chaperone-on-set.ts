import {
  chaperoneAnswers,
  chaperoneSaid,
  chaperoneUnsaid,
  chaperoneWords,
} from '../../../cards/text/chaperone.ts';
import { isIntimate } from '../../policy/consent/case.ts';
import { factsOf } from '../../policy/consent/facts-of.ts';
import { CHAPERONES } from '../../set/chaperone.ts';
import type { StoredImage } from '../../set/image.ts';
import type { StoredSet } from '../../set/image-set.ts';
import { answerButton, folded } from '../consent/controls.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';

/** Beside an intimate picture (INT-01): what was said of a chaperone, or that nobody has said. */
export const chaperoneOn = (image: StoredImage): Html | undefined => {
  const facts = factsOf(image);
  if (!isIntimate(facts)) return undefined;
  const words = facts.chaperone === undefined ? chaperoneUnsaid : chaperoneSaid[facts.chaperone.said];
  return html`<p class="safelight-item__chaperone">${words}</p>`;
};

/** One press for all the intimate pictures of the set that this person may open; open until somebody has said. */
export const offerChaperone = (set: StoredSet, images: readonly StoredImage[]): Html | undefined => {
  const intimate = images.map(factsOf).filter(isIntimate);
  if (intimate.length === 0) return undefined;
  const isSaid = intimate.every((facts) => facts.chaperone !== undefined);
  return folded(
    isSaid ? chaperoneWords.again : chaperoneWords.ask,
    html`<p>${chaperoneWords.why}</p>
      <form method="post" action="/sets/${set.id}/chaperone" class="safelight-reasons">
        ${CHAPERONES.map((one) => answerButton(one, chaperoneAnswers[one]))}
      </form>`,
    !isSaid,
  );
};
