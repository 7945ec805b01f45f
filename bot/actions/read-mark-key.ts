import { randomBytes } from 'node:crypto';
import type { Keys } from '../ports/keys.ts';
import type { Ledger } from '../ports/ledger.ts';
import { markKeyFrom } from '../sealed/mark-code.ts';
import type { OrganisationId } from '../set/ids.ts';

const LOOKUP_KEY_BYTES = 32;

interface Stores {
  readonly ledger: Pick<Ledger, 'lookupKey'>;
  readonly keys: Keys;
}

const held = new WeakMap<Keys, Map<OrganisationId, Promise<Uint8Array>>>();

/**
 * An organisation's key for marks, asked for once in a process: a view must not wait for the key service twice.
 * An answer that failed is not kept.
 */
export const readMarkKey = (stores: Stores, organisation: OrganisationId): Promise<Uint8Array> => {
  const known = held.get(stores.keys) ?? new Map<OrganisationId, Promise<Uint8Array>>();
  held.set(stores.keys, known);
  const asked = known.get(organisation) ?? ask(stores, organisation);
  known.set(organisation, asked);
  asked.catch(() => known.delete(organisation));
  return asked;
};

const ask = async ({ ledger, keys }: Stores, organisation: OrganisationId): Promise<Uint8Array> => {
  const wrapped = await ledger.lookupKey(organisation, () => keys.wrap(randomBytes(LOOKUP_KEY_BYTES)));
  const lookupKey = await keys.unwrap(wrapped);
  const markKey = markKeyFrom(lookupKey);
  lookupKey.fill(0);
  return markKey;
};
