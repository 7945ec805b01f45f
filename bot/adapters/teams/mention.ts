import { plainName } from '../../../cards/teams/plain-name.ts';
import { mentionedWords } from '../../../cards/text/held-card.ts';

export interface Mentionable {
  /** The Bot Connector's id (`29:…`). */
  readonly userId: string;
  readonly name: string;
}

/** The line that names people again, and the entities that make Teams notify them. Empty for nobody. */
export const mentionLine = (people: readonly Mentionable[]): Readonly<Record<string, unknown>> => {
  if (people.length === 0) return {};
  const named = people.map(({ userId, name }) => ({ userId, name: plainName(name) }));
  const marks = named.map(({ name }) => `<at>${name}</at>`);
  return {
    text: `${mentionedWords}${marks.join(', ')}`,
    textFormat: 'xml',
    entities: named.map(({ userId, name }) => ({
      type: 'mention',
      text: `<at>${name}</at>`,
      mentioned: { id: userId, name },
    })),
  };
};
