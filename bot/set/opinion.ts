import type { AnswerId } from './ids.ts';
import type { Instant } from './instant.ts';
import type { AnswerCategory, AnswerNames, Urgency } from './question.ts';

/** Who said what about which images, and when: the statement that stands in one patient's record. */
export interface Opinion {
  readonly answer: AnswerId;
  /** FHIR reference, `Patient/…`. */
  readonly patient: string;
  readonly names: AnswerNames;
  /** What they are in the hospital, in words, where the question was for whoever holds a role. */
  readonly role?: string;
  readonly category: AnswerCategory;
  readonly urgency: Urgency;
  readonly askedAt: Instant;
  readonly answeredAt: Instant;
  /** As it was asked, and as it was written beside the answer. */
  readonly asked: string;
  readonly words?: string;
  /** Of this patient alone. */
  readonly images: readonly {
    /** FHIR reference of the image's own document. */
    readonly document: string;
    readonly takenAt?: string;
    readonly postedAt: Instant;
  }[];
}
