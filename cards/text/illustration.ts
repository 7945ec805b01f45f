/** Every sentence of Medical Illustration's review. Kind, specific, and about pictures, never about people. */
import type { Tip, Unsuitable } from '../../bot/set/review.ts';
import type { Instant } from '../../bot/set/instant.ts';
import type { CardReviewModel } from '../model.ts';
import type { WhyPhone } from '../../bot/set/why-phone.ts';
import { onDay } from './when.ts';

export const unsuitableWords: Readonly<Record<Unsuitable, string>> = {
  'not-sharp': 'Not sharp',
  'too-dark': 'Too dark to judge colour',
  'against-the-light': 'Taken against the light',
  glare: 'Hidden in part by light thrown back',
  'too-small': 'Too small to show anything fine',
  'part-missing': 'Part of what matters is outside the picture',
  'nothing-to-place-it': 'Nothing shows where on the body it is',
  background: 'Something in the background should not be there',
  'screen-or-paper': 'A photograph of a screen or of paper',
};

/** What to do next time: one sentence, which is all its reader is told. */
export const tipWords: Readonly<Record<Tip, string>> = {
  focus: 'tap on the wound on the screen and wait a moment before you take it.',
  light: 'turn so that the light falls on what you photograph.',
  glare: 'tilt the phone a little, or move the lamp, until the shine is gone.',
  distance: 'go closer until it fills about a third of the picture.',
  'whole-area': 'take one from further back first, so that the whole area is in it.',
  scale: 'lay a small ruler beside it, level with the skin.',
  background: 'put a plain sheet behind it, so that nothing else is in the picture.',
};
export const tipNames: Readonly<Record<Tip, string>> = {
  focus: 'Focus',
  light: 'Light',
  glare: 'Shine',
  distance: 'Distance',
  'whole-area': 'Whole area first',
  scale: 'A small ruler',
  background: 'Plain background',
};

/** A line of the running list of whoever took it, seen by nobody else. */
export const tipLine = (tip: Tip, contact?: string): string =>
  `A tip from Medical Illustration for next time: ${tipWords[tip]}${contact === undefined ? '' : ` They are glad to help: ${contact}.`}`;

/** On the card: of the pictures, never of who took them. */
export const reviewLine = (
  { accepted, notSuitable, photographer }: CardReviewModel,
  of: number,
): readonly string[] => [
  ...(notSuitable > 0
    ? [
        of === 1
          ? 'Medical Illustration: not suitable as a clinical health record.'
          : `Medical Illustration: ${notSuitable} of ${of} not suitable as a clinical health record.`,
      ]
    : accepted >= of
      ? ['Medical Illustration: accepted for the record.']
      : accepted > 0
        ? [`Medical Illustration: ${accepted} of ${of} accepted for the record.`]
        : []),
  ...(photographer === undefined
    ? []
    : [
        photographer === 'asked'
          ? 'A clinical photographer has been asked for.'
          : 'Medical Illustration has seen that a photographer was asked for.',
      ]),
];

/** Beside the picture, for everybody who opens it (QUAL-02). */
export const reviewBanner = {
  accepted: (at: Instant): string => `Accepted for the record by Medical Illustration, ${onDay(at)}.`,
  notSuitable: 'Not suitable as a clinical health record',
  why: (why: Unsuitable, at: Instant): string =>
    `${unsuitableWords[why]}. Medical Illustration, ${onDay(at)}. It is kept and can still be looked at: if it matters, look at the patient or take another.`,
  asked: (at: Instant): string => `A clinical photographer was asked for, ${onDay(at)}.`,
  acknowledged: (at: Instant): string =>
    `Medical Illustration has seen the request for a photographer, ${onDay(at)}.`,
  photographed: (at: Instant): string => `Photographed by Medical Illustration, ${onDay(at)}.`,
  'not-possible': (at: Instant): string => `A photographer could not come, ${onDay(at)}.`,
  ask: 'Ask Medical Illustration for a photographer',
  askText: 'They see the request on their list. The pictures here stay as they are.',
  askDo: 'Ask for a photographer',
} as const;

