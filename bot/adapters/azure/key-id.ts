import { SafelightError } from '../../set/errors.ts';

/** A Key Vault key's address: `https://{vault host}/keys/{name}[/{version}]`. */
export interface KeyId {
  readonly id: string;
  readonly host: string;
  readonly vaultUrl: string;
  readonly name: string;
  readonly version: string | undefined;
}

const PATH = /^\/keys\/([0-9a-zA-Z-]{1,127})(?:\/([0-9a-zA-Z]{1,127}))?\/?$/;

/** Throws `key-missing` for anything that is not such an address. */
export const parseKeyId = (id: string): KeyId => {
  const url = URL.canParse(id) ? new URL(id) : undefined;
  const match = url === undefined ? null : PATH.exec(url.pathname);
  const plain = url?.protocol === 'https:' && url.username === '' && url.search === '' && url.hash === '';
  if (url === undefined || match?.[1] === undefined || !plain) {
    throw new SafelightError('key-missing', { facts: { keyId: 'not a Key Vault key id' } });
  }
  const [, name, version] = match;
  return { id, host: url.host, vaultUrl: url.origin, name, version };
};
