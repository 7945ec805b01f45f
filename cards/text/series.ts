/** Every sentence about photographs of one wound over time (E5). Nothing here measures, enhances or lines up. */
import type { Sited } from '../../bot/set/body-site.ts';
import type { Instant } from '../../bot/set/instant.ts';
import { placeOnBody } from './picture-facts.ts';
import { onDay, when } from './when.ts';

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const seriesWords = {
  title: 'Photographs over time',
  link: 'Photographs over time',
  back: 'Back to the images',
  backToSeries: 'Back to photographs over time',
  intro:
    'Only what you may open. Nothing here is enhanced, measured or lined up: they are the photographs as they were taken.',
  newestFirst: 'Newest first',
  bestFirst: 'Best source first',
  notLinked: {
    title: 'Not linked to a patient yet',
    whatToDo: 'File this image to a patient: earlier photographs of the same patient are then shown here.',
  },
  severalPatients: 'This set shows several patients. Photographs of another of them:',
  only: 'There is no other photograph of this place yet that you may open.',
  baseline: 'Baseline',
  pin: 'Pin as the baseline',
  pinned: 'The others are compared with it.',
  open: 'Open',
  compare: 'Compare',
  compareWithBaseline: 'Compare the newest with the baseline',
  earlier: 'Earlier',
  later: 'Later',
  which: 'Compare two',
  as: { side: 'Side by side', slider: 'Slider' },
  slide: 'Move from the earlier photograph to the later one',
  slideHint: 'Drag, or use the arrow keys. The photographs lie over each other as they are, not lined up.',
  slideNeedsScript: 'The slider needs a script that did not start. Side by side works without it.',
  same: 'Choose two different photographs.',
  notToScale: 'Not to scale',
  notToScaleWhy:
    'The distance to the camera is not recorded, so nothing can be said about size. A wound that looks larger may only have been nearer.',
  samePixels: 'Same camera, same number of pixels',
  samePixelsWhy:
    'One pixel of each is shown equally large. The distance to the camera is not recorded: this does not show whether a wound has grown.',
  label: 'Which wound is this?',
  labelText:
    'Two wounds at the same place are told apart by a number. Use the same number for the same wound every time.',
  number: 'Number',
  site: 'Where on the body',
  side: 'Side',
  noSide: 'Not left or right',
  siteHint: 'For an intimate place, use Restrict on the page of the images instead.',
  keepLabel: 'Keep',
  next: 'Next photograph',
  nextDue: (at: Instant): string => `Due ${onDay(at)}, with the dressing change.`,
  nextOverdue: (at: Instant): string => `Due since ${onDay(at)}, with the next dressing change.`,
  nextRule: 'Don’t remove a dressing just for a photograph.',
  nextNone: 'No next photograph is planned.',
  plan: 'When is the dressing changed next?',
  notNeeded: 'No photograph needed',
  dueShort: 'Photograph due with the dressing change',
  notSaid: 'Where on the body is not said',
  posted: 'Posted',
  taken: 'Taken',
  age: (age: string): string => `${age} old`,
  partial: 'Only a part of this picture could be shown.',
  reduced: 'Imported, reduced quality',
  alt: (place: string, from: string): string => `Photograph: ${place}, ${from}`,
} as const;

/** `Left heel`, and `Left heel, number 2` where there are several. */
export const seriesName = (sited: Sited | undefined, number: number, isOneOfSeveral: boolean): string => {
  if (sited === undefined) return seriesWords.notSaid;
  const place = capital(placeOnBody(sited.site, sited.side));
  return isOneOfSeveral || number > 1 ? `${place}, number ${number}` : place;
};

/** `Taken 14 Nov 2026, 09:30`; where nobody knows when, it says `Posted`. */
export const fromWords = (said: 'taken' | 'posted', at: Instant): string =>
  `${seriesWords[said]} ${when(at)}`;

export const daysWords = (days: number): string => (days === 1 ? 'Tomorrow' : `In ${days} days`);

/** On the running list of what is left to do. */
export const photographsDueWords = (howMany: number): string =>
  `${howMany === 1 ? 'One photograph is' : `${howMany} photographs are`} due with the next dressing change. ${seriesWords.nextRule}`;

export const seriesDone = {
  labelled: 'Kept. Use the same number for this wound next time.',
  pinned: 'Pinned. The others are compared with this one.',
  planned: 'Kept. It joins the list of what is left to do on that day.',
  'not-needed': 'Kept. No photograph is due.',
} as const;
export type SeriesDone = keyof typeof seriesDone;
