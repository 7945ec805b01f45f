import { readFile } from 'node:fs/promises';
import { nurse } from '../../bot/local/demonstration/people.ts';
import { wardSeven } from '../../bot/local/demonstration/places.ts';
import type { Moment, Weather } from '../../bot/local/ward/page-contract.ts';
import { startProduct, type Product } from '../e2e/start-product.ts';
import { until } from '../e2e/until.ts';

const POSTS = 10;
const WARM_UP = 3;
/** Assumed, not measured: what the real calls may take (quality.md 1.2). */
const REALISTIC: Readonly<Record<string, number>> = {
  'graph.message.get': 120,
  'graph.hosted-content.bytes': 80,
  'graph.message.soft-delete': 220,
  'connector.members.get': 80,
  'connector.activity.post': 180,
  'connector.activity.put': 180,
  'token.get': 60,
  'login.token': 120,
};
/** The calls nothing can avoid: read the message, its bytes, delete it. */
const UNAVOIDABLE = ['graph.message.get', 'graph.hosted-content.bytes', 'graph.message.soft-delete'];

/** From post to gone on the ward's own clock: one photograph of a phone's size, ten posts one after another. */
export const exposure = async (): Promise<readonly string[]> => {
  const photograph = await readFile(new URL('../corpus/forearm.jpg', import.meta.url));
  const product = await startProduct();
  try {
    const none = await measure(product, photograph, {});
    const realistic = await measure(product, photograph, REALISTIC);
    const floor = UNAVOIDABLE.reduce((sum, route) => sum + (REALISTIC[route] ?? 0), 0);
    return [
      `post to gone, ${POSTS} posts of ${photograph.length} bytes, milliseconds on the ward's clock`,
      row('latency', ['median', 'slowest', 'all']),
      row('none', cells(none)),
      row('realistic (assumed)', cells(realistic)),
      `with realistic latencies, ${floor} ms are calls nothing can avoid`,
      `verdict: a photograph stands for ${median(none)} ms without latency, ${median(realistic)} ms with it`,
    ];
  } finally {
    await product.close();
  }
};

const measure = async (
  product: Product,
  photograph: Buffer,
  latencyMs: Readonly<Record<string, number>>,
): Promise<readonly number[]> => {
  await ask(product, 'weather', {
    method: 'PUT',
    body: JSON.stringify({ ...(await weather(product)), latencyMs }),
  });
  const all: number[] = [];
  for (let n = 0; n < POSTS + WARM_UP; n += 1) all.push(await postOne(product, photograph, n));
  return all.slice(WARM_UP);
};

const postOne = async (product: Product, photograph: Buffer, n: number): Promise<number> => {
  const place = encodeURIComponent(wardSeven.channels[0]?.id ?? '');
  // Each its own bytes: the same picture twice would be the same image.
  const base64 = Buffer.concat([photograph, Buffer.from(`post ${n} ${Math.random()}`)]).toString('base64');
  const { id } = (await ask(product, `places/${place}/messages`, {
    method: 'POST',
    body: JSON.stringify({ text: '', inline: [{ name: 'image.jpg', contentType: 'image/jpeg', base64 }] }),
  })) as { id: string };
  const stood = async (): Promise<number | undefined> => {
    const moments = ((await ask(product, 'clock')) as Moment[]).filter((one) => one.messageId === id);
    const posted = moments.find((one) => one.what === 'posted')?.at;
    const gone = moments.find((one) => one.what === 'deleted')?.at;
    return posted === undefined || gone === undefined ? undefined : gone - posted;
  };
  await until('the photograph is gone', 60_000, async () => (await stood()) !== undefined);
  return (await stood()) ?? Number.NaN;
};

const weather = async (product: Product): Promise<Weather> => (await ask(product, 'weather')) as Weather;

const ask = async (product: Product, path: string, init: RequestInit = {}): Promise<unknown> => {
  const headers = { 'content-type': 'application/json', 'x-ward-person': nurse.oid };
  const answer = await fetch(`${product.ward}/ward/api/${path}`, { ...init, headers });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  const text = await answer.text();
  return text === '' ? undefined : JSON.parse(text);
};

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const cells = (values: readonly number[]): string[] => [
  String(median(values)),
  String(Math.max(...values)),
  values.join(' '),
];
const row = (name: string, columns: readonly string[]): string =>
  [name.padEnd(22), ...columns.map((one, n) => (n < 2 ? one.padStart(9) : `  ${one}`))].join('');
