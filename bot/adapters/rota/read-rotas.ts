import { open } from 'node:fs/promises';
import type { Rotas } from '../../ports/rotas.ts';
import { SafelightError } from '../../set/errors.ts';
import type { Instant } from '../../set/instant.ts';
import { DAY, isDue, later, MINUTE, SECOND } from '../../set/instant.ts';
import type { Rota, RotaRead, RotaSource } from '../../set/rota.ts';
import { onlyHosts } from '../wire/hosts.ts';
import { discard, readBytes, send } from '../wire/send.ts';

export interface RotaOptions {
  /** The text of a rota; undefined where it is none (policy/opinion/read-rota-text.ts). */
  readonly parse: (text: string, until: Instant | undefined) => Rota | undefined;
  /** Whether a rota may be asked for on this machine: never in production. */
  readonly loopback: boolean;
  readonly timeoutMs?: number;
}

type Elsewhere = Exclude<RotaSource, { kind: 'inline' }>;
interface Copy {
  readonly rota: Rota;
  readonly readAt: Instant;
}

/** A year of turns is some 100 KB. */
const MOST_BYTES = 512 * 1024;
const TIMEOUT_MS = 3 * SECOND;
/** A question asked this soon after another reads no file and asks nobody. */
const FRESH = MINUTE;
/** Older than this the last good copy is no longer believed. */
const STALE = DAY;

/** Rotas in files and at https addresses, each asked for on its own host alone, with the last good copy in memory. */
export const readRotas = (options: RotaOptions): Rotas => {
  const copies = new Map<string, Copy>();
  return {
    read: async (source, now) => {
      if (source.kind === 'inline') return { rota: source.rota, readAt: now };
      const key = source.kind === 'file' ? source.path : source.url;
      const kept = copies.get(key);
      if (kept !== undefined && !isDue(later(kept.readAt, FRESH), now)) return kept;
      const fresh = await readNow(options, source, now);
      if (typeof fresh.rota !== 'string') copies.set(key, fresh);
      else if (kept !== undefined && !isDue(later(kept.readAt, STALE), now)) return kept;
      return fresh;
    },
  };
};

const readNow = async (options: RotaOptions, source: Elsewhere, now: Instant): Promise<RotaRead> => {
  try {
    const text = source.kind === 'file' ? await textOfFile(source.path) : await textAt(options, source.url);
    if (text === undefined) return { rota: 'missing' };
    const rota = options.parse(text, source.until);
    return rota === undefined ? { rota: 'unreadable' } : { rota, readAt: now };
  } catch (thrown) {
    return { rota: (thrown as NodeJS.ErrnoException).code === 'ENOENT' ? 'missing' : 'unreadable' };
  }
};

const textOfFile = async (path: string): Promise<string> => {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    if (size > MOST_BYTES) throw new SafelightError('request-too-large');
    const bytes = Buffer.alloc(MOST_BYTES + 1);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
    if (bytesRead > MOST_BYTES) throw new SafelightError('request-too-large');
    return bytes.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
};

/** No redirect is followed, and no other host is asked: the address is the policy file's alone. */
const textAt = async ({ loopback, timeoutMs }: RotaOptions, address: string): Promise<string | undefined> => {
  const url = new URL(address);
  const answer = await send({
    method: 'GET',
    url,
    may: onlyHosts([url.host], loopback),
    headers: { accept: 'text/csv, text/plain' },
    timeoutMs: timeoutMs ?? TIMEOUT_MS,
  });
  if (answer.status !== 200) {
    await discard(answer);
    if (answer.status === 404 || answer.status === 410) return undefined;
    throw new SafelightError('chat-unreachable', { facts: { status: answer.status } });
  }
  return (await readBytes(answer, MOST_BYTES)).toString('utf8');
};
