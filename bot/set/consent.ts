import type { BodySiteCode } from './body-site.ts';
import type { ImageId, PersonId, Sha256 } from './ids.ts';
import type { Instant } from './instant.ts';
import type { SealedText } from './sealed.ts';
import type { ImpliedSubject } from './subject.ts';

/** Every control begins `unset`, and `unset` never counts as yes (CON-03). */
export type Answer = 'unset' | 'yes' | 'no';

/** Uses beyond the patient's own care (CON-02): each is agreed to by itself. */
export const SECONDARY_USES = ['teach-local', 'teach-external', 'research', 'publication'] as const;
export type SecondaryUse = (typeof SECONDARY_USES)[number];
/** Three different things (CON-01, requirements.md C2): making the picture, sharing it for care, any other use. */
export const LEVELS = ['making', 'care', ...SECONDARY_USES] as const;
export type Level = (typeof LEVELS)[number];

export interface Answers {
  readonly making: Answer;
  readonly care: Answer;
  /** Whether any other use was agreed to. `unset` where it was not asked. */
  readonly secondary: Answer;
  readonly uses: Readonly<Record<SecondaryUse, Answer>>;
}

export const NOTHING_ANSWERED: Answers = {
  making: 'unset',
  care: 'unset',
  secondary: 'unset',
  uses: { 'teach-local': 'unset', 'teach-external': 'unset', research: 'unset', publication: 'unset' },
};

/** Free text: plain while a form is judged, sealed before it is stored (invariant 5). Rules only ask whether it is empty. */
export type Note = SealedText;

/** Who took the consent (CON-16, CON-20, CON-27): from the signed-in account, never typed. */
export interface Professional {
  readonly person: PersonId;
  readonly name: Note;
  readonly jobTitle: Note;
  readonly at: Instant;
}

/** A finger signature (CON-31): its strokes sealed, its hash in the open so that a change shows. */
export interface Signature {
  readonly strokes: SealedText;
  readonly sha256: Sha256;
  readonly printedName: Note;
  readonly at: Instant;
}

/** Signs where the patient agreed and cannot sign (CON-32). */
export interface Witness {
  /** Absent: not one of the staff. */
  readonly person?: PersonId;
  readonly name: Note;
  readonly role: Note;
  readonly signature: Signature;
}

export type CouldNotAsk =
  'unconscious' | 'anaesthetised' | 'asleep' | 'no-interpreter' | 'left-before-asked' | 'no-answer-possible';

/** How permission was given, or why nobody gave it (CON-15). */
export type Method =
  | {
      readonly how: 'written-e-signature';
      readonly professional: Professional;
      readonly signature?: Signature;
      readonly witness?: Witness;
    }
  /** The paper form was photographed: that picture is consent, never a clinical image (DEID-09). */
  | { readonly how: 'written-paper-photo'; readonly professional: Professional; readonly form: ImageId }
  /** `said`: version of the words that were shown to be said (CON-16). */
  | { readonly how: 'verbal'; readonly professional: Professional; readonly said: string }
  /** A bundled surgical form (CON-08). */
  | { readonly how: 'surgical-form'; readonly professional: Professional; readonly document: Note }
  | {
      readonly how: 'implied-list';
      readonly kind: ImpliedSubject;
      /** That it may be used elsewhere once nobody can be recognised. */
      readonly secondaryUseExplained: Answer;
    }
  | { readonly how: 'could-not-ask'; readonly why: CouldNotAsk }
  | { readonly how: 'best-interests'; readonly necessity: Note; readonly leastRestrictive: Note }
  | { readonly how: 'attorney-or-deputy'; readonly authority: Authority; readonly document: Note }
  | { readonly how: 'emergency'; readonly reason: Note }
  /** Beats a refusal: one person alone can never do it (CON-26). */
  | { readonly how: 'court-order'; readonly document: Note; readonly approvedBy?: PersonId }
  /** The patient sent it unasked (PAT-01): may be looked at and kept for care. */
  | { readonly how: 'sent-by-patient'; readonly clarified: Answer };
export type MethodName = Method['how'];
export type Authority = 'lasting-power-of-attorney' | 'court-deputy' | 'welfare-guardian';

/** Who answered. */
export type Answering =
  | { readonly who: 'patient' }
  /** Parental responsibility is declared, not assumed of every parent (CAP-02, CON-33). */
  | {
      readonly who: 'parent';
      readonly name: Note;
      readonly relationship: Note;
      readonly responsible: Answer;
    }
  | { readonly who: 'attorney' | 'deputy'; readonly name: Note };

/** Able to decide is presumed in law from 16 (CAP-03): said only where it is in doubt. */
export type Capacity = 'able' | 'lacking' | 'fluctuating' | 'unconscious' | 'anaesthetised';

/** Whether a child under 16 understands enough to decide (CAP-01): a person judged it. */
export interface Competence {
  readonly judged: 'competent' | 'not-competent';
  readonly by: PersonId;
  readonly at: Instant;
  /** Encouraged, never a condition. */
  readonly parentsEncouraged: Answer;
}

