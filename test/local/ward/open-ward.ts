import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  CardAction,
  CardActionResult,
  NewMessage,
  SeenMessage,
  Upload,
  WardWorld,
  Weather,
} from '../../../bot/local/ward/page-contract.ts';
import { startWard } from '../../../bot/local/ward/start-ward.ts';
import type { Ward, WardOptions } from '../../../bot/local/ward/start-ward.ts';
import type { Person } from '../../../bot/local/demonstration/people.ts';

/** One pixel, and its bytes again for comparison. */
export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
export const pixel = (name = 'wound.png'): Upload => ({
  name,
  contentType: 'image/png',
  base64: PIXEL.toString('base64'),
});

export interface Answer<T = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
  readonly bytes: Buffer;
}

const readAnswer = async <T>(response: Response): Promise<Answer<T>> => {
  const bytes = Buffer.from(await response.arrayBuffer());
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  const body = (isJson ? JSON.parse(bytes.toString('utf8')) : undefined) as T;
  return { status: response.status, headers: response.headers, body, bytes };
};

/** Any call of the ward, with a token or none. */
export const ask = async <T = Record<string, unknown>>(
  method: string,
  url: string,
  token?: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer<T>> =>
  readAnswer<T>(
    await fetch(url, {
      method,
      redirect: 'manual',
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );

/** What a person does at the page. */
export const personAt = (ward: Ward, person: Person) => {
  const call = <T>(method: string, path: string, body?: unknown): Promise<Answer<T>> =>
    ask<T>(method, `${ward.url}/ward/api/${path}`, undefined, body, { 'x-ward-person': person.oid });
  const at = (place: string): string => `places/${encodeURIComponent(place)}/messages`;
  return {
    call,
    async post(place: string, message: Partial<NewMessage>): Promise<string> {
      const { status, body } = await call<{ id: string }>('POST', at(place), { text: '', ...message });
      if (status !== 201) throw new Error(`posting answered ${status}`);
      return body.id;
    },
    edit: (place: string, id: string, change: unknown) => call('POST', `${at(place)}/${id}/edit`, change),
    delete: (place: string, id: string) => call('POST', `${at(place)}/${id}/delete`),
    undo: (place: string, id: string) => call('POST', `${at(place)}/${id}/undo`),
    see: async (place: string): Promise<SeenMessage[]> => (await call<SeenMessage[]>('GET', at(place))).body,
    press: async (place: string, activity: string, action: CardAction): Promise<CardActionResult> =>
      (
        await call<CardActionResult>(
          'POST',
          `places/${encodeURIComponent(place)}/cards/${activity}/action`,
          action,
        )
      ).body,
    world: async (): Promise<WardWorld> => (await call<WardWorld>('GET', 'world')).body,
    image: (key: string) => call('GET', `images/${encodeURIComponent(key)}`),
    signIn: () => call('POST', 'sign-in'),
  };
};

export const setWeather = async (ward: Ward, weather: Weather): Promise<void> => {
  await ask('PUT', `${ward.url}/ward/api/weather`, undefined, weather);
};

/** A token from the tenant's login, by the app's own secret. */
const logIn = async (ward: Ward, scope: string): Promise<string> => {
  const response = await fetch(`${ward.settings['ToChannelFromBotLoginUrl'] ?? ''}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: ward.settings['MicrosoftAppId'] ?? '',
      client_secret: ward.settings['MicrosoftAppPassword'] ?? '',
      scope,
    }),
  });
  const { access_token: token } = (await response.json()) as { access_token: string };
  return token;
};
export const botToken = (ward: Ward): Promise<string> => logIn(ward, 'https://api.botframework.com/.default');
export const appToken = (ward: Ward): Promise<string> => logIn(ward, 'https://graph.microsoft.com/.default');

/** A signed-in person's token, from the token service. */
export const personToken = async (ward: Ward, person: Person): Promise<string | undefined> => {
  const url = `${ward.settings['OAuthUrl'] ?? ''}/api/usertoken/GetToken?userId=${person.oid}&connectionName=graph&channelId=msteams`;
  const { status, body } = await ask<{ token: string }>('GET', url, await botToken(ward));
  return status === 200 ? body.token : undefined;
};

export const graph = (ward: Ward, path: string): string =>
  `${ward.settings['SAFELIGHT_GRAPH_URL'] ?? ''}/v1.0${path}`;
export const connector = (ward: Ward, path: string): string => `${ward.url}/connector/v3${path}`;

interface Heard {
  readonly authorization: string | undefined;
  readonly activity: Record<string, unknown>;
}

/** A bot that writes down what it is told, and answers what it is asked to answer. */
export const startListener = async (
  answer: (activity: Record<string, unknown>) => unknown = () => undefined,
) => {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const activity = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>;
      heard.push({ authorization: request.headers.authorization, activity });
      const body = answer(activity);
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(body === undefined ? '' : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`,
    heard,
    ofType: (type: string) => heard.filter((one) => one.activity['type'] === type).map((one) => one.activity),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
};

/** Waits until something is so; fails after five seconds. */
export const until = async <T>(look: () => T | undefined | Promise<T | undefined>): Promise<T> => {
  const end = Date.now() + 5000;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error('waited five seconds in vain');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

/** A ward in a folder of its own, gone with `close`. */
export const openWard = async (options: Partial<WardOptions> = {}): Promise<Ward & { folder: string }> => {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'ward-')));
  const ward = await startWard({ port: 0, botEndpoint: '', ...options, folder });
  return {
    ...ward,
    folder,
    async close() {
      await ward.close();
      if (options.folder === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
};
