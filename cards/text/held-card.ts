/** Every sentence of the held card. Removal is worded as platform.md 2e permits, and never better than it is. */
import type { RenewalReason } from '../../bot/set/image-set.ts';
import type { ReceiptLine, ReceiptOutcome, RemovalLine } from '../../bot/set/receipt.ts';
import type { CardConsent, HeldCardModel } from '../model.ts';
import { countItems } from './count.ts';
import { onDay, when } from './when.ts';

export const buttons = {
  open: 'Open',
  openFiled: 'Open filed images',
  file: 'File to patient',
  notClinical: 'Not a clinical image',
  details: 'Details',
  renew: 'Renew',
} as const;

export const removalWords: Readonly<Record<RemovalLine, string>> = {
  removing: 'Being removed from this conversation.',
  removed: 'Removed from view in this conversation.',
  'hidden-not-deleted': 'Hidden from view in this conversation, not deleted.',
  'awaiting-poster': 'Not removed yet: the person who posted it has been asked to remove it.',
  'partly-visible': 'Not all of it has been removed: some can still be seen. Details says what.',
  observed: 'Nothing was removed: Safelight is only observing this conversation.',
  captured: 'Taken with Safelight: it was never in this conversation.',
  reappeared: 'It can be seen in this conversation again, and is being removed again.',
};

const at = (line: ReceiptLine): string => (line.at === undefined ? '' : `, ${when(line.at)}`);

const outcomeWords: Readonly<Record<ReceiptOutcome, (line: ReceiptLine) => string>> = {
  visible: () => 'can still be seen in this conversation',
  'removed-from-view': (line) => `removed from view in this conversation${at(line)}`,
  hidden: (line) => `hidden from view in this conversation, not deleted${at(line)}`,
  'file-deleted': (line) => `original file deleted${at(line)}`,
  'file-recycled': (line) =>
    line.until === undefined
      ? `original file in the recycle bin${at(line)}`
      : `original file in the recycle bin until ${onDay(line.until)}${line.at === undefined ? '' : `, put there ${when(line.at)}`}`,
  'kept-by-retention': () => 'kept by your organisation’s retention policy',
  'awaiting-poster': (line) => `waiting for the person who posted it to remove it${at(line)}`,
  reappeared: (line) => `came back after it was removed${at(line)}`,
  'lives-elsewhere': () => 'kept somewhere else and only linked to here, so it was left alone',
  observed: () => 'left in place: Safelight is only observing this conversation',
  'not-by-poster': () => 'put there by somebody else, so it was left alone',
  'not-confirmed': (line) => `removed${at(line)}, not yet confirmed by a second look`,
  failed: (line) => `could not be removed${at(line)}. Somebody has been told`,
};
const whatWords: Readonly<Record<ReceiptLine['what'], string>> = {
  message: 'Message',
  file: 'File',
  link: 'Linked file',
};

/** One line of the receipt, e.g. `File: original file in the recycle bin until 18 Feb 2027.` */
export const receiptWords = (line: ReceiptLine): string => {
  const said = `${whatWords[line.what]}: ${outcomeWords[line.outcome](line)}.`;
  return line.reread === undefined ? said : `${said} Last checked ${when(line.reread)}.`;
};
export const receiptHeading = 'What was done';
export const moreCopies = (left: number): string => `And ${left} more. Open shows them all.`;
export const retentionNote =
  'This is about what can be seen in this conversation. Your organisation’s retention policy decides what is kept elsewhere.';

/** `3 images held by Safelight`. */
export const heldHeading = (model: HeldCardModel): string => `${countItems(model.items)} held by Safelight`;
export const postedByWords = ({ removal }: Pick<HeldCardModel, 'removal'>): string =>
  removal === 'captured' ? 'Taken by ' : 'Posted by ';
export const postedAtWords = (model: HeldCardModel): string => `, ${when(model.postedAt)}`;

export const filingWords = (model: HeldCardModel): string => {
  const all = model.items.length;
  if (model.notClinical === 'disposed')
    return model.consent === 'closed' ? 'Disposed of.' : 'Not a clinical image. Disposed of.';
  if (model.notClinical === 'disposal-approved') return 'Not a clinical image. Disposal has been approved.';
  if (model.notClinical === 'yes') {
    return 'Marked as not a clinical image. It is disposed of after a second person approves.';
  }
  if (all > 0 && model.filed >= all) return 'Filed to the patient record.';
  if (model.waitingForRecord > 0) {
    return `${model.filed} of ${all} filed. ${model.waitingForRecord} waiting for the patient record to answer.`;
  }
  return model.filed === 0 ? 'Not filed to a patient yet.' : `${model.filed} of ${all} filed to a patient.`;
};

export const consentWords: Readonly<Record<CardConsent, string>> = {
  'not-recorded': 'Consent not recorded yet.',
  'to-ask-again': 'The patient is still to be asked.',
  recorded: 'Consent recorded.',
  'part-closed': 'Part of this opens only to named people.',
  closed: 'Opens only to named people.',
};

export const lapseWords = (model: HeldCardModel): string =>
  model.lapsed
    ? `The time for opening this from the card ended ${when(model.lapsesAt)}.`
    : `Opens from this card until ${when(model.lapsesAt)}.`;

export const renewQuestion = 'Why is it still needed?';
export const renewMissing = 'Please choose a reason.';
export const renewalReasons: Readonly<Record<RenewalReason, string>> = {
  'still-under-discussion': 'Still being discussed',
  'needed-for-handover': 'Needed for handover',
  'awaiting-filing': 'Waiting to be filed',
  'patient-returned': 'The patient has come back',
};

/** For clients that cannot draw the card. */
export const heldFallback = (model: HeldCardModel): string =>
  `Safelight holds ${countItems(model.items)} from this conversation. ${removalWords[model.removal]}`;

/** The line above the card that names again whoever was mentioned in the removed message. */
export const mentionedWords = 'For ';

/** Shown in place of a message that is hidden by policy. */
export const hiddenTip =
  'This message held a clinical image. It is in safe keeping: please open it from the Safelight card in this conversation.';
