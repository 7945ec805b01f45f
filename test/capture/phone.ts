import { createHash, randomBytes } from 'node:crypto';
import type {
  BeginAnswer,
  CaptureStatus,
  PatientAnswer,
  SendAnswer,
  SendAsked,
  SentConsent,
  SentImage,
} from '../../bot/viewer/capture/contract.ts';
import { NOTHING_ANSWERED } from '../../bot/set/consent.ts';

/** What a phone's browser asks of the server: no screen, the very same requests as the page's script. */
export interface Phone {
  ask<T = unknown>(method: string, path: string, sent?: Sent): Promise<Answered<T>>;
  begin(ticket: string): Promise<BeginAnswer>;
  /** Every piece, or those named; each answer's status. */
  carry(capture: string, shot: Shot, pieces?: readonly number[]): Promise<readonly number[]>;
  status(capture: string): Promise<CaptureStatus>;
  patient(capture: string, asked: unknown): Promise<PatientAnswer>;
  send(capture: string, asked: SendAsked): Promise<Answered<SendAnswer>>;
}
export interface Sent {
  readonly json?: unknown;
  readonly octets?: Uint8Array;
  readonly sha256?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}
export interface Answered<T> {
  readonly status: number;
  readonly value: T;
  readonly headers: Headers;
}
/** One picture in the browser's hands. */
export interface Shot {
  readonly image: string;
  readonly bytes: Uint8Array;
}

export const PIECE = 256 * 1024;
export const sumOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
export const shot = (bytes: Uint8Array): Shot => ({ image: randomBytes(16).toString('base64url'), bytes });

/** A JPEG of about that size: its first bytes say so, the rest is noise. */
export const jpegOf = (size: number): Uint8Array => {
  const bytes = randomBytes(size);
  bytes.set([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0]);
  return bytes;
};

/** As the one-tap button sets it: agreed aloud, for the picture and for care. */
export const agreedAloud: SentConsent = {
  answers: { ...NOTHING_ANSWERED, making: 'yes', care: 'yes' },
  secondaryAsked: false,
  objects: false,
  method: { how: 'verbal' },
  answering: { who: 'patient' },
  informed: { by: 'read-aloud', shown: [] },
  jobTitle: 'Staff nurse',
};

export const sentImage = ({ image, bytes }: Shot, more: Partial<SentImage> = {}): SentImage => ({
  image,
  sha256: sumOf(bytes),
  bytes: bytes.length,
  chunks: Math.max(1, Math.ceil(bytes.length / PIECE)),
  mediaType: 'image/jpeg',
  from: 'camera',
  selfie: false,
  subject: 'body',
  site: 'heel',
  side: 'left',
  ...more,
});

export const openPhone = (
  address: string,
  who: { readonly cookies: ReadonlyMap<string, string> } | { readonly token: string },
): Phone => {
  const own = (): Record<string, string> =>
    'token' in who
      ? { authorization: `Bearer ${who.token}` }
      : { cookie: [...who.cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
  const ask: Phone['ask'] = async (method, path, sent = {}) => {
    const body = sent.octets ?? (sent.json === undefined ? undefined : JSON.stringify(sent.json));
    const answer = await fetch(`${address}${path}`, {
      method,
      headers: {
        'x-safelight': '1',
        'sec-fetch-site': 'same-origin',
        ...own(),
        ...(sent.octets === undefined ? {} : { 'content-type': 'application/octet-stream' }),
        ...(sent.json === undefined ? {} : { 'content-type': 'application/json' }),
        ...(sent.sha256 === undefined ? {} : { 'x-sha256': sent.sha256 }),
        ...sent.headers,
      },
      redirect: 'manual',
      ...(body === undefined ? {} : { body: body as string | Uint8Array<ArrayBuffer> }),
      ...(sent.signal === undefined ? {} : { signal: sent.signal }),
    });
    const text = await answer.text();
    const isJson = (answer.headers.get('content-type') ?? '').startsWith('application/json');
    const value = (isJson ? JSON.parse(text) : undefined) as never;
    return { status: answer.status, value, headers: answer.headers };
  };
  return {
    ask,
    begin: async (ticket) => (await ask<BeginAnswer>('POST', '/capture/begin', { json: { ticket } })).value,
    carry: async (capture, { image, bytes }, pieces) => {
      const count = Math.max(1, Math.ceil(bytes.length / PIECE));
      const statuses: number[] = [];
      for (const at of pieces ?? Array.from({ length: count }, (_, piece) => piece)) {
        const octets = bytes.subarray(at * PIECE, (at + 1) * PIECE);
        const path = `/capture/${capture}/images/${image}/chunks/${at}`;
        statuses.push((await ask('PUT', path, { octets, sha256: sumOf(octets) })).status);
      }
      return statuses;
    },
    status: async (capture) => (await ask<CaptureStatus>('GET', `/capture/${capture}`)).value,
    patient: async (capture, asked) =>
      (await ask<PatientAnswer>('POST', `/capture/${capture}/patient`, { json: asked })).value,
    send: (capture, asked) => ask<SendAnswer>('POST', `/capture/${capture}/send`, { json: asked }),
  };
};
