import type { LawfulBasis } from './consent.ts';
import type { AnswerId, ImageId, OnCallRoleId, PersonId, QuestionId } from './ids.ts';
import type { Instant } from './instant.ts';
import type { SealedText } from './sealed.ts';

/** How soon somebody must look: limits in time are the policy's (policy/opinion). */
export type Urgency = 'urgent' | 'today' | 'routine';

/** A named person, of this trust or one the policy names; or whoever holds a role when somebody is told. */
export type AskedOf =
  | { readonly who: 'person'; readonly person: PersonId }
  | { readonly who: 'role'; readonly role: OnCallRoleId };

/** A second opinion asked about some of a set's images (QUEST-01 to QUEST-03). Its words are sealed; all else is codes. */
export interface Question {
  readonly id: QuestionId;
  readonly by: PersonId;
  readonly askedAt: Instant;
  readonly of: AskedOf;
  readonly urgency: Urgency;
  readonly images: readonly ImageId[];
  /** Sealed JSON string: the one line asked. */
  readonly text: SealedText;
  /** The asker's own role: whoever holds it when the answer comes is told as well. */
  readonly answerTo?: OnCallRoleId;
  /** Asked of somebody outside the conversation: on what basis it left (ROLE-02). */
  readonly outside?: { readonly basis: LawfulBasis };
  /** Everybody who was asked, in order; one person may stand here more than once. Each may open the images. */
  readonly toldTo: readonly Told[];
  /** Of those asked, who has opened what: the newest last. */
  readonly seen: readonly Seen[];
  /** The role's name, as the policy file had it. */
  readonly called?: string;
  /** The number to ring: the role's, or the switchboard's. Absent in questions from before numbers were kept. */
  readonly ring?: string;
  /** What whoever asked was told of it, or is still to be told. */
  readonly askerTold?: readonly AskerTold[];
  /** Nobody was on the rota: the asker was told to ring the switchboard. */
  readonly noOneAt?: Instant;
  /** Nobody looked in time: the asker was told to ring. */
  readonly ringToldAt?: Instant;
  readonly answers: readonly Answer[];
  /** Told of an answer in place of its asker, whose shift was over: they hold the asker's role, or are on duty. */
  readonly standIns?: readonly PersonId[];
  /** `answered`: by an answer that asks for nothing more. Those asked keep the images until a day later. */
  readonly closed?: { readonly at: Instant; readonly by: PersonId; readonly why: 'answered' | 'withdrawn' };
}

export interface Told {
  readonly person: PersonId;
  readonly at: Instant;
  readonly why: 'asked' | 'again' | 'next-on-rota' | 'handed-on';
  /** Whoever handed it on. */
  readonly by?: PersonId;
  /** No message reached them: the bot may not write to them, or they are of another trust. */
  readonly unreached?: true;
  /** Tries begun of a message that nobody knows to have been sent: 0 is owed. Absent once it is settled. */
  readonly sending?: number;
  /** Other questions that were told of in the same message. */
  readonly spokeFor?: readonly QuestionId[];
}

/** One message to whoever asked; each kind once. */
export interface AskerTold {
  readonly what: AskerNote;
  readonly at: Instant;
  /** As in `Told`. */
  readonly sending?: number;
}
/** `ring-as-well`: urgent, and not seen yet. `unreached`: no message reached somebody who was asked. `ring-now`: nobody looked. */
export type AskerNote = 'ring-as-well' | 'no-one' | 'unreached' | 'ring-now';

export interface Seen {
  readonly by: PersonId;
  readonly at: Instant;
  /** Those shown in full (the screen rendition or the original), not the preview alone. */
  readonly images: readonly ImageId[];
}

/** All but `more-views` close the question. */
export type AnswerCategory = 'continue' | 'change-plan' | 'more-views' | 'needs-to-be-seen' | 'coming-in';

export interface Answer {
  readonly id: AnswerId;
  readonly by: PersonId;
  readonly at: Instant;
  readonly category: AnswerCategory;
  /** Sealed JSON string: what was written beside the category. */
  readonly text?: SealedText;
  /** Sealed JSON of AnswerNames: who gave it and who had asked, as the record is told. */
  readonly names?: SealedText;
  /** Which images it is about: those the writer was shown in full. */
  readonly images: readonly ImageId[];
  /** In the patient record, once for each patient its images are filed to. */
  readonly filed: readonly OpinionFiled[];
}

export interface OpinionFiled {
  readonly image: ImageId;
  /** The image's own document, e.g. `DocumentReference/123`: filed anew, the image has another. */
  readonly about: string;
  /** FHIR reference, e.g. `Communication/123`: the same for all images that are one patient's. */
  readonly document: string;
  readonly at: Instant;
  /** Marked `entered-in-error`. */
  readonly retractedAt?: Instant;
}

/** Names as the sign-in and the conversation's roster gave them when the answer was sent. */
export interface AnswerNames {
  readonly by: string;
  /** Absent where nobody could say: the record has "a colleague". */
  readonly asker?: string;
}