export const worklistWords = {
  title: 'Medical Illustration',
  lanes: { ward: 'Ward', poor: 'May be poor', patient: 'From patients' },
  lanesLabel: 'Worklist',
  jobs: 'Photographers',
  report: 'Ward report',
  training: 'Training',
  where: (at: number, of: number): string => `Picture ${at} of ${of}`,
  empty: {
    ward: 'Nothing waits. Pictures posted on wards appear here once they are safe, the oldest first.',
    poor: 'Nothing waits. A picture appears here when something measured on it suggests that it may be dark, blurred or too small.',
    patient:
      'Nothing waits, and nothing has come from patients yet. Pictures that patients send appear here, apart from those of wards.',
  },
  gone: 'That picture has been dealt with, or is no longer open to you. This is the next.',
  closed: 'Restricted to named people',
  closedText: 'It stays closed here, and is not judged. Go on to the next.',
  posted: (when: string): string => `Posted ${when}`,
  postedAgo: (when: string, age: string): string => `Posted ${when}, ${age} ago.`,
  accept: 'Accept',
  notSuitable: 'Not suitable as a clinical health record',
  label: 'Better source label',
  photographer: 'Ask for a photographer',
  photographerAsked: 'A photographer has been asked for.',
  tip: 'Kind tip to whoever took it',
  tipPrivate: 'It reaches them alone, in their own list. Nobody else is told.',
  tipLater: (at: Instant): string => `They had a tip lately. The next can be sent from ${onDay(at)}.`,
  tipGiven: 'A tip has been given.',
  next: 'Next',
  previous: 'Previous',
  keys: 'Keyboard',
  keysOn: 'Use single keys',
  keysText: 'Not while typing, and not with Ctrl, Alt or Command.',
  help: [
    ['j', 'Next picture'],
    ['k', 'Previous picture'],
    ['a', 'Accept'],
    ['n', 'Not suitable, then a number for the reason'],
    ['l', 'Better source label, then a number'],
    ['p', 'Ask for a photographer'],
    ['t', 'Kind tip, then a number'],
    ['o', 'Open a closed picture that you may open'],
    ['Esc', 'Close a list'],
    ['?', 'Show or hide this'],
  ],
  done: {
    accepted: 'Accepted.',
    'not-suitable': 'Marked as not suitable. Everybody who opens it is told.',
    labelled: 'The label has been changed.',
    asked: 'A photographer has been asked for.',
    tip: 'The tip is on its way to them alone.',
    acknowledge: 'Acknowledged: whoever asked can see it.',
    photographed: 'Closed: photographed.',
    'not-possible': 'Closed: not possible.',
    training: 'Closed.',
  },
  jobsTitle: 'Photographers asked for',
  jobsEmpty: 'Nobody has asked for a photographer. Requests from wards, and from this worklist, appear here.',
  jobOpen: 'Open the pictures',
  jobAsked: (when: string): string => `Asked ${when}`,
  jobStates: { asked: 'Asked', acknowledged: 'Acknowledged' },
  acknowledge: 'Acknowledge',
  photographed: 'Photographed',
  notPossible: 'Not possible',
  reportTitle: 'Ward report',
  reportText: 'Counts of pictures by ward and week. No person is in it.',
  reportEmpty: 'Nothing has been posted in the last four weeks.',
  week: (monday: Instant): string => `Week of ${onDay(monday)}`,
  columns: ['Ward', 'Accepted', 'Not suitable', 'Waiting', 'Photographer asked', 'Commonest reason'],
  noReason: 'None',
  trainingTitle: 'Training that may help',
  trainingText:
    'Five of somebody’s last ten pictures were not suitable. It is for you alone: no report names anybody. A short session with a clinical photographer usually helps.',
  trainingEmpty: 'Nobody’s pictures suggest it.',
  trainingSince: (when: string): string => `since ${when}`,
  trainingClose: 'Seen to',
  somebody: 'Somebody who has left this conversation',
} as const;
export type WorklistDone = keyof typeof worklistWords.done;

/** After sending, if anybody likes to say (QUAL-11). */
export const whyPhoneWords = {
  title: 'Why not Medical Illustration? (if you like)',
  reasons: {
    urgent: 'It was urgent',
    'out-of-hours': 'Out of hours',
    unavailable: 'They could not come',
    community: 'At home, or in the community',
  },
  thanks: 'Thank you. Recorded.',
  report: 'Why wards took them themselves',
  notSaid: 'Nobody said',
} as const satisfies {
  readonly reasons: Readonly<Record<WhyPhone, string>>;
  readonly [word: string]: unknown;
};

/** To whoever leads Medical Illustration: who it is about stands on the page alone. */
export const trainingNotice = {
  title: 'Training with a clinical photographer may help somebody',
  lines: ['Five of their last ten pictures were not suitable. Who it is stands on the page alone.'],
} as const;
