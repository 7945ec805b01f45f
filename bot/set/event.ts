import type { ImageId, OrganisationId, PersonId, SetId } from './ids.ts';
import type { Instant } from './instant.ts';

/** The closed list of what the audit records. `…-intended` is written before a destructive act, its outcome after. */
export type EventKind =
  | 'set-received'
  | 'set-stored'
  | 'set-extended'
  | 'set-gone-before-custody'
  | 'set-without-images'
  | 'removal-intended'
  | 'copy-removed'
  | 'copy-hidden'
  | 'copy-left'
  | 'removal-failed'
  | 'poster-asked'
  | 'to-do-told'
  /** That their phone writes places into photographs: once a person (META-01). */
  | 'place-tip-told'
  | 'copy-reread'
  | 'copy-reappeared'
  | 'message-restored'
  | 'card-posted'
  | 'card-redrawn'
  | 'card-impossible'
  | 'renditions-made'
  | 'renditions-impossible'
  /** Whether a machine saw a face, writing or codes in it: codes alone. */
  | 'looked-over'
  | 'looking-failed'
  | 'capture-begun'
  /** Nothing of it was kept: let go of, declined, or a child's "stop". */
  | 'capture-stopped'
  | 'capture-abandoned'
  /** The device's own copies, as its holder says (DEL-01). */
  | 'device-copies-deleted'
  | 'image-opened'
  | 'original-opened'
  | 'open-refused'
  /** What opening a picture asks of people was said to them, before their first (DEL-04). */
  | 'receiver-noticed'
  /** Break-glass: by a clinician outside the conversation, for fifteen minutes. */
  | 'urgent-care-begun'
  | 'urgent-care-told'
  | 'urgent-care-reviewed'
  | 'mis-send-reported'
  | 'mis-send-undone'
  /** The presser's time to undo was over: from here on records are retracted and people told. */
  | 'mis-send-settled'
  | 'mis-send-told'
  | 'mis-send-acknowledged'
  | 'mis-send-destruction-proposed'
  | 'mis-send-closed'
  | 'receipt-read'
  | 'signed-in'
  | 'sign-in-refused'
  /** A phone is somebody's until their shift ends; it opened by their passkey; it did not; it is theirs no more. */
  | 'device-bound'
  | 'device-opened'
  | 'device-refused'
  | 'device-ended'
  /** Every session and phone of one person, ended by them or by information governance. */
  | 'phone-lost'
  /** The viewer's name taken off the picture for ten seconds. */
  | 'mark-cleared'
  | 'signed-out'
  | 'patient-looked-up'
  | 'filing-requested'
  | 'image-filed'
  /** What the record says beside it follows what was agreed, withdrawn, restricted or asked. */
  | 'record-note-changed'
  | 'filing-retraction-intended'
  | 'filing-retracted'
  | 'marked-not-clinical'
  | 'not-clinical-taken-back'
  | 'disposal-approved'
  | 'disposal-intended'
  /** The ledger's own copies of a set's wrapped keys; those in the store follow. */
  | 'ledger-keys-destroyed'
  | 'set-disposed'
  | 'consent-recorded'
  | 'consent-withdrawn'
  /** People beyond those the patient was told of were to see it (CON-21). */
  | 'audience-asked'
  /** A use nobody had asked about: the task to ask, and what the patient said (CON-22). */
  | 'new-use-asked'
  | 'new-use-answered'
  | 'image-restricted'
  | 'restriction-extended'
  | 'restriction-lifted'
  /** Under 18 and intimate: one of the two people who must agree. */
  | 'intimate-confirmed'
  | 'intimate-refused'
  /** Who else was in the room for an intimate picture. */
  | 'chaperone-noted'
  | 'hold-placed'
  | 'hold-lifted'
  | 'decline-decision-proposed'
  | 'decline-decided'
  /** A patient's photographs were listed by site. */
  | 'series-listed'
  /** What Medical Illustration said of a picture, its label, a photographer, a tip: codes alone. */
  | 'image-reviewed'
  | 'source-relabelled'
  /** Who took it, when and how, said afterwards: codes alone. */
  | 'taken-said'
  | 'photographer-asked'
  | 'photographer-acknowledged'
  | 'photographer-closed'
  | 'tip-given'
  /** Why the ward took it itself (QUAL-11). */
  | 'why-phone-said'
  /** How a picture came before it was here: a route of BAD Figure 3. */
  | 'route-said'
  | 'training-suggested'
  | 'training-closed'
  | 'series-labelled'
  | 'baseline-pinned'
  | 'photograph-planned'
  /** A newer one of the series came, and the one planned is due no more. */
  | 'photograph-came'
  | 'card-renewed'
  | 'lapse-notified'
  | 'unfiled-at-lapse'
  /** Somebody ran `safelight disclose`; then what of it was given, and what stayed. */
  | 'disclosure-asked'
  | 'image-disclosed'
  | 'disclosure-refused'
  | 'question-asked'
  /** Somebody asked hands it to somebody else. */
  | 'question-handed-on'
  | 'question-telling-intended'
  /** A message of it reached somebody who is asked, or did not (`reached`). */
  | 'question-told'
  /** Whoever asked was told what to do about it. */
  | 'question-asker-told'
  /** Nobody was on the rota. */
  | 'question-no-one'
  /** Somebody who was asked was shown a picture of it in full. */
  | 'question-seen'
  | 'question-answered'
  /** By whoever asked it, who needs it no longer. */
  | 'question-withdrawn'
  /** Whoever asked was told that an answer came; never what it says. */
  | 'answer-told'
  | 'opinion-filed'
  | 'opinion-retraction-intended'
  | 'opinion-retracted'
  | 'alert-raised'
  | 'alert-closed'
  | 'set-rebuilt'
  | 'ledger-restored'
  /** What the journal knew of who may see it, said again to a restored ledger. */
  | 'facts-replayed'
  | 'stray-destruction-intended'
  | 'stray-destroyed'
  | 'policy-loaded';

/** One thing that happened. Facts are codes, counts and ids: never a name, a text or a number of a patient. */
export interface AuditEvent {
  readonly kind: EventKind;
  readonly at: Instant;
  /** Who: a person, or `system`. */
  readonly by: PersonId | 'system';
  readonly set?: SetId;
  readonly image?: ImageId;
  readonly facts?: Readonly<Record<string, string | number | boolean>>;
}

/** An event as the chain keeps it: one chain per organisation, `sequence` without a gap from 1. */
export interface AuditRow {
  readonly organisation: OrganisationId;
  readonly sequence: number;
  readonly event: AuditEvent;
  /** Hex SHA-256 of the previous row's hash and this row's canonical encoding. */
  readonly hash: string;
}
