/** The risk meter (BAD Figure 3). It rates the way a picture travelled, never the person who sent it. */
import type { CameBy, ImageRisk, RiskLevel, Route, SaferRoute } from '../../bot/set/risk.ts';

export const riskWords: Readonly<Record<RiskLevel, string>> = {
  low: 'Low risk',
  medium: 'Medium risk',
  high: 'High risk',
  'very-high': 'Very high risk',
};
export const imageRiskWords: Readonly<Record<ImageRisk, string>> = {
  low: 'A close-up in which nobody can be recognised',
  medium: 'A wider view without face or other marks',
  high: 'Somebody can be recognised, or it shows an intimate area or patient details',
};
export const routeWords: Readonly<Record<Route, string>> = {
  'capture-page': 'Taken with Safelight',
  'nhs-secure-email': 'Sent by NHS secure email',
  'deidentified-share': 'Shared without patient details',
  'trust-email': 'Sent by hospital email',
  'personal-email': 'Sent by email outside the NHS',
  'messaging-app': 'Posted in a messaging app',
};
export const saferRouteWords: Readonly<Record<SaferRoute, string>> = {
  'capture-page': 'Next time, take it with Safelight: the picture never enters the chat.',
  'nhs-secure-email': 'Next time, send it by NHS secure email, or take it with Safelight.',
};

/** `Visible for 4 seconds to 12 people.` Those who could have seen it: nobody can say who did. */
export const exposureWords = ({
  seconds,
  couldSee,
}: {
  readonly seconds: number;
  readonly couldSee: number;
}): string =>
  `Visible for ${seconds === 1 ? '1 second' : `${seconds} seconds`}. ${couldSee === 1 ? '1 person' : `${couldSee} people`} could have seen it.`;

/** Where a picture had been before, asked once and answered by one choice (RISK-05 to RISK-08). */
export const cameByWords = {
  ask: 'Was it sent to you first?',
  why: 'If this picture came by email or by another app before it was here, say how. It rates the way it came, never whoever sent it.',
  label: 'It came',
  none: 'Choose how it came',
  save: 'Save',
  said: (words: string, level: string): string => `Before it was here: ${words}. ${level}.`,
  breach: {
    title: 'This may be a data breach',
    text: 'A picture of a patient was sent by email outside the NHS. Tell information governance today, and ask whoever sent it to delete it, also from sent and deleted items.',
  },
} as const;
export const cameByChoices: Readonly<Record<CameBy, string>> = {
  'nhs-secure-email': 'by NHS secure email',
  'trust-email': 'by hospital email that is not NHS secure email',
  'personal-email': 'by email outside the NHS',
  'messaging-app': 'by a messaging app',
};
