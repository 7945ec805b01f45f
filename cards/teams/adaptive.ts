/** The part of Adaptive Cards 1.5 our cards are made of. Text stands in TextRuns: a TextBlock would read markdown. */
import type { CardVerb } from '../model.ts';

export interface AdaptiveCard {
  readonly type: 'AdaptiveCard';
  readonly $schema: string;
  readonly version: '1.5';
  readonly fallbackText?: string;
  readonly speak?: string;
  readonly body: readonly Element[];
  readonly actions?: readonly Action[];
}
export type Element = RichTextBlock | Container | ChoiceSet;
export interface RichTextBlock {
  readonly type: 'RichTextBlock';
  readonly id?: string;
  readonly spacing?: 'none' | 'small' | 'medium';
  readonly inlines: readonly TextRun[];
}
export interface TextRun {
  readonly type: 'TextRun';
  readonly text: string;
  readonly weight?: 'bolder';
  readonly size?: 'medium';
  readonly isSubtle?: boolean;
}
export interface Container {
  readonly type: 'Container';
  readonly id?: string;
  readonly style?: 'warning' | 'good' | 'default';
  readonly items: readonly Element[];
}
export interface ChoiceSet {
  readonly type: 'Input.ChoiceSet';
  readonly id: string;
  readonly label: string;
  readonly isRequired: true;
  readonly errorMessage: string;
  readonly style: 'expanded';
  readonly choices: readonly { readonly title: string; readonly value: string }[];
}
export type Action = OpenUrl | Execute | OpenDialog | ShowCard;
export interface OpenUrl {
  readonly type: 'Action.OpenUrl';
  readonly title: string;
  readonly url: string;
}
export interface Execute {
  readonly type: 'Action.Execute';
  readonly title: string;
  readonly verb: CardVerb | 'sign-in';
  readonly data?: { readonly set: string };
  readonly associatedInputs?: 'auto' | 'none';
  readonly style?: 'positive';
}
/** Asks the bot for a dialog (`task/fetch`): the address in it is made for whoever presses, and never stands on the card. */
export interface OpenDialog {
  readonly type: 'Action.Submit';
  readonly title: string;
  readonly data: { readonly msteams: { readonly type: 'task/fetch' }; readonly verb: 'photo' };
  readonly associatedInputs: 'none';
}
export interface ShowCard {
  readonly type: 'Action.ShowCard';
  readonly title: string;
  readonly card: Omit<AdaptiveCard, '$schema'>;
}

export const SCHEMA = 'http://adaptivecards.io/schemas/adaptive-card.json';
export const ADAPTIVE_CARD = 'application/vnd.microsoft.card.adaptive';

export const run = (text: string): TextRun => ({ type: 'TextRun', text });
export const bold = (text: string): TextRun => ({ type: 'TextRun', text, weight: 'bolder' });
export const subtle = (text: string): TextRun => ({ type: 'TextRun', text, isSubtle: true });
export const heading = (text: string): TextRun => ({
  type: 'TextRun',
  text,
  weight: 'bolder',
  size: 'medium',
});
export const line = (...inlines: readonly TextRun[]): RichTextBlock => ({
  type: 'RichTextBlock',
  spacing: 'small',
  inlines,
});

/** A button to one of our own pages. Anything but an http(s) address is a fault of the caller and is refused. */
export const openUrl = (title: string, address: string): OpenUrl => {
  const url = new URL(address);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new TypeError('a button opens web pages only');
  return { type: 'Action.OpenUrl', title, url: url.href.replaceAll('${', '$%7B') };
};
