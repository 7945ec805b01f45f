/** What a card says: plain facts, no words, no free text, no picture and no picture's address (design.md section 6). */
import type { Gap } from '../bot/set/coverage.ts';
import type { AlertKind } from '../bot/set/image-set.ts';
import type { MediaKind } from '../bot/set/image.ts';
import type { Instant } from '../bot/set/instant.ts';
import type { PartAlertKind } from '../bot/set/part-alert.ts';
import type { QuestionLine } from '../bot/set/question-line.ts';
import type { ReceiptLine, RemovalLine } from '../bot/set/receipt.ts';
import type { Flaw } from '../bot/set/quality.ts';
import type { Shown } from '../bot/set/shown.ts';
import type { Tip } from '../bot/set/review.ts';
import type { AskerNote, Told, Urgency } from '../bot/set/question.ts';
import type { UrgentCareReason } from '../bot/set/urgent-care.ts';

/** The card that stands in the thread where the image was. */
export interface HeldCardModel {
  readonly kind: 'held';
  readonly set: string;
  /** Display names come from the conversation's own roster at the moment of drawing; they are never stored. */
  readonly postedBy: string;
  readonly postedAt: Instant;
  readonly items: readonly MediaKind[];
  /** How many of the images are filed to a patient. */
  readonly filed: number;
  readonly waitingForRecord: number;
  readonly lapsesAt: Instant;
  readonly lapsed: boolean;
  readonly removal: RemovalLine;
  readonly receipt: readonly ReceiptLine[];
  readonly notClinical: 'no' | 'yes' | 'disposal-approved' | 'disposed';
  /** A coded state and nothing of what was said; absent where there is nothing to say. */
  readonly consent?: CardConsent;
  /** Second opinions asked for, in coded words; absent where nobody asked. */
  readonly questions?: readonly QuestionLine[];
  /** Somebody said that it went to the wrong people, or shows another patient. */
  readonly misSend?: 'wrong-people' | 'wrong-patient';
  /** What Medical Illustration says of the pictures; absent where nothing. */
  readonly review?: CardReviewModel;
  /** Mentioned again, so that their notification still says so. */
  readonly mentions: readonly { readonly oid: string; readonly name: string }[];
  /** Viewer addresses: set id only. */
  readonly openUrl: string;
  readonly fileUrl: string;
  /** Where members ask for a second opinion; absent where nobody can be asked. */
  readonly askUrl?: string;
  readonly observed: boolean;
}

/** Counts and no reason, which is for whoever opens a picture. */
export interface CardReviewModel {
  readonly accepted: number;
  readonly notSuitable: number;
  readonly photographer?: 'asked' | 'acknowledged';
}

/** The least settled of a set's images: `closed` where every one is restricted or refused. */
export type CardConsent = 'not-recorded' | 'to-ask-again' | 'recorded' | 'part-closed' | 'closed';

export type Card = HeldCardModel;

/** What a card's buttons ask of the bot. */
export type CardVerb = 'not-clinical' | 'remove-now' | 'renew';

/** What the bot says to one person directly. */
export type Notice =
  | { readonly kind: 'remove-now'; readonly set: string; readonly copies: number; readonly openUrl: string }
  /** What an ask becomes once the poster can do nothing more; `removed` only where a second look saw all of it gone. */
  | { readonly kind: 'ask-over'; readonly removed: boolean; readonly openUrl?: string }
  | { readonly kind: 'sign-in-once' }
  /** What it becomes once they have. */
  | { readonly kind: 'signed-in' }
  /** A file that only the poster's own sign-in can read: nothing is in custody yet. */
  | { readonly kind: 'sign-in-for-custody' }
  | { readonly kind: 'custody-failed'; readonly code: string }
  | { readonly kind: 'card-missing'; readonly openUrl: string }
  | { readonly kind: 'not-protected'; readonly count: number }
  | { readonly kind: 'link-elsewhere'; readonly openUrl: string }
  | { readonly kind: 'lapses-soon'; readonly openUrl: string; readonly lapsesAt: Instant }
  | { readonly kind: 'unfiled-at-lapse'; readonly openUrl: string }
  /** To whoever is asked for a second opinion: who asks and how urgent, nothing of the patient. */
  | {
      readonly kind: 'asked';
      /** As the policy file calls the place. */
      readonly ward: string;
      /** The role they hold, where a role was asked. */
      readonly called?: string;
      readonly urgency: Urgency;
      readonly why: Told['why'];
      /** Somebody else was asked before them. */
      readonly others: boolean;
      readonly openUrl: string;
    }
  /** Several that wait for the same person: one message. */
  | {
      readonly kind: 'questions-wait';
      readonly count: number;
      readonly urgent: number;
      readonly openUrl: string;
    }
  /** To whoever asked. */
  | {
      readonly kind: 'asker';
      readonly what: AskerNote;
      readonly called?: string;
      readonly ring: string;
      /** Where they send the address by NHSmail. */
      readonly mail?: string;
      readonly openUrl: string;
    }
  /** Never what it says; `yours`: else whoever asked is off shift, and this goes to those who stand in. */
  | { readonly kind: 'answered'; readonly yours: boolean; readonly openUrl: string }
  /** Break-glass: to the poster and information governance. */
  | {
      readonly kind: 'urgent-care';
      readonly reason: UrgentCareReason;
      readonly at: Instant;
      readonly openUrl: string;
    }
  | {
      readonly kind: 'mis-send';
      readonly what: 'wrong-patient' | 'wrong-people';
      readonly at: Instant;
      readonly openUrl: string;
    }
  /** To whoever opened or answered: the patient was wrong. */
  | { readonly kind: 'mis-send-recheck'; readonly at: Instant; readonly openUrl: string }
  /** One running list a person and shift, changed in place; `yours`: what they posted themselves. */
  | {
      readonly kind: 'to-do';
      readonly yours: boolean;
      readonly unfiled: number;
      readonly unanswered: number;
      readonly again: number;
      /** Photographs due with the next dressing change. */
      readonly photographs?: number;
      /** What may be amiss with one of them (bot/policy/quality.js). */
      readonly flaw?: Flaw;
      /** What one of them may show besides (bot/policy/written-details.ts); `another`: a number of somebody else. */
      readonly shows?: readonly Shown[];
      readonly another?: true;
      /** From Medical Illustration, to this person alone; how it is reached (policy file: `illustration`). */
      readonly tip?: { readonly tip: Tip; readonly contact?: string };
      /** Their phone writes into photographs where they were taken: said once (META-01). Never the place itself. */
      readonly placeTip?: true;
      readonly openUrl: string;
    }
  /** To whoever leads Medical Illustration: who it is about stands on the page alone. */
  | { readonly kind: 'training-suggested'; readonly openUrl: string }
  /** To whoever looks after a team, about one of its channels; to a chat, about itself. */
  | { readonly kind: 'not-covered'; readonly gap: Gap; readonly channel?: string }
  /** To everybody in a conversation that somebody from outside has come into. */
  | { readonly kind: 'guest-here'; readonly people: number }
  /** To a conversation with something recent in it: `open` once they can be opened again. */
  | { readonly kind: 'pictures'; readonly open: boolean }
  /** To the channel the policy names. */
  | {
      readonly kind: 'alert';
      readonly what: AlertKind | PartAlertKind;
      readonly state: 'raised' | 'still-open' | 'closed';
      readonly since: Instant;
      readonly openUrl: string;
    }
  | {
      readonly kind: 'my-sets';
      readonly sets: readonly {
        readonly openUrl: string;
        readonly at: Instant;
        readonly items: number;
        readonly filed: number;
      }[];
    };
