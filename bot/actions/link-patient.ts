import type { PatientFound } from '../ports/record.ts';
import { sealWords } from '../sealed/words.ts';
import type { ImageId, LookupHash } from '../set/ids.ts';
import type { PatientLink } from '../set/image.ts';
import type { SealOwner } from '../set/sealed.ts';
import { sealContext } from '../set/sealed.ts';

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
