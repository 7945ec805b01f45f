/** Consent by ward, and what was agreed to late: for information governance, without a person in it (CON-19, CON-40). */
import type { Instant } from '../../bot/set/instant.ts';
import { onDay } from './when.ts';

export const consentFigureWords = {
  title: 'Consent by ward',
  link: 'Consent by ward, and what was agreed to late',
  text: 'Pictures of the last 28 days that need consent. A chat between one person and Safelight is left out, and nobody is named.',
  cut: (most: number): string =>
    `There were more than ${most} sets of pictures; these figures are of the newest ${most}.`,
  empty: 'No picture of the last 28 days needs consent.',
  ward: 'Ward or conversation',
  columns: {
    needed: 'Pictures that need consent',
    before: 'Agreed before it was taken',
    afterwards: 'Agreed afterwards',
    'could-not-ask': 'Could not be asked yet',
    'said-no': 'Said no',
    'not-recorded': 'Not recorded',
  },
  share: (count: number, percent: number): string => `${count} (${percent} %)`,
  baseline:
    'Published: 42 % of clinicians had obtained consent; 79 % had photographed anaesthetised patients without asking before.',
  exposedTitle: 'What posts in a chat were exposed to',
  exposedText: 'A post in a chat is rated very high until its last copy is seen gone; the camera is not.',
  exposedEmpty: 'No post of the last 28 days has stood and gone.',
  exposedColumns: {
    posts: 'Posts',
    middle: 'Seconds, the middle one',
    longest: 'Seconds, the longest',
    couldSee: 'People who could see it, at most',
  },
  lateTitle: 'Agreed to after the picture was taken',
  lateEmpty: 'Nothing was agreed to late.',
  reason: 'Why',
  count: 'Pictures',
  posted: 'It was posted before anybody was asked',
  another: 'Another reason, written in words: see the set',
  unsaid: 'Nobody said why',
  newest: (shown: number, all: number): string =>
    all > shown ? `The newest ${shown} of ${all}.` : `All ${all}.`,
  line: (at: Instant, ward: string, why: string): string => `${onDay(at)}, ${ward}. ${why}.`,
  back: 'Back to the console',
} as const;
