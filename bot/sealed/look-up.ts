import { createHmac, randomBytes } from 'node:crypto';
import type { LookupHash, OrganisationId } from '../set/ids.ts';
import { lookupHash } from '../set/ids.ts';
import type { WrappedKey } from '../set/sealed.ts';

const KEY_BYTES = 32;

/** Where the organisation's key for it is kept, and who wraps it (bot/ports/ledger.ts, bot/ports/keys.ts). */
export interface LookupKeys {
  readonly ledger: {
    lookupKey(organisation: OrganisationId, make: () => Promise<WrappedKey>): Promise<WrappedKey>;
  };
  readonly keys: {
    wrap(key: Uint8Array): Promise<WrappedKey>;
    unwrap(wrapped: WrappedKey): Promise<Uint8Array>;
  };
}

/** Finds a patient's images without naming the patient: HMAC-SHA-256 under a key that is wrapped. */
export const lookupOf = (
  parts: LookupKeys,
  organisation: OrganisationId,
  nhsNumber: string,
): Promise<LookupHash> => withKey(parts, organisation, (hash) => hash(nhsNumber));

/** The same of several: the key is unwrapped once, and not at all where there are none. */
export const lookupsOf = async (
  parts: LookupKeys,
  organisation: OrganisationId,
  nhsNumbers: readonly string[],
): Promise<readonly LookupHash[]> =>
  nhsNumbers.length === 0 ? [] : withKey(parts, organisation, (hash) => nhsNumbers.map(hash));

const withKey = async <T>(
  { ledger, keys }: LookupKeys,
  organisation: OrganisationId,
  use: (hash: (nhsNumber: string) => LookupHash) => T,
): Promise<T> => {
  const key = await keys.unwrap(
    await ledger.lookupKey(organisation, () => keys.wrap(randomBytes(KEY_BYTES))),
  );
  try {
    return use((nhsNumber) => lookupHash(createHmac('sha256', key).update(nhsNumber).digest('hex')));
  } finally {
    key.fill(0);
  }
};
