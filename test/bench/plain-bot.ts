/**
 * What the documented calls of the SDKs come to when they are made one after another in the request: read the
 * message, fetch each picture, seal it, put it, note it, post the card, delete the message, look. A program of its
 * own; the benchmarks and the crash harness set it beside Safelight on the same ward, store and database.
 * `PLAIN_RENDITIONS=yes` makes the two renditions where such a bot would: before the card.
 */
import {
  createCipheriv,
  createHash,
  createPublicKey,
  publicEncrypt,
  randomBytes,
  randomUUID,
} from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BlobServiceClient } from '@azure/storage-blob';
import { CardFactory, CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import type { TurnContext } from 'botbuilder';
import pg from 'pg';
import restify from 'restify';
import sharp from 'sharp';

const env = process.env as Readonly<Record<string, string>>;
const settings: Record<string, string> = { ...env };
const graph = `${env['SAFELIGHT_GRAPH_URL'] ?? ''}/v1.0`;
const renditions = env['PLAIN_RENDITIONS'] === 'yes';
const wrapping = createPublicKey(readFileSync(join(env['SAFELIGHT_HOME'] ?? '', 'wrapping-key.pem')));
const images = BlobServiceClient.fromConnectionString(
  env['AZURE_STORAGE_CONNECTION_STRING'] ?? '',
).getContainerClient('plain');
const database = new pg.Pool({ connectionString: env['DATABASE_URL'] });

type Factory = NonNullable<ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[1]>;
interface TokenClient {
  getUserToken(
    user: string,
    connection: string,
    channel: string,
    code: string,
  ): Promise<{ token: string } | undefined>;
}
interface GraphMessage {
  readonly body: { readonly content: string };
}

const held = new Map<string, string>();

/** Client credentials, kept: this much even a plain bot does. */
const appToken = async (scope: string): Promise<string> => {
  const known = held.get(scope);
  if (known !== undefined) return known;
  const answer = await fetch(`${env['ToChannelFromBotLoginUrl'] ?? ''}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: env['MicrosoftAppId'] ?? '',
      client_secret: env['MicrosoftAppPassword'] ?? '',
      scope,
    }),
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  held.set(scope, token);
  return token;
};

/** botbuilder's own credentials insist on https. */
// eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- botbuilder does not export the class
const credentials: Factory = {
  isAuthenticationDisabled: async () => false,
  isValidAppId: async (id: string) => id === env['MicrosoftAppId'],
  createCredentials: async (_id, audience) => ({
    signRequest: async (request) => {
      request.headers.set('authorization', `Bearer ${await appToken(`${audience ?? ''}/.default`)}`);
      return request;
    },
  }),
};

/** As Microsoft's client library does: a refusal is waited for and asked again, up to twenty times. */
const ask = async (method: string, url: string, token: string): Promise<Response> => {
  for (let attempt = 0; ; attempt += 1) {
    const answer = await fetch(url, { method, headers: { authorization: `Bearer ${token}` } });
    if (answer.status !== 429 || attempt === 20) return answer;
    await answer.arrayBuffer();
    await new Promise((resolve) =>
      setTimeout(resolve, Number(answer.headers.get('retry-after') ?? '1') * 1000),
    );
  }
};

const pathOf = (context: TurnContext): string => {
  const { conversation, id = '' } = context.activity;
  const { team, channel } = context.activity.channelData as {
    team?: { aadGroupId: string };
    channel?: { id: string };
  };
  const root = conversation.id.split(';messageid=')[1] ?? id;
  const thread = root === id ? '' : `/messages/${root}/replies`;
  return thread === ''
    ? `${graph}/teams/${team?.aadGroupId ?? ''}/channels/${channel?.id ?? ''}/messages/${id}`
    : `${graph}/teams/${team?.aadGroupId ?? ''}/channels/${channel?.id ?? ''}${thread}/${id}`;
};

const sealAndPut = async (bytes: Uint8Array): Promise<{ blob: string; key: Buffer }> => {
  const key = randomBytes(32);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const sealed = Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
  const blob = randomUUID();
  await images.getBlockBlobClient(blob).upload(sealed, sealed.length);
  return { blob, key: publicEncrypt({ key: wrapping, oaepHash: 'sha256' }, key) };
};

const keep = async (message: string, bytes: Buffer): Promise<void> => {
  const original = await sealAndPut(bytes);
  if (renditions) {
    for (const width of [1600, 320])
      await sealAndPut(await sharp(bytes).rotate().resize(width).jpeg({ quality: 80 }).toBuffer());
  }
  await database.query('insert into plain_images (message, sha256, blob, key) values ($1, $2, $3, $4)', [
    message,
    createHash('sha256').update(bytes).digest('hex'),
    original.blob,
    original.key,
  ]);
};

const card = {
  type: 'AdaptiveCard',
  version: '1.5',
  body: [{ type: 'TextBlock', text: 'A photograph is in safe keeping.', wrap: true }],
};

const takeMessage = async (context: TurnContext, tokens: TokenClient): Promise<void> => {
  const { id = '', from, channelId } = context.activity;
  const path = pathOf(context);
  const token = await appToken('https://graph.microsoft.com/.default');
  const message = (await (await ask('GET', path, token)).json()) as GraphMessage;
  const contents = [...message.body.content.matchAll(/hostedContents\/([^/"]+)\/\$value/g)].map(
    (one) => one[1] ?? '',
  );
  for (const content of new Set(contents)) {
    const answer = await ask('GET', `${path}/hostedContents/${content}/$value`, token);
    if (!answer.ok) throw new Error(`a picture answered ${answer.status}`);
    await keep(id, Buffer.from(await answer.arrayBuffer()));
  }
  if (contents.length === 0) return;
  await context.sendActivity({ attachments: [CardFactory.adaptiveCard(card)] });
  const own = await tokens.getUserToken(from.id, 'safelight-removal', channelId, '');
  const removed = await ask('POST', `${path}/softDelete`, own?.token ?? '');
  if (!removed.ok) throw new Error(`the deletion answered ${removed.status}`);
  await ask('GET', path, token);
};

const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication(settings, credentials));
adapter.onTurnError = async (_context, error) => {
  process.stderr.write(`${error.message}\n`);
};

await images.createIfNotExists();
await database.query(
  `create table if not exists plain_images (message text not null, sha256 text not null, blob text not null, key bytea not null)`,
);
const server = restify.createServer();
server.use(restify.plugins.bodyParser());
server.get('/readyz', (_request, response, next) => {
  response.send(200);
  next();
});
server.post('/api/messages', async (request, response) => {
  const asked = { body: request.body as Record<string, unknown>, headers: request.headers, method: 'POST' };
  await adapter.process(asked, response, async (context) => {
    if (context.activity.type !== 'message' && context.activity.type !== 'messageUpdate') return;
    await takeMessage(context, context.turnState.get<TokenClient>(adapter.UserTokenClientKey));
  });
});
server.listen(Number(env['PORT']), '127.0.0.1');
process.on('SIGTERM', () => {
  process.exit(0);
});
