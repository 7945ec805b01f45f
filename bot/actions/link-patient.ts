import { createHmac, randomBytes } from 'node:crypto';
import type { Keys } from '../ports/keys.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { PatientFound } from '../ports/record.ts';
import { sealWords } from '../sealed/words.ts';
import type { ImageId, LookupHash, OrganisationId } from '../set/ids.ts';
import { lookupHash } from '../set/ids.ts';
import type { PatientLink } from '../set/image.ts';
import type { SealOwner } from '../set/sealed.ts';
import { sealContext } from '../set/sealed.ts';

const KEY_BYTES = 32;

/** Finds a patient's images without naming the patient: HMAC-SHA-256 under a key that is wrapped. */
export const lookupOf = async (
  { ledger, keys }: { readonly ledger: Pick<Ledger, 'lookupKey'>; readonly keys: Keys },
  organisation: OrganisationId,
  nhsNumber: string,
): Promise<LookupHash> => {
  const wrapped = await ledger.lookupKey(organisation, () => keys.wrap(randomBytes(KEY_BYTES)));
  const key = await keys.unwrap(wrapped);
  const hash = createHmac('sha256', key).update(nhsNumber).digest('hex');
  key.fill(0);
  return lookupHash(hash);
};

/** The patient of one image as the ledger keeps it: sealed under the set's words key. */
export const sealLink = (
  set: SealOwner,
  image: ImageId,
  { nhsNumber, name, birthDate, reference }: PatientFound,
  lookup: LookupHash,
  wordsKey: Uint8Array,
): PatientLink => ({
  lookup,
  patient: sealWords({ nhsNumber, name, birthDate, reference }, wordsKey, sealContext.patient(set, image)),
});
