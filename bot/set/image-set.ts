import type { Copy } from './copy.ts';
import type { Disclosure } from './disclosure.ts';
import type { BlobName, CaptureId, OrganisationId, PersonId, SetId } from './ids.ts';
import type { MediaKind, StoredImage } from './image.ts';
import type { Instant } from './instant.ts';
import type { MisSend } from './mis-send.ts';
import type { MessagePlace } from './place.ts';
import type { Question } from './question.ts';
import type { Restriction } from './restriction.ts';
import type { CameBy } from './risk.ts';
import type { SealedText, WrappedKey } from './sealed.ts';
import type { Staged } from './staged.ts';
import type { UrgentCare } from './urgent-care.ts';
import type { WhyNotIllustration } from './why-phone.ts';

/** Everything in one chat message: the unit of custody, removal, card and expiry (design.md section 1). */
export type ImageSet = ReceivedSet | StoredSet | GoneSet | DisposedSet;

interface SetFacts {
  readonly id: SetId;
  readonly organisation: OrganisationId;
  readonly origin: MessagePlace;
  readonly poster: PersonId;
  readonly mode: 'protect' | 'observe';
  readonly postedAt: Instant;
  readonly receivedAt: Instant;
  readonly lapseAfterMs: number;
  /** It came by the capture page: nothing of it was ever in the chat, and there is no message. */
  readonly capture?: CaptureId;
  /** Wraps the key that seals all of this set's text. Absent once disposed. */
  readonly wordsKey?: WrappedKey;
  readonly alerts: readonly Alert[];
  /** When the poster was last told that something they posted could not be taken into custody. */
  readonly posterToldAt?: Instant;
  /**
   * What the poster was told is not protected, each attachment once: keyed hashes under the words key, so that an edit
   * tells of what is new and nothing here says what it was.
   */
  readonly toldOf?: readonly string[];
  /** What the bot asked the poster to do, in their chat with it; the newest last. */
  readonly asks?: readonly Ask[];
  /** Running messages of what is left to do that this set began: one a person and shift, changed in place. */
  readonly todos?: readonly Todo[];
  /** The newest of the journal's notes on this set (bot/set/journal.ts). */
  readonly noted?: number;
  /** A restore lost an image of it that was closed: whatever is taken into custody from now on is closed so. */
  readonly closedUnseen?: Restriction;
}

/** One person's running list of what is left to do, as one message in their chat with the bot. */
export interface Todo {
  readonly to: PersonId;
  /** Absent where the bot may not write to them: nobody tries again before the next shift. */
  readonly activity?: string;
  readonly at: Instant;
  /** It says, this once, that their phone writes places into photographs (META-01). */
  readonly placeTip?: true;
}

/** One message with a button, to be changed once there is nothing left to press it for. */
export interface Ask {
  /** To sign in so that a file can be taken, or to remove what no layer could. */
  readonly what: 'sign-in' | 'remove';
  readonly activity: string;
  readonly at: Instant;
  /** It says now that nothing is left to do. */
  readonly closedAt?: Instant;
}

/** Seen in the chat, not in custody yet. */
export interface ReceivedSet extends SetFacts {
  readonly state: 'received';
  /** Sealed JSON of CarriedOriginal[]: erased at custody. */
  readonly carried?: SealedText;
  /** What a capture sent, until custody is taken of it. */
  readonly staged?: Staged;
}

/** In custody: durably ours. */
export interface StoredSet extends SetFacts {
  readonly state: 'stored';
  readonly wordsKey: WrappedKey;
  readonly storedAt: Instant;
  readonly lapsesAt: Instant;
  /** Sealed JSON of MessageWords: shown above the picture. */
  readonly words: SealedText;
  readonly mentioned: readonly PersonId[];
  readonly images: readonly StoredImage[];
  readonly copies: readonly Copy[];
  readonly card: HeldCard;
  readonly notClinical?: NotClinical;
  /** Second opinions asked for. One that is not closed keeps the set from lapsing. */
  readonly questions?: readonly Question[];
  /** Opened by clinicians outside the conversation, each for fifteen minutes. */
  readonly urgentCare?: readonly UrgentCare[];
  /** Somebody said it was the wrong patient, or the wrong people. */
  readonly misSends?: readonly MisSend[];
  readonly renewals: readonly Renewal[];
  /** Why the ward took it itself, if anybody said. */
  readonly whyPhone?: WhyNotIllustration;
  /** Members of the conversation when the picture was removed: who could have seen it, not who did (RISK-08). */
  readonly couldSee?: number;
  /** What was given out of it, to whoever had a right to it: the log of disclosures (CON-35). */
  readonly disclosures?: readonly Disclosure[];
  /** How it had come before, as somebody of the conversation says (RISK-05 to RISK-08). Absent: nobody has said. */
  readonly cameBy?: { readonly route: CameBy; readonly by: PersonId; readonly at: Instant };
  /** Legal hold: beats retention. */
  readonly hold?: { readonly since: Instant; readonly by: PersonId };
}

