import type { TokenCredential } from '@azure/identity';
import { CryptographyClient, KeyClient } from '@azure/keyvault-keys';
import type { CryptographyClientOptions } from '@azure/keyvault-keys';
import type { Keys } from '../../ports/keys.ts';
import { SafelightError } from '../../set/errors.ts';
import { explainKeys } from './explain-keys.ts';
import { parseKeyId } from './key-id.ts';
import type { KeyId } from './key-id.ts';
import { oneFirst } from './one-first.ts';
import { PATIENCE, tryAgain } from './try-again.ts';
import type { Patience } from './try-again.ts';

export interface KeyVaultOptions {
  /** With a version, that one wraps for ever; without, the newest, looked up again each hour. */
  readonly keyId: string;
  readonly credential: TokenCredential;
  readonly clientOptions?: CryptographyClientOptions;
  readonly patience?: Patience;
}

const ALGORITHM = 'RSA-OAEP-256';
const KEY_BYTES = 32;
const LOOK_AGAIN_MS = 3_600_000;

/** Azure Key Vault or Managed HSM, RSA-OAEP-256: the wrapping key never leaves it. Requests go to the one vault host. */
export const keyVaultKeys = (options: KeyVaultOptions): Keys => {
  const configured = parseKeyId(options.keyId);
  const ask = <Result>(call: (signal: AbortSignal) => Promise<Result>): Promise<Result> =>
    tryAgain(options.patience ?? PATIENCE, explainKeys, call);
  const newest = newestVersion(configured, options, ask);
  const clientFor = clientsOf(options);

  const keys: Keys = {
    wrap: async (key) => {
      requireLength(key);
      const { id } = await newest();
      const { client, inLine } = clientFor(parseKeyId(id));
      const { result } = await ask((abortSignal) =>
        inLine(() => client.wrapKey(ALGORITHM, key, { abortSignal })),
      );
      return { keyId: id, algorithm: ALGORITHM, wrapped: Buffer.from(result).toString('base64') };
    },
    unwrap: async (wrapped) => {
      const by = parseKeyId(wrapped.keyId);
      // A row that was tampered with must not send our token, or a wrapped key, to another host.
      if (by.host !== configured.host || by.version === undefined || wrapped.algorithm !== ALGORITHM) {
        throw new SafelightError('key-missing', { facts: { wrappedBy: 'another key service' } });
      }
      const { client, inLine } = clientFor(by);
      const bytes = Buffer.from(wrapped.wrapped, 'base64');
      const { result } = await ask((abortSignal) =>
        inLine(() => client.unwrapKey(ALGORITHM, bytes, { abortSignal })),
      );
      return requireLength(result);
    },
    /** A wrap and an unwrap: the rights to both are what custody and viewing need. */
    ready: async () => {
      await keys.unwrap(await keys.wrap(new Uint8Array(KEY_BYTES)));
    },
  };
  return keys;
};

const requireLength = (key: Uint8Array): Uint8Array => {
  if (key.length !== KEY_BYTES) throw new SafelightError('key-missing', { facts: { keyBytes: key.length } });
  return key;
};

type Ask = <Result>(call: (signal: AbortSignal) => Promise<Result>) => Promise<Result>;

/** The full versioned id to wrap by now. Without a version in the path the library would post to `/keys/name//wrapkey`. */
const newestVersion = (configured: KeyId, options: KeyVaultOptions, ask: Ask): (() => Promise<KeyId>) => {
  if (configured.version !== undefined) return async () => configured;
  const client = new KeyClient(configured.vaultUrl, options.credential, pipeline(options));
  let known: { readonly id: KeyId; readonly at: number } | undefined;
  return async () => {
    if (known !== undefined && Date.now() - known.at < LOOK_AGAIN_MS) return known.id;
    const found = await ask((abortSignal) => client.getKey(configured.name, { abortSignal }));
    const id = parseKeyId(found.id ?? '');
    if (id.host !== configured.host || id.version === undefined) throw new SafelightError('key-missing');
    known = { id, at: Date.now() };
    return id;
  };
};

interface KeyClientFor {
  readonly client: CryptographyClient;
  readonly inLine: ReturnType<typeof oneFirst>;
}

const clientsOf = (options: KeyVaultOptions): ((key: KeyId) => KeyClientFor) => {
  const clients = new Map<string, KeyClientFor>();
  return ({ id, name, vaultUrl, version = '' }) => {
    // Given without its dates: the library refuses an expired key, but the vault itself unwraps with one, and pictures
    // sealed before a rotation must open. Given as a key and not as an id, it needs no right to read the key either.
    const key = { id, name, properties: { id, name, vaultUrl, version } };
    const made = clients.get(id) ?? {
      client: new CryptographyClient(key, options.credential, pipeline(options)),
      inLine: oneFirst(),
    };
    clients.set(id, made);
    return made;
  };
};

/** One try a call: `tryAgain` decides on further ones. */
const pipeline = ({ clientOptions }: KeyVaultOptions): CryptographyClientOptions => ({
  ...clientOptions,
  retryOptions: { maxRetries: 0 },
});
