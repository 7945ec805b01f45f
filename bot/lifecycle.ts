/**
 * The life of an image set, as one table of duties (design.md section 2). Read this first.
 *
 * A set is `received`, then `stored` (in custody), at last `disposed`; or `gone-before-custody`. Everything else is
 * a duty: a row in the ledger, written in the same commit as the fact that makes it owed. The worker claims what is
 * due, does the row's step once, and commits what it learned. Nothing else schedules work, and no step calls a step.
 */
import type { Verb } from './set/duty.ts';
import { alarm, type AlarmParts } from './steps/alarm.ts';
import { dispose, type DisposeParts } from './steps/dispose.ts';
import { fileOpinion, type OpinionParts } from './steps/file-opinion.ts';
import { escalate, type EscalateParts } from './steps/escalate.ts';
import { fileStep, type FileParts } from './steps/file.ts';
import * as cannot from './steps/hand-over.ts';
import type { HandOver } from './steps/hand-over.ts';
import { ingest, type IngestParts } from './steps/ingest/ingest.ts';
import { look, type LookParts } from './steps/look.ts';
import { namePlace } from './steps/name-place.ts';
import { postCard, type CardParts } from './steps/post-card.ts';
import { redraw } from './steps/redraw.ts';
import { remind, type RemindParts } from './steps/remind.ts';
import { remove, type RemoveParts } from './steps/remove.ts';
import { render, type RenderParts } from './steps/render.ts';
import { reread, type RereadParts } from './steps/reread.ts';
import { settleMisSend, type SettleParts } from './steps/settle-mis-send.ts';
import type { Step } from './steps/step.ts';

export interface LifecycleParts {
  readonly ingest: IngestParts;
  readonly remove: RemoveParts & RereadParts;
  readonly card: CardParts;
  readonly render: RenderParts;
  readonly look: LookParts;
  readonly file: FileParts;
  readonly opinion: OpinionParts;
  readonly escalate: EscalateParts;
  readonly settle: SettleParts;
  readonly remind: RemindParts;
  readonly alarm: AlarmParts;
  readonly dispose: DisposeParts;
}

export interface Row {
  readonly owedWhen: string;
  readonly calls: readonly ('chat' | 'keys' | 'blobs' | 'record' | 'alerts')[];
  readonly safeToRepeatBecause: string;
  readonly step: Step;
  /** Tries before `cannot`, for faults worth trying again; a permanent fault goes there at once. */
  readonly tries: number;
  readonly cannot: HandOver;
  /** Of what it owes, this is claimed by the same worker in the same commit and done at once: nothing stands between. */
  readonly followedBy?: Verb;
}

/* prettier-ignore */
export const lifecycle = (parts: LifecycleParts): Readonly<Record<Verb, Row>> => ({
  ingest:  { owedWhen: 'a message that may hold images was seen, edited or brought back', calls: ['chat', 'keys', 'blobs'],
             step: ingest(parts.ingest),   tries: 8, cannot: cannot.custodyFailed,  followedBy: 'remove', safeToRepeatBecause: 'each try seals under a new key and a new name; strays are swept' },
  remove:  { owedWhen: 'all images of the message are in custody; one a copy', calls: ['chat'],
             step: remove(parts.remove),   tries: 8, cannot: cannot.removalFailed,  safeToRepeatBecause: 'removing what is gone succeeds' },
  card:    { owedWhen: 'in custody; beside the removal, never before it in line', calls: ['chat'],
             step: postCard(parts.card),   tries: 6, cannot: cannot.cardFailed,     safeToRepeatBecause: 'posted under the set’s id; a second try finds the first post' },
  reread:  { owedWhen: 'a copy was removed; again after an hour and a day', calls: ['chat'],
             step: reread(parts.remove),   tries: 6, cannot: cannot.rereadFailed,   safeToRepeatBecause: 'it only looks' },
  render:  { owedWhen: 'in custody, after the removal had its first turn', calls: ['blobs', 'keys'],
             step: render(parts.render),   tries: 4, cannot: cannot.renderFailed,   safeToRepeatBecause: 'derived from the original; only the committed rendition is live' },
  look:    { owedWhen: 'a minute after it can be seen, however often it is drawn anew', calls: ['blobs', 'keys'],
             step: look(parts.look),       tries: 4, cannot: cannot.lookFailed,     safeToRepeatBecause: 'it only looks; the same found twice is found' },
  name:    { owedWhen: 'in custody, after the removal had its first turn', calls: ['chat', 'keys'],
             step: namePlace({ read: parts.card.read, keys: parts.ingest.keys }), tries: 6, cannot: cannot.tellingFailed, safeToRepeatBecause: 'the same name sealed again is the same name' },
  redraw:  { owedWhen: 'what the card says has changed, or its time is over', calls: ['chat'],
             step: redraw(parts.card),     tries: 6, cannot: cannot.redrawFailed,   safeToRepeatBecause: 'the same card drawn twice is the same card' },
  file:    { owedWhen: 'a person confirmed the patient, took a filing back, or changed what the note beside it says', calls: ['keys', 'record'],
             step: fileStep(parts.file),   tries: 8, cannot: cannot.filingFailed,   safeToRepeatBecause: 'written on condition of the image’s id; retracting twice is once' },
  opinion: { owedWhen: 'somebody answered about an image, or what it is filed to has changed', calls: ['keys', 'record'],
             step: fileOpinion(parts.opinion), tries: 8, cannot: cannot.opinionFailed, safeToRepeatBecause: 'written on condition of answer and patient; retracting twice is once' },
  settle:  { owedWhen: 'somebody said wrong patient or wrong people, and their 60 seconds are over', calls: [],
             step: settleMisSend(parts.settle), tries: 6, cannot: cannot.settlingFailed, safeToRepeatBecause: 'one commit and no outside call; settled twice is once' },
  escalate: { owedWhen: 'a second opinion was asked for and nobody asked has looked; one a question', calls: ['chat'],
             step: escalate(parts.escalate), tries: 8, cannot: cannot.escalationFailed, safeToRepeatBecause: 'what is said is a fact first, and begun at most twice' },
  remind:  { owedWhen: 'a person has something to know or to do', calls: ['chat'],
             step: remind(parts.remind),   tries: 6, cannot: cannot.tellingFailed,  safeToRepeatBecause: 'one a time slot' },
  alarm:   { owedWhen: 'a limit in time is near; looks whether the fact still stands', calls: ['alerts'],
             step: alarm(parts.alarm),     tries: 4, cannot: cannot.alarmFailed,    safeToRepeatBecause: 'an open alert is not raised again' },
  dispose: { owedWhen: 'not clinical, approved by a second person, seven days over', calls: ['keys', 'blobs'],
             step: dispose(parts.dispose), tries: 6, cannot: cannot.disposalFailed, safeToRepeatBecause: 'destroying what is gone succeeds' },
});
