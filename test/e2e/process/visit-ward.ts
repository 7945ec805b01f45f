import type { Person } from '../../../bot/local/demonstration/people.ts';
import type {
  CardAction,
  CardActionResult,
  EditMessage,
  Moment,
  NewMessage,
  SeenMessage,
  Upload,
  Weather,
} from '../../../bot/local/ward/page-contract.ts';

/** A person at the ward's page, doing with calls what the page does with buttons. */
export interface Visitor {
  post(place: string, message: Partial<NewMessage>): Promise<string>;
  edit(place: string, id: string, change: EditMessage): Promise<void>;
  undo(place: string, id: string): Promise<void>;
  see(place: string): Promise<readonly SeenMessage[]>;
  press(place: string, activity: string, action: CardAction): Promise<CardActionResult>;
  /** The bytes behind a key, or undefined where this person sees nothing there. */
  picture(key: string): Promise<Buffer | undefined>;
  signIn(): Promise<void>;
  signOut(): Promise<void>;
}

export const visitWard = (ward: string, person: Person): Visitor => {
  const call = <T>(method: string, path: string, body?: unknown): Promise<T> =>
    askWard<T>(ward, method, path, body, { 'x-ward-person': person.oid });
  const at = (place: string): string => `places/${encodeURIComponent(place)}`;
  return {
    post: async (place, message) => {
      const { id } = await call<{ id: string }>('POST', `${at(place)}/messages`, { text: '', ...message });
      return id;
    },
    edit: (place, id, change) => call('POST', `${at(place)}/messages/${id}/edit`, change),
    undo: (place, id) => call('POST', `${at(place)}/messages/${id}/undo`),
    see: (place) => call('GET', `${at(place)}/messages`),
    press: (place, activity, action) => call('POST', `${at(place)}/cards/${activity}/action`, action),
    picture: async (key) => {
      const answer = await fetch(`${ward}/ward/api/images/${encodeURIComponent(key)}`, {
        headers: { 'x-ward-person': person.oid },
      });
      const bytes = Buffer.from(await answer.arrayBuffer());
      return answer.ok ? bytes : undefined;
    },
    signIn: () => call('POST', 'sign-in'),
    signOut: () => call('POST', 'sign-out'),
  };
};

const askWard = async <T>(
  ward: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<T> => {
  const answer = await fetch(`${ward}/ward/api/${path}`, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
  return (text === '' ? undefined : JSON.parse(text)) as T;
};

export const readWeather = (ward: string): Promise<Weather> => askWard(ward, 'GET', 'weather');

/** Changes the named features and leaves the others as they are; faults and latencies are set anew each time. */
export const changeWeather = async (ward: string, change: Weather): Promise<void> => {
  const { faults: _, latencyMs: __, ...now } = await readWeather(ward);
  await askWard(ward, 'PUT', 'weather', { ...now, ...change });
};

export const readClock = (ward: string): Promise<readonly Moment[]> => askWard(ward, 'GET', 'clock');

export const upload = (name: string, contentType: string, bytes: Uint8Array): Upload => ({
  name,
  contentType,
  base64: Buffer.from(bytes).toString('base64'),
});
