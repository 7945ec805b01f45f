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

/** The strings of a card that stand under one of these names, folded parts included, in the order they stand. */
const stringsIn = (card: unknown, names: readonly string[]): readonly string[] => {
  if (Array.isArray(card)) return card.flatMap((one) => stringsIn(one, names));
  if (typeof card !== 'object' || card === null) return [];
  return Object.entries(card).flatMap(([name, inside]: [string, unknown]) =>
    typeof inside === 'string' ? (names.includes(name) ? [inside] : []) : stringsIn(inside, names),
  );
};

export interface SeenCard {
  readonly message: SeenMessage;
  /** Every word of it, buttons and folded parts included. */
  readonly words: string;
  /** The addresses its buttons open. */
  readonly opens: readonly string[];
}

export const cardsIn = (messages: readonly SeenMessage[]): readonly SeenCard[] =>
  messages.flatMap((message) =>
    message.attachments
      .filter((one) => one.kind === 'card')
      .map(({ card }) => ({
        message,
        words: stringsIn(card, ['text', 'title']).join('\n'),
        opens: stringsIn(card, ['url']),
      })),
  );

/** The card that a person finds in a place once it says what it must; `but` those that open this address. */
export const cardSaying = async (
  at: AtWard,
  place: string,
  says: RegExp,
  but?: string,
): Promise<SeenCard> => {
  const found: SeenCard[] = [];
  let last = '';
  try {
    await until(`a card that says ${says}`, 30_000, async () => {
      const cards = cardsIn(await at.messages(place)).filter(
        ({ opens }) => but === undefined || !opens.includes(but),
      );
      last = cards.map(({ words }) => words).join('\n---\n');
      found.push(...cards.filter(({ words }) => says.test(words)));
      return found.length > 0;
    });
  } catch (cause) {
    throw new Error(`No card says ${says}. What stands there:\n${last}`, { cause });
  }
  const [first] = found;
  if (first === undefined) throw new Error(`No card says ${says}.`);
  return first;
};
