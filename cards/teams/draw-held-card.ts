import type { ReceiptLine, RemovalLine } from '../../bot/set/receipt.ts';
import type { CardVerb, HeldCardModel } from '../model.ts';
import { askWords } from '../text/ask.ts';
import { photographWords } from '../text/entry.ts';
import * as text from '../text/held-card.ts';
import { reviewLine } from '../text/illustration.ts';
import { misSendOnCard } from '../text/mis-send.ts';
import { questionLineWords } from '../text/opinion.ts';
import { SCHEMA, bold, heading, line, openUrl, run, subtle } from './adaptive.ts';
import type { Action, AdaptiveCard, Container, Execute, OpenDialog, ShowCard } from './adaptive.ts';
import { plainName } from './plain-name.ts';
import { cardIdOf } from './set-of-card.ts';

/** Keeps the card far below 28 KB however many copies a set has; the viewer shows all. */
const MAX_RECEIPT_LINES = 24;

const tone: Readonly<Record<RemovalLine, NonNullable<Container['style']>>> = {
  removing: 'default',
  removed: 'good',
  'hidden-not-deleted': 'warning',
  'awaiting-poster': 'warning',
  'partly-visible': 'warning',
  observed: 'default',
  captured: 'good',
  reappeared: 'warning',
};

const execute = (title: string, verb: CardVerb, set: string, inputs: 'auto' | 'none'): Execute => ({
  type: 'Action.Execute',
  title,
  verb,
  data: { set },
  associatedInputs: inputs,
});

const receiptLines = (lines: readonly ReceiptLine[]): readonly string[] =>
  lines.length <= MAX_RECEIPT_LINES
    ? lines.map(text.receiptWords)
    : [
        ...lines.slice(0, MAX_RECEIPT_LINES - 1).map(text.receiptWords),
        text.moreCopies(lines.length - MAX_RECEIPT_LINES + 1),
      ];

const details = (model: HeldCardModel): ShowCard => ({
  type: 'Action.ShowCard',
  title: text.buttons.details,
  card: {
    type: 'AdaptiveCard',
    version: '1.5',
    body: [
      line(bold(text.receiptHeading)),
      ...receiptLines(model.receipt).map((said) => line(run(said))),
      line(subtle(text.retentionNote)),
    ],
  },
});

const renew = (model: HeldCardModel): ShowCard => ({
  type: 'Action.ShowCard',
  title: text.buttons.renew,
  card: {
    type: 'AdaptiveCard',
    version: '1.5',
    body: [
      {
        type: 'Input.ChoiceSet',
        id: 'reason',
        label: text.renewQuestion,
        isRequired: true,
        errorMessage: text.renewMissing,
        style: 'expanded',
        choices: Object.entries(text.renewalReasons).map(([value, title]) => ({ title, value })),
      },
    ],
    actions: [execute(text.buttons.renew, 'renew', model.set, 'auto')],
  },
});

/** Another photograph for the same thread. */
const addPhotograph: OpenDialog = {
  type: 'Action.Submit',
  title: photographWords.addToThread,
  data: { msteams: { type: 'task/fetch' }, verb: 'photo' },
  associatedInputs: 'none',
};

const unfiled = (model: HeldCardModel): boolean => model.filed < model.items.length;

const actions = (model: HeldCardModel): readonly Action[] => {
  if (model.notClinical === 'disposal-approved' || model.notClinical === 'disposed') return [details(model)];
  if (model.misSend === 'wrong-people') return [details(model)];
  if (model.lapsed) {
    // The server refuses everybody but the patient-record role once the time is over.
    const open = model.filed > 0 ? [openUrl(text.buttons.openFiled, model.openUrl)] : [];
    return [...open, renew(model), details(model)];
  }
  const file =
    unfiled(model) && model.notClinical === 'no' ? [openUrl(text.buttons.file, model.fileUrl)] : [];
  const untouched = model.filed === 0 && model.waitingForRecord === 0 && model.notClinical === 'no';
  const notClinical = untouched ? [execute(text.buttons.notClinical, 'not-clinical', model.set, 'none')] : [];
  const ask =
    model.askUrl !== undefined && model.notClinical === 'no' ? [openUrl(askWords.ask, model.askUrl)] : [];
  const add = model.notClinical === 'no' ? [addPhotograph] : [];
  return [openUrl(text.buttons.open, model.openUrl), ...ask, ...file, ...add, ...notClinical, details(model)];
};

const consent = (model: HeldCardModel): readonly string[] =>
  model.consent === undefined || model.notClinical !== 'no' ? [] : [text.consentWords[model.consent]];

const misSend = ({ misSend: kind }: HeldCardModel): readonly string[] =>
  kind === undefined ? [] : [misSendOnCard[kind]];

const review = ({ review: said, items }: HeldCardModel): readonly string[] =>
  said === undefined ? [] : reviewLine(said, items.length);

const lapse = (model: HeldCardModel): readonly string[] =>
  model.notClinical === 'disposed' || model.notClinical === 'disposal-approved'
    ? []
    : [text.lapseWords(model)];

/** The held card as Adaptive Card 1.5: plain facts, no picture, no free text but the poster's display name. */
export const drawHeldCard = (model: HeldCardModel): AdaptiveCard => {
  const poster = plainName(model.postedBy);
  const asked = (model.questions ?? []).map(questionLineWords);
  const facts = [...asked, text.filingWords(model), ...consent(model), ...review(model), ...lapse(model)];
  const removal = text.removalWords[model.removal];
  const said = model.misSend === 'wrong-people' ? misSend(model) : [...misSend(model), ...facts];
  return {
    type: 'AdaptiveCard',
    $schema: SCHEMA,
    version: '1.5',
    fallbackText: text.heldFallback(model),
    speak: [
      `${text.heldHeading(model)}.`,
      `${text.postedByWords(model)}${poster}${text.postedAtWords(model)}.`,
      ...said,
      removal,
    ].join(' '),
    body: [
      {
        type: 'Container',
        id: cardIdOf(model.set),
        items: [
          line(heading(text.heldHeading(model))),
          line(run(text.postedByWords(model)), bold(poster), run(text.postedAtWords(model))),
          ...said.map((fact) => line(run(fact))),
        ],
      },
      { type: 'Container', style: tone[model.removal], items: [line(run(removal))] },
    ],
    actions: actions(model),
  };
};
