import { createHash, generateKeyPair, randomBytes, randomUUID } from 'node:crypto';
import type { JsonWebKey } from 'node:crypto';
import { promisify } from 'node:util';
import type { Collection } from './journal.ts';

/** The bot's registration in this tenant, and the key the ward signs with; made once, kept in the world. */
export interface Identity {
  readonly appId: string;
  readonly password: string;
  readonly keyId: string;
}
interface Kept extends Identity {
  readonly privateKey?: JsonWebKey;
}

export const BOT_NAME = 'Safelight';

export interface KnownIdentity {
  readonly identity: Identity;
  /** Making a key takes a while the first time: the ward listens meanwhile. */
  readonly privateKey: Promise<JsonWebKey>;
}

export const knowIdentity = (kept: Collection<Kept>): KnownIdentity => {
  const known = kept.get('bot');
  if (known?.privateKey) return { identity: known, privateKey: Promise.resolve(known.privateKey) };
  const identity = {
    appId: known?.appId ?? randomUUID(),
    password: known?.password ?? randomBytes(32).toString('base64url'),
    keyId: known?.keyId ?? randomBytes(12).toString('base64url'),
  };
  kept.put('bot', identity);
  const privateKey = promisify(generateKeyPair)('rsa', { modulusLength: 2048 }).then((pair) => {
    const jwk = pair.privateKey.export({ format: 'jwk' });
    kept.put('bot', { ...identity, privateKey: jwk });
    return jwk;
  });
  return { identity, privateKey };
};

const digest = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('base64url');

/** The Bot Connector's id of a person, opaque and different for every bot. */
export const connectorUserId = (appId: string, oid: string): string => `29:1${digest(appId, oid)}`;
/** The Bot Connector's id of a person's chat with the bot. */
export const personalConversationId = (appId: string, oid: string): string =>
  `a:1${digest('chat', appId, oid)}`;
/** Graph's id of the same chat. */
export const personalChatId = (appId: string, oid: string): string => `19:${oid}_${appId}@unq.gbl.spaces`;
