import { glanceWords, processedWords } from '../../cards/text/glance.ts';
import { placeOnBody } from '../../cards/text/picture-facts.ts';
import { noteWords } from '../../cards/text/quality.ts';
import { anotherWords, shownNote } from '../../cards/text/shown.ts';
import { ageWords, setWords, takenWords } from '../../cards/text/viewer.ts';
import { when } from '../../cards/text/when.ts';
import { factsOf } from '../policy/consent/facts-of.ts';
import { mayShowAnother, worthSaying } from '../policy/written-details.ts';
import type { StoredImage } from '../set/image.ts';
import type { StoredSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import { DAY, instant, millis } from '../set/instant.ts';
import type { Html } from './html.ts';
import { html } from './html.ts';
import { saidTakenOn } from './said-taken/said-taken-on-set.ts';
import { fromWhen } from './series/times.ts';
import { sourceLabel } from './series/picture-facts.ts';
import { takenMoment } from './taken.ts';

/** Older than this and it says so in so many words: what was true of a wound yesterday may not be now (H5). */
const CURRENT_FOR = DAY;

interface Glanced {
  readonly set: StoredSet;
  readonly image: StoredImage;
  readonly now: Instant;
}

/** The facts to be seen before the picture is believed (E2): its age, who says so, where, and what may be amiss. */
export const glance = (shown: Glanced): Html =>
  html`<div class="safelight-glance">
    ${age(shown)}
    <p class="safelight-glance__facts safelight-item__times">${times(shown)}</p>
    <p class="safelight-glance__facts safelight-item__source">
      ${[place(shown.image), shown.image.kind === 'image' ? sourceLabel(shown.image) : undefined]
        .filter((one) => one !== undefined)
        .join(' · ')}
    </p>
    ${
      shown.image.processed !== undefined &&
      html`<p class="safelight-glance__facts">${processedWords(shown.image.processed)}</p>`
    }
    ${saidTakenOn(shown.set, shown.image)} ${amiss(shown.image)}
    <p class="safelight-glance__never">${glanceWords.never}</p>
  </div>`;

const age = ({ set, image, now }: Glanced): Html => {
  const { at, said } = fromWhen(set, image);
  const old = millis(now) - millis(at);
  const words = said === 'taken' ? glanceWords.taken(ageWords(old)) : glanceWords.posted(ageWords(old));
  const isOld = old > CURRENT_FOR;
  return html`<p class="safelight-glance__age${isOld ? ' safelight-glance__age--old' : ''}">
    <strong>${isOld ? glanceWords.notCurrent(words) : words}</strong>${
      said === 'posted' && html` <span>${glanceWords.notKnown}</span>`
    }
  </p>`;
};

const place = (image: StoredImage): string | undefined => {
  const { sited } = factsOf(image);
  if (sited === undefined) return undefined;
  const words = placeOnBody(sited.site, sited.side);
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const amiss = (image: StoredImage): Html | undefined => {
  const { renditions } = image;
  if (renditions.state !== 'ready') return undefined;
  const [flaw] = renditions.quality ?? [];
  return html`${
    renditions.partial && html`<p class="safelight-partial"><strong>${setWords.partial}</strong></p>`
  }
  ${flaw !== undefined && html`<p class="safelight-partial">${noteWords(flaw)}</p>`} ${alsoShown(image)}`;
};

/** Seen by a machine in what people see (RISK-03); somebody else's number stands first, for advice hangs on it (H1). */
const alsoShown = (image: StoredImage): Html => {
  const shows = worthSaying(image);
  return html`${
    mayShowAnother(image) &&
    html`<p class="safelight-partial"><strong>${anotherWords.heading}</strong> ${anotherWords.note}</p>`
  }
  ${shows.length > 0 && html`<p class="safelight-glance__facts">${shownNote(shows)}</p>`}`;
};

/** When by whose clock, to the minute; and the clock's own fault where it has one (META-03). */
const times = ({ set, image, now }: Glanced): string => {
  const posted = takenWords.oldSincePosted(ageWords(millis(now) - millis(set.postedAt)));
  if (image.takenAt === undefined) return `${takenWords.unknown}. ${posted}.`;
  const taken = takenMoment(image.takenAt, set.postedAt);
  if (!Number.isFinite(taken.at)) return `${takenWords.unknown}. ${posted}.`;
  const said = takenWords.exif(when(instant(taken.at)));
  if (taken.clockWrong) return `${said}. ${takenWords.clockWrong} ${posted}.`;
  return `${said}. ${takenWords.oldSinceTaken(ageWords(millis(now) - taken.at))}. ${posted}.`;
};
