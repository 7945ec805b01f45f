import { constants, privateDecrypt, publicEncrypt } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** RSA-OAEP with SHA-256 for hash and mask and an empty label: byte for byte what Key Vault calls RSA-OAEP-256. */
const OAEP = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' } as const;

export const encryptOaep = (publicKey: KeyObject, plain: Uint8Array): Buffer =>
  publicEncrypt({ key: publicKey, ...OAEP }, plain);

/** Throws for anything that was not encrypted so; the error says nothing of why. */
export const decryptOaep = (privateKey: KeyObject, encrypted: Uint8Array): Buffer =>
  privateDecrypt({ key: privateKey, ...OAEP }, encrypted);