/** What the person was told before they answered (INF-07). */
export interface Informed {
  readonly version: string;
  readonly at: Instant;
  readonly by: 'read-on-screen' | 'read-aloud' | 'leaflet' | 'interpreter';
  /** Uses whose own sentence was on the screen (CON-04). */
  readonly shown: readonly SecondaryUse[];
}

/** UK GDPR, Article 6 and Article 9, stamped on every share (ROLE-02). */
export const LAWFUL_BASES = [
  '6(1)(e)+9(2)(h)',
  '6(1)(a)+9(2)(a)',
  '6(1)(c)+9(2)(f)',
  '6(1)(d)+9(2)(c)',
  '6(1)(e)+9(2)(g)',
  '6(1)(e)+9(2)(j)',
] as const;
export type LawfulBasis = (typeof LAWFUL_BASES)[number];

/** What a form holds when it is judged: nothing in it is filled in unless somebody pressed it. */
export interface ConsentForm {
  readonly answers: Answers;
  /** The question about other uses was put: then it must be answered (CON-03). */
  readonly secondaryAsked: boolean;
  readonly method?: Method;
  readonly answering?: Answering;
  readonly capacity?: Capacity;
  readonly competence?: Competence;
  readonly informed?: Informed;
  /** "Child upset or says no: stop" (CAP-04); of an adult it is a plain refusal. */
  readonly objects: boolean;
  /** One line: why a picture is needed (CAP-05, CAP-10). */
  readonly need?: Note;
  /** Of the conversation with the patient (CON-37). */
  readonly note?: Note;
  /** Sites agreed to (CON-28). Empty: the one in the picture. */
  readonly areas: readonly BodySiteCode[];
  /** When they agreed. Later than the picture is retrospective (CON-19). */
  readonly agreedAt?: Instant;
  /** Why this one is of another part than was agreed to (CON-28). */
  readonly areaReason?: Note;
  readonly lateReason?: Note;
  /** Under 18 and intimate (INT-07): two people, neither of them the taker. */
  readonly confirmed?: { readonly senior: PersonId; readonly safeguarding: PersonId };
  readonly interpreterUsed?: boolean;
}

/** What stands recorded of one image. Absent from an image: nobody has been asked. */
export type Consent =
  | { readonly state: 'unanswered' }
  /** Not a picture of a patient's body: nothing to agree to. */
  | { readonly state: 'not-needed'; readonly by: PersonId; readonly at: Instant }
  | GivenConsent
  /** Could not be asked yet: grants nothing, comes back. */
  | {
      readonly state: 'outstanding';
      readonly why: CouldNotAsk;
      readonly by: PersonId;
      readonly at: Instant;
      readonly returnBy: Instant;
    }
  /** The patient said no. Two people in information governance decide what becomes of it, with a reason. */
  | {
      readonly state: 'declined';
      readonly by: PersonId;
      readonly at: Instant;
      /** The first person's word; the second, somebody else, makes it a decision. */
      readonly proposed?: DeclineProposal;
      readonly decided?: DeclineDecision;
    }
  /** A child objected: the session ended and nothing unsent was kept (CAP-04). */
  | { readonly state: 'stopped'; readonly by: PersonId; readonly at: Instant };

export interface GivenConsent {
  readonly state: 'given';
  readonly answers: Answers;
  readonly method: Method;
  readonly answering?: Answering;
  readonly capacity?: Capacity;
  readonly competence?: Competence;
  readonly informed?: Informed;
  readonly need?: Note;
  readonly note?: Note;
  readonly areas: readonly BodySiteCode[];
  readonly areaReason?: Note;
  readonly basis: LawfulBasis;
  readonly by: PersonId;
  readonly at: Instant;
  readonly retrospective: boolean;
  readonly lateReason?: Note;
  readonly confirmed?: { readonly senior: PersonId; readonly safeguarding: PersonId };
}

/** `court-order`: opened to the people named, for what the order covers; never by one person (CON-26). */
export type DeclineOutcome = 'destroy' | 'keep-by-law' | 'court-order';

export interface DeclineProposal {
  readonly outcome: DeclineOutcome;
  readonly reason: Note;
  /** Which order: with `court-order` always. */
  readonly document?: Note;
  readonly by: PersonId;
  readonly at: Instant;
}

export interface DeclineDecision {
  readonly outcome: DeclineOutcome;
  readonly reason: Note;
  readonly document?: Note;
  readonly by: readonly [PersonId, PersonId];
  readonly at: Instant;
}

/** Somebody changed their mind (CON-09, CON-14): never takes anything back that was recorded. */
export interface Withdrawal {
  readonly levels: readonly Level[];
  readonly by: PersonId;
  readonly at: Instant;
  readonly told: readonly TellFirst[];
}

/** What the person is told before a withdrawal is recorded (CON-09, CON-10). */
export type TellFirst =
  | 'care-not-affected'
  | 'kept-until-retention-ends'
  | 'fewer-people-see-it'
  | 'teaching-stops-now'
  | 'copies-outside-cannot-be-recalled'
  | 'published-cannot-be-recalled';
