import { createHash } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** An RSA public key's JWK thumbprint (RFC 7638): base64url SHA-256, the same wherever the key is computed with. */
export const thumbprint = (publicKey: KeyObject): string => {
  const { e, kty, n } = publicKey.export({ format: 'jwk' });
  // The members in this order and without spaces, as the RFC has it.
  return createHash('sha256').update(JSON.stringify({ e, kty, n })).digest('base64url');
};