/** The message went before custody was taken: alarmed, never silent. */
export interface GoneSet extends SetFacts {
  readonly state: 'gone-before-custody';
  readonly goneAt: Instant;
  /** `no-images`: the message holds nothing Safelight protects; not an alarm. */
  readonly why: 'message-gone' | 'no-images' | 'poster-withdrew' | 'capture-broken';
}

/** Keys and blobs destroyed, or being so; this stub remains (records management). */
export interface DisposedSet extends SetFacts {
  readonly state: 'disposed';
  readonly disposedAt: Instant;
  readonly lapsesAt: Instant;
  readonly items: readonly MediaKind[];
  /** What became of the chat's copies stays on record. */
  readonly copies: readonly Copy[];
  readonly card: HeldCard;
  readonly approvedBy: readonly PersonId[];
  /** Absent: it was marked as not clinical. */
  readonly because?: 'declined' | 'mis-sent';
  /** What the store may still hold of it: the ledger's keys are gone, the duty `dispose` goes on. Absent once all is. */
  readonly leftover?: readonly BlobName[];
}

export type HeldCard =
  | { readonly state: 'owed' }
  | { readonly state: 'standing'; readonly activity: string; readonly at: Instant; readonly drawn: string }
  /** `told`: those it would have reached were messaged, once. */
  | { readonly state: 'cannot-stand'; readonly at: Instant; readonly told: boolean };

/** "Not a clinical image": the poster may take it back for seven days; a second person approves disposal. */
export interface NotClinical {
  readonly by: PersonId;
  readonly at: Instant;
  readonly approvedBy?: PersonId;
}

export interface Renewal {
  readonly by: PersonId;
  readonly at: Instant;
  readonly reason: RenewalReason;
  readonly until: Instant;
}
export type RenewalReason =
  'still-under-discussion' | 'needed-for-handover' | 'awaiting-filing' | 'patient-returned';

/** Something a person must look at; raised once, closed when mended. */
export interface Alert {
  readonly what: AlertKind;
  readonly since: Instant;
  /** When people were last told. */
  readonly toldAt: Instant;
  readonly closedAt?: Instant;
}
export type AlertKind =
  | 'custody-late'
  | 'gone-before-custody'
  /** What the capture page sent was not whole in the store: the phone may still hold it. */
  | 'capture-broken'
  /** Intimate, perhaps under 18: the two people who are to agree to it have not both done so. */
  | 'intimate-unconfirmed'
  /** It came back after a restore that lost who may see it. */
  | 'closed-since-restore'
  | 'removal-late'
  | 'reappeared'
  | 'card-missing'
  | 'not-displayable'
  | 'filing-late'
  | 'disposal-failed'
  | 'unfiled-at-lapse'
  | 'reread-failed'
  | 'missed-by-ear'
  /** The patient said no: two people in information governance have not decided yet. */
  | 'declined-undecided'
  /** An emergency, or a patient who could not be asked or may be able to decide again. */
  | 'consent-due'
  /** "Urgent care" that nobody reviewed by the end of the next working day. */
  | 'urgent-care-unreviewed'
  /** One person opened many sets so within a day. */
  | 'urgent-care-often'
  /** Somebody said wrong patient or wrong people: information governance has not dealt with it yet. */
  | 'mis-sent'
  /** People who acted on it have not said that they know the patient was wrong. */
  | 'mis-send-unread'
  /** Agreed to for a child who is 16 now (CAP-02). */
  | 'sixteenth-birthday';
