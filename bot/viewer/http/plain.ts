import type { ErrorCode } from '../../set/errors.ts';
import { findAsset } from './assets.ts';
import type { Asked, Reply } from './asked.ts';

/** One part Safelight needs, e.g. `ledger`, `blobs`, `keys`, `chat`, `record`. */
export interface PartHealth {
  readonly part: string;
  readonly ok: boolean;
  /** Why not. */
  readonly code?: ErrorCode;
}

export const json = (status: number, value: unknown): Reply => ({
  status,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(value),
});

/** 503 while any part cannot do its work, so that a load balancer sends people elsewhere. */
export const readiness = (parts: readonly PartHealth[]): Reply => {
  const ok = parts.every((part) => part.ok);
  return json(ok ? 200 : 503, { ok, parts });
};

export const metricsText = (text: string): Reply => ({
  status: 200,
  type: 'text/plain; version=0.0.4; charset=utf-8',
  body: text,
});

/** Styles and scripts are the only thing of ours a browser may keep: their address changes with their content. */
export const asset = (asked: Asked): Reply => {
  const found = findAsset(asked.params);
  if (found === undefined) return { status: 404, type: 'text/plain; charset=utf-8', body: 'Not found' };
  const takesBrotli = asked.encodings.includes('br');
  return {
    status: 200,
    type: found.type,
    body: takesBrotli ? found.brotli : found.bytes,
    headers: {
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
      ...(takesBrotli ? { 'content-encoding': 'br' } : {}),
      ...(found.policy === undefined ? {} : { 'content-security-policy': found.policy }),
    },
  };
};
