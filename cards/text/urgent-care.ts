/** Every sentence about "Urgent care": opening without being in the conversation. */
import type { Instant } from '../../bot/set/instant.ts';
import type { UrgentCareReason } from '../../bot/set/urgent-care.ts';
import { secondsAt, when } from './when.ts';

interface Said {
  readonly title: string;
  readonly lines: readonly string[];
}

export const urgentCareReasons: Readonly<Record<UrgentCareReason, string>> = {
  'treating-now': 'I am treating this patient now',
  'patient-deteriorating': 'The patient is getting worse and cannot wait',
  'covering-colleague': 'I am covering for a colleague who is in the conversation',
  'roster-wrong': 'I should be in the conversation, and am not',
};

export const urgentCareWords = {
  button: 'Urgent care',
  title: 'Open with Urgent care',
  what: 'It opens to you for 15 minutes. The person who posted it and information governance are told at once that you opened it and why, and it is reviewed on the next working day.',
  question: 'Why do you need it now?',
  press: 'Open for 15 minutes',
  missing: 'Choose a reason',
  back: 'Do not open it',
  refused: {
    title: 'Urgent care cannot open this',
    whatToDo:
      'It is not here, or it is closed to everybody but named people. Ask the poster, or ring information governance.',
  },
  banner: 'Opened with Urgent care',
  until: (until: Instant): string => `It closes by itself at ${secondsAt(until)}.`,
  left: (minutes: string): string =>
    minutes === '1' ? 'Less than a minute left' : `${minutes} minutes left`,
  over: 'The 15 minutes are over',
  told: 'The poster and information governance have been told.',
} as const;

export const urgentCareNotice = (reason: UrgentCareReason, at: Instant): Said => ({
  title: 'A picture was opened with Urgent care',
  lines: [
    `A clinician who is not in the conversation opened it ${when(at)}. Reason: ${urgentCareReasons[reason].toLowerCase().replace(/^i /, 'I ')}.`,
    'It was open to them for 15 minutes. Information governance reviews it on the next working day.',
  ],
});

export const urgentCareReview = {
  title: 'Urgent care: to review',
  none: 'Nobody has opened anything with Urgent care that is not reviewed.',
  line: (reason: UrgentCareReason, at: Instant): string => `${when(at)}: ${urgentCareReasons[reason]}`,
  rosterUnreachable: 'Teams could not say who is in the conversation.',
  often: (times: number): string => `${times} times within a day by the same person.`,
  due: (at: Instant): string => `Review by ${when(at)}.`,
  overdue: (at: Instant): string => `Was to be reviewed by ${when(at)}.`,
  opened: (times: number): string =>
    times === 0 ? 'No picture was opened.' : times === 1 ? '1 opening.' : `${times} openings.`,
  by: (name: string): string => `By ${name}`,
  somebody: 'somebody outside the conversation',
  proper: 'Proper',
  followUp: 'To follow up',
  properFor: (at: Instant): string => `Proper: opened ${when(at)}`,
  followUpFor: (at: Instant): string => `To follow up: opened ${when(at)}`,
  own: 'You opened this yourself: another person must review it.',
} as const;
