/**
 * The floor under any bot: only what cannot be avoided between a post and its removal, and nothing else. Read the
 * message, download, seal, store, read back and open, delete; tokens fetched before, all messages at once, no proof of
 * who calls, no ledger, no card. Not a bot to use: a crash loses pictures. Benchmarks divide by it, because it runs on
 * the same machine, ward and store at the same time. What is stored is the sealed picture and, beside it, its key
 * (design.md section 6): without it nothing was stored. `FLOOR_KEY=no` leaves even that out.
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { BlobServiceClient, type BlockBlobClient } from '@azure/storage-blob';
import { request } from 'undici';
import { open } from '../../bot/sealed/open.ts';
import { seal } from '../../bot/sealed/seal.ts';

const env = process.env as Readonly<Record<string, string>>;
const graph = `${env['SAFELIGHT_GRAPH_URL'] ?? ''}/v1.0`;
const store = BlobServiceClient.fromConnectionString(env['AZURE_STORAGE_CONNECTION_STRING'] ?? '');
const images = store.getContainerClient('floor');
const keys = store.getContainerClient('floor-keys');
const RECORD_BYTES = 2_048;
const CONTEXT = { organisation: 'floor', set: 'floor', image: 'floor', rendition: 'original' };

const readJson = async (from: IncomingMessage): Promise<unknown> => {
  const chunks: Buffer[] = [];
  for await (const chunk of from as AsyncIterable<Buffer>) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
};

const fetchToken = async (scope: string): Promise<string> => {
  const { body } = await request(`${env['ToChannelFromBotLoginUrl'] ?? ''}/oauth2/v2.0/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: env['MicrosoftAppId'] ?? '',
      client_secret: env['MicrosoftAppPassword'] ?? '',
      scope,
    }).toString(),
  });
  return ((await body.json()) as { access_token: string }).access_token;
};

const people = new Map<string, Promise<string>>();
const personToken = (user: string): Promise<string> => {
  const known = people.get(user) ?? askPersonToken(user);
  people.set(user, known);
  return known;
};
const askPersonToken = async (user: string): Promise<string> => {
  const query = new URLSearchParams({ userId: user, connectionName: 'floor', channelId: 'msteams' });
  const { body } = await request(`${env['OAuthUrl'] ?? ''}/api/usertoken/GetToken?${query.toString()}`, {
    headers: { authorization: `Bearer ${await botToken}` },
  });
  return ((await body.json()) as { token: string }).token;
};

const appToken = fetchToken('https://graph.microsoft.com/.default');
const botToken = fetchToken('https://api.botframework.com/.default');

const call = async (method: 'GET' | 'POST', url: string, token: string): Promise<Buffer> => {
  const { statusCode, body } = await request(url, { method, headers: { authorization: `Bearer ${token}` } });
  const bytes = Buffer.from(await body.arrayBuffer());
  if (statusCode >= 300) throw new Error(`${statusCode}`);
  return bytes;
};

/** As long as Safelight's own record of a key. */
const recordOf = (key: Buffer): Buffer => Buffer.concat([key, Buffer.alloc(RECORD_BYTES - key.length)]);

const putAndGet = async (blob: BlockBlobClient, bytes: Buffer): Promise<Buffer> => {
  await blob.upload(bytes, bytes.length);
  const pieces: Buffer[] = [];
  for await (const piece of (await blob.download()).readableStreamBody ?? []) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
};

const takeOne = async (path: string, content: string): Promise<void> => {
  const plain = await call('GET', `${path}/hostedContents/${content}/$value`, await appToken);
  const sum = createHash('sha256').update(plain).digest('hex');
  const key = randomBytes(32);
  const name = randomUUID();
  const sealed = Buffer.from(seal(plain, key, CONTEXT));
  const [stored] = await Promise.all([
    putAndGet(images.getBlockBlobClient(name), sealed),
    ...(env['FLOOR_KEY'] === 'no' ? [] : [putAndGet(keys.getBlockBlobClient(name), recordOf(key))]),
  ]);
  const back = open(stored, key, CONTEXT);
  if (createHash('sha256').update(back).digest('hex') !== sum) throw new Error('read back otherwise');
};

interface Activity {
  readonly type: string;
  readonly id: string;
  readonly from: { readonly id: string };
  readonly channelData: {
    readonly team?: { readonly aadGroupId: string };
    readonly channel?: { readonly id: string };
  };
}

const take = async ({ id, from, channelData }: Activity): Promise<void> => {
  const path = `${graph}/teams/${channelData.team?.aadGroupId ?? ''}/channels/${channelData.channel?.id ?? ''}/messages/${id}`;
  const message = JSON.parse((await call('GET', path, await appToken)).toString('utf8')) as {
    body: { content: string };
  };
  const contents = [...message.body.content.matchAll(/hostedContents\/([^/"]+)\/\$value/g)];
  for (const content of new Set(contents.map((one) => one[1] ?? ''))) await takeOne(path, content);
  await call('POST', `${path}/softDelete`, await personToken(from.id));
};

await images.createIfNotExists();
await keys.createIfNotExists();
const server = createServer((incoming, response) => {
  void readJson(incoming)
    .catch(() => undefined)
    .then(async (activity) => {
      response.writeHead(200).end();
      if ((activity as Activity | undefined)?.type === 'message') await take(activity as Activity);
    })
    .catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
});
server.listen(Number(env['PORT']), '127.0.0.1');
process.on('SIGTERM', () => {
  process.exit(0);
});
