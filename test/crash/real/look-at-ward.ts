import type { Person } from '../../../bot/local/demonstration/people.ts';
import type {
  EditMessage,
  Moment,
  NewMessage,
  SeenMessage,
  Weather,
} from '../../../bot/local/ward/page-contract.ts';
import { setOfCard } from '../../../cards/teams/set-of-card.ts';
import { sha256Of } from './make-pictures.ts';

/** What one person at the ward's page could do and see. */
export interface Seat {
  post(place: string, message: NewMessage): Promise<string>;
  edit(place: string, message: string, change: EditMessage): Promise<void>;
  messages(place: string): Promise<readonly SeenMessage[]>;
  /** SHA-256 of every picture of the message that this person can still see. */
  visible(message: SeenMessage): Promise<readonly string[]>;
  weather(weather: Weather): Promise<void>;
  moments(): Promise<readonly Moment[]>;
}

export const sitDown = (wardUrl: string, person: Person): Seat => {
  const ask = (method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(`${wardUrl}/ward/api/${path}`, {
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
    post: async (place, message) => ((await call('POST', messagesOf(place), message)) as { id: string }).id,
    edit: async (place, message, change) => {
      await call('POST', `${messagesOf(place)}/${message}/edit`, change);
    },
    messages: async (place) => (await call('GET', messagesOf(place))) as readonly SeenMessage[],
    visible: async ({ state, attachments }) => {
      if (state !== 'shown') return [];
      const pictures = attachments.filter((one) => one.kind !== 'card');
      return Promise.all(
        pictures.map(async ({ key = '' }) => {
          const answer = await ask('GET', `images/${encodeURIComponent(key)}`);
          return answer.ok ? sha256Of(Buffer.from(await answer.arrayBuffer())) : 'not to be seen';
        }),
      );
    },
    weather: async (weather) => {
      await call('PUT', 'weather', weather);
    },
    moments: async () => (await call('GET', 'clock')) as readonly Moment[],
  };
};

/** Our cards in the thread of a message, by the set each stands for; another bot's have none. */
export const cardsInThread = (
  all: readonly SeenMessage[],
  message: string,
): readonly { readonly set: string | undefined }[] =>
  all
    .filter((one) => one.from.bot && one.replyTo === message && one.state !== 'deleted')
    .flatMap((one) => one.attachments)
    .filter((one) => one.kind === 'card')
    .map((one) => ({ set: setOfCard(one.card) }));
