import { createPrivateKey, createPublicKey, createSign, createVerify } from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';

type Claims = Readonly<Record<string, unknown>>;

/**
 * Tokens of the tenant, RS256. Their times are real time, not the ward's clock: whoever checks them compares
 * with the machine's clock.
 */
export interface Tokens {
  sign(claims: Claims, seconds: number): Promise<string>;
  /** The claims of a token the ward signed, for this audience, still valid; undefined otherwise. */
  verify(token: string, audience: string): Promise<Claims | undefined>;
  publicKey(): Promise<JsonWebKey & { kid: string }>;
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const decode = (part: string): Claims => JSON.parse(Buffer.from(part, 'base64url').toString()) as Claims;

const SKEW_SECONDS = 300;
const inTime = (claims: Claims): boolean => {
  const now = Date.now() / 1000;
  const { exp, nbf } = claims;
  return typeof exp === 'number' && exp > now && typeof nbf === 'number' && nbf <= now + SKEW_SECONDS;
};

export const openTokens = (keyId: string, key: Promise<JsonWebKey>): Tokens => {
  const privateKey = key.then((jwk) => createPrivateKey({ key: jwk, format: 'jwk' }));
  const publicKey: Promise<KeyObject> = privateKey.then((one) => createPublicKey(one));
  return {
    async sign(claims, seconds) {
      const now = Math.floor(Date.now() / 1000);
      const signed = `${encode({ alg: 'RS256', typ: 'JWT', kid: keyId, x5t: keyId })}.${encode({
        nbf: now,
        iat: now,
        exp: now + seconds,
        ...claims,
      })}`;
      return `${signed}.${createSign('RSA-SHA256')
        .update(signed)
        .sign(await privateKey, 'base64url')}`;
    },
    async verify(token, audience) {
      const [header, body, signature, ...more] = token.split('.');
      if (!header || !body || !signature || more.length > 0) return undefined;
      const genuine = createVerify('RSA-SHA256')
        .update(`${header}.${body}`)
        .verify(await publicKey, signature, 'base64url');
      if (!genuine) return undefined;
      const claims = decode(body);
      return claims['aud'] === audience && inTime(claims) ? claims : undefined;
    },
    async publicKey() {
      return { ...(await publicKey).export({ format: 'jwk' }), kid: keyId, use: 'sig' };
    },
  };
};
