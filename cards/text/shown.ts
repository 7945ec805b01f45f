import type { Shown } from '../../bot/set/shown.ts';
import { listed } from './listed.ts';

const what: Readonly<Record<Shown, string>> = {
  details: 'a patient’s details in writing',
  face: 'a face',
  code: 'a bar code, which may hold a patient’s number',
};

/** Beside the picture: found by a machine, so it says "may". Where nothing was found nothing is said (RISK-03). */
export const shownNote = (shows: readonly Shown[]): string =>
  `This picture may show ${listed(shows.map((one) => what[one]))}. Think who needs to see it before you send it on.`;

/** To whoever posted it, in their running list. */
export const shownToPoster = (shows: readonly Shown[]): string =>
  `One of them may show ${listed(shows.map((one) => what[one]))}. If few should see that, open it and use Restrict. Next time, frame only what is needed.`;

/** Wherever the picture is judged, and to whoever posted it (H1). A number may be misread: nobody is told who it is. */
export const anotherWords = {
  heading: 'Another patient’s number?',
  note: 'A number that can be read in this picture is not that of the patient it is linked to. Check who it shows before you act.',
  beforeFiling:
    'A number that can be read in one of these images is not this patient’s. Look at the image again before you say yes.',
  toPoster:
    'A number that can be read in one of them is not that of the patient it is linked to. Please check who it shows now; if it is the wrong patient, say so on its page.',
} as const;

export const shownTitle = 'Please look again at one of your images';
