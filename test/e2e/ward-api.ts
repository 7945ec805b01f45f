import type { Person } from '../../bot/local/demonstration/people.ts';
import { wardSeven, nightTeam } from '../../bot/local/demonstration/places.ts';
import type {
  NewMessage,
  SeenAttachment,
  SeenMessage,
  Upload,
  Weather,
} from '../../bot/local/ward/page-contract.ts';
import type { Product } from './start-product.ts';
import { until } from './until.ts';

export const CLINICAL = wardSeven.channels[0]?.id ?? '';
export const NIGHT_TEAM = nightTeam.id;
export const personalChat = (person: Person): string => `bot:${person.oid}`;

/** What one person could do and see at the ward's page, without the page. */
export interface AtWard {
  post(place: string, message: NewMessage): Promise<string>;
  messages(place: string): Promise<readonly SeenMessage[]>;
  /** Status of the bytes behind an attachment: 404 once this person can no longer see it. */
  look(attachment: SeenAttachment): Promise<number>;
  signIn(): Promise<void>;
  signOut(): Promise<void>;
  weather(change: Weather): Promise<void>;
}

export const atWard = (product: Pick<Product, 'ward'>, person: Person): AtWard => {
  const ask = (method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(`${product.ward}/ward/api/${path}`, {
      method,
      headers: { 'x-ward-person': person.oid, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await ask(method, path, body);
    if (!response.ok) throw new Error(`The ward answered ${response.status} to ${method} ${path}.`);
    return response.json();
  };
  const messagesOf = (place: string): string => `places/${encodeURIComponent(place)}/messages`;
  return {
    post: async (place, message) =>
      ((await call('POST', messagesOf(place), message)) as { readonly id: string }).id,
    messages: async (place) => (await call('GET', messagesOf(place))) as readonly SeenMessage[],
    look: async ({ key }) => (await ask('GET', `images/${encodeURIComponent(key ?? '')}`)).status,
    signIn: async () => {
      await call('POST', 'sign-in');
    },
    signOut: async () => {
      await call('POST', 'sign-out');
    },
    weather: async (change) => {
      await call('PUT', 'weather', change);
    },
  };
};

export const jpeg = (name: string, bytes: Uint8Array): Upload => ({
  name,
  contentType: 'image/jpeg',
  base64: Buffer.from(bytes).toString('base64'),
});

/** Pictures and files, as opposed to cards. */
export const originalsIn = (messages: readonly SeenMessage[]): readonly SeenAttachment[] =>
  messages.flatMap((one) => one.attachments).filter((one) => one.kind !== 'card');

/** Every word of a card, buttons and folded parts included, in the order they stand. */
export const wordsOfCard = (card: unknown): string => {
  const found: string[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (typeof value === 'object' && value !== null)
      for (const [name, inside] of Object.entries(value))
        if (typeof inside === 'string') {
          if (name === 'text' || name === 'title') found.push(inside);
        } else walk(inside);
  };
  walk(card);
  return found.join('\n');
};

export interface SeenCard {
  readonly message: SeenMessage;
  readonly words: string;
}

export const cardsIn = (messages: readonly SeenMessage[]): readonly SeenCard[] =>
  messages.flatMap((message) =>
    message.attachments
      .filter((one) => one.kind === 'card')
      .map((one) => ({ message, words: wordsOfCard(one.card) })),
  );

/** The card that a person finds in a place once it says what it must. */
export const cardSaying = async (
  at: AtWard,
  place: string,
  says: RegExp,
  after = new Set<string>(),
): Promise<SeenCard> => {
  let found: SeenCard | undefined;
  let last = '';
  try {
    await until(`a card that says ${says}`, 15_000, async () => {
      const cards = cardsIn(await at.messages(place)).filter(({ message }) => !after.has(message.id));
      last = cards.map(({ words }) => words).join('\n---\n');
      found = cards.find(({ words }) => says.test(words));
      return found !== undefined;
    });
  } catch (cause) {
    throw new Error(`No card says ${says}. What stands there:\n${last}`, { cause });
  }
  if (found === undefined) throw new Error('found and lost');
  return found;
};
