import type { Instant } from './instant.ts';
import type { AnswerCategory, Urgency } from './question.ts';

/** One second opinion as everybody in the thread may know it: codes, never a person's name and never a word. */
export interface QuestionLine {
  /** The role's name, as the policy file has it; absent: a colleague was asked. */
  readonly role?: string;
  readonly urgency: Urgency;
  readonly state: 'not-seen' | 'nobody-there' | 'nobody-looked' | 'seen' | 'answered' | 'withdrawn';
  /** When it came to be so. */
  readonly at: Instant;
  /** Of the newest answer; two that crossed both stand in the viewer. */
  readonly category?: AnswerCategory;
  /** The number to ring as well, as long as nobody has looked. */
  readonly ring?: string;
}
