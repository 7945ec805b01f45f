import { createRequire } from 'node:module';
import type * as Cards from 'adaptivecards';

// The package's ES build does not load in Node: its UMD build does (components.md B4).
const { AdaptiveCard, SerializationContext, Versions } = createRequire(import.meta.url)(
  'adaptivecards/dist/adaptivecards.js',
) as typeof Cards;

export interface Parsed {
  readonly faults: readonly string[];
  readonly actions: number;
}

/** The card as the `adaptivecards` package, which Teams clients are built on, understands it. */
export const parseCard = (card: unknown): Parsed => {
  const context = new SerializationContext(Versions.v1_5);
  const parsed = new AdaptiveCard();
  parsed.parse(card, context);
  const faults = Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at).message);
  const broken = parsed.validateProperties().validationEvents.map((event) => event.message);
  return { faults: [...faults, ...broken], actions: parsed.getActionCount() };
};
