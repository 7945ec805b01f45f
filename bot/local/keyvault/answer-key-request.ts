import { constants, createPublicKey, privateDecrypt, publicEncrypt } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export interface KeyVersion {
  readonly privateKey: KeyObject;
  enabled: boolean;
  /** Seconds since the epoch. Past it the vault no longer wraps, yet still unwraps. */
  expires?: number;
}

export interface Answer {
  readonly status: number;
  readonly code?: string;
  readonly json?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Asked {
  readonly request: IncomingMessage;
  readonly body: string;
  readonly origin: string;
  readonly name: string;
  /** Oldest first. */
  readonly versions: ReadonlyMap<string, KeyVersion>;
}

const OAEP = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' } as const;
const PATH = /^\/keys\/([^/]+)(?:\/([^/]*))?(?:\/(wrapkey|unwrapkey))?$/;

/** `GET /keys/{name}[/{version}]`, `POST /keys/{name}/{version}/wrapkey` and `…/unwrapkey`. */
export const answerKeyRequest = (asked: Asked): Answer => {
  const [, name, version = '', verb] =
    PATH.exec(new URL(asked.request.url ?? '', asked.origin).pathname) ?? [];
  const newest = [...asked.versions.keys()].at(-1) ?? '';
  const wanted = version === '' && verb === undefined ? newest : version;
  const key = asked.versions.get(wanted);
  if (name !== asked.name || key === undefined) return { status: 404, code: 'KeyNotFound' };
  const id = `${asked.origin}/keys/${name}/${wanted}`;
  if (verb === undefined) return { status: 200, json: bundle(id, key) };
  if (!key.enabled) return { status: 403, code: 'Forbidden' };
  return convert(asked.body, id, key, verb === 'wrapkey');
};

const convert = (body: string, id: string, key: KeyVersion, wraps: boolean): Answer => {
  const { alg, value } = body === '' ? {} : (JSON.parse(body) as { alg?: string; value?: string });
  if (alg !== 'RSA-OAEP-256' || value === undefined) return { status: 400, code: 'BadParameter' };
  const expired = key.expires !== undefined && key.expires * 1_000 < Date.now();
  if (wraps && expired) return { status: 403, code: 'Forbidden' };
  const bytes = Buffer.from(value, 'base64url');
  try {
    const result = wraps
      ? publicEncrypt({ key: createPublicKey(key.privateKey), ...OAEP }, bytes)
      : privateDecrypt({ key: key.privateKey, ...OAEP }, bytes);
    return { status: 200, json: { kid: id, value: result.toString('base64url') } };
  } catch {
    // As Key Vault does: what is wrong with the bytes is not said.
    return { status: 400, code: 'BadParameter' };
  }
};

const bundle = (kid: string, { privateKey, enabled, expires }: KeyVersion): object => {
  const { n, e } = createPublicKey(privateKey).export({ format: 'jwk' });
  return {
    key: { kid, kty: 'RSA', key_ops: ['wrapKey', 'unwrapKey'], n, e },
    attributes: { enabled, created: 0, updated: 0, ...(expires === undefined ? {} : { exp: expires }) },
  };
};
