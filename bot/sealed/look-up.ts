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
export const lookupOf = async (
  { ledger, keys }: LookupKeys,
  organisation: OrganisationId,
  nhsNumber: string,
): Promise<LookupHash> => {
  const wrapped = await ledger.lookupKey(organisation, () => keys.wrap(randomBytes(KEY_BYTES)));
  const key = await keys.unwrap(wrapped);
  const hash = createHmac('sha256', key).update(nhsNumber).digest('hex');
  key.fill(0);
  return lookupHash(hash);
};
