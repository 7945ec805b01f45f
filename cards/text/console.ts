/** Every sentence of the console that information governance reads. */
import type { AlertKind } from '../../bot/set/image-set.ts';
import type { Instant } from '../../bot/set/instant.ts';
import { when } from './when.ts';

export const consoleWords = {
  title: 'Console',
  intro: (organisation: string): string =>
    `What Safelight holds for ${organisation}, and what needs a person. No pictures are shown here.`,
  health: 'Parts of Safelight',
  working: 'Working',
  notWorking: 'Not working',
  alerts: 'Open alerts',
  noAlerts: 'No open alerts.',
  outstanding: 'Still visible in a conversation, or not deleted',
  noOutstanding: 'Nothing is outstanding.',
  outstandingLine: (copies: number, age: string): string =>
    `${copies === 1 ? '1 copy' : `${copies} copies`}, for ${age}`,
  unfiled: 'Not filed to a patient',
  noUnfiled: 'Everything is filed.',
  unfiledLine: (images: number, age: string): string =>
    `${images === 1 ? '1 image' : `${images} images`}, waiting for ${age}`,
  disposals: 'Marked as not clinical: disposal to approve',
  noDisposals: 'Nothing waits for approval.',
  disposalLine: (age: string): string => `Marked ${age} ago`,
  approve: 'Approve disposal',
  approveFor: (posted: Instant): string => `Approve disposal of what was posted ${when(posted)}`,
  approved: 'Approved',
  approvedFrom: (at: Instant): string => `Approved. It is destroyed after ${when(at)}.`,
  held: 'Under a legal hold: cannot be disposed of.',
  marker: 'You marked or posted this: another person must approve.',
  posted: (at: Instant): string => `Posted ${when(at)}`,
  receipt: 'Receipt',
  receiptOf: (at: Instant): string => `Receipt of what was posted ${when(at)}`,
  oldestOf: (shown: number, all: number): string => `These are the oldest ${shown} of ${all}.`,
  since: (age: string): string => `for ${age}`,
} as const;

/** Parts as `/readyz` names them, in the words of whoever reads the console. */
const parts: Readonly<Record<string, string>> = {
  ledger: 'The database: who posted what, and what was done',
  blobs: 'The image store',
  keys: 'The key service: unlocks images',
  record: 'The patient record',
  'sign-in': 'The sign-in',
};
export const partWords = (part: string): string => parts[part] ?? part;

export const alertWords: Readonly<Record<AlertKind, string>> = {
  'custody-late': 'Not taken into safe keeping within 2 minutes',
  'gone-before-custody': 'Deleted by somebody before Safelight could keep a copy',
  'removal-late': 'Not removed from the conversation within 15 minutes',
  reappeared: 'Came back after it was removed',
  'card-missing': 'No card stands in the conversation',
  'not-displayable': 'Cannot be shown',
  'filing-late': 'Waiting for the patient record',
  'disposal-failed': 'Could not be destroyed',
  'unfiled-at-lapse': 'Not filed when the card’s time was over',
  'reread-failed': 'The conversation could not be looked at again',
  'capture-broken':
    'A photograph from the camera did not arrive whole; the phone it was taken with may still have it',
  'intimate-unconfirmed':
    'Intimate, and perhaps under 18: it waits for a senior colleague and a safeguarding lead to agree',
  'closed-since-restore':
    'It came back after a restore, and nobody can know who may see it: closed until information governance opens it',
  'declined-undecided': 'The patient said no: two people decide what becomes of it',
  'urgent-care-unreviewed': 'Opened with Urgent care and not reviewed by the end of the next working day',
  'urgent-care-often': 'One person used Urgent care several times within a day',
  'mis-sent': 'Somebody said wrong patient or wrong people: the 72 hours run',
  'mis-send-unread': 'People who acted on it have not said that they know the patient was wrong',
  'consent-due': 'The patient can be asked about consent now',
  'sixteenth-birthday': 'The patient turns 16: consent given when they were a child comes up again',
  'missed-by-ear': 'Microsoft Teams did not tell Safelight of a message: it was found by looking',
};
