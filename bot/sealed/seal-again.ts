import type { ConsentFacts } from '../set/consented.ts';
import type { StoredImage } from '../set/image.ts';
import type { SealContext, SealedText, SealOwner } from '../set/sealed.ts';
import { sealContext } from '../set/sealed.ts';
import { openConsent, sealConsent, type ConsentOwner } from './seal-consent.ts';
import { openWords, sealWords } from './words.ts';

/** The keys stay the caller's to wipe. */
export interface BothKeys {
  readonly from: Uint8Array;
  readonly to: Uint8Array;
}

/** Every text of one image under another key of the same set, each in its own context. Throws `sealed-file-broken`. */
export const imageSealedAgain = (image: StoredImage, owner: SealOwner, keys: BothKeys): StoredImage => {
  const { id, filing, consent } = image;
  const again = (text: SealedText, context: SealContext): SealedText =>
    sealWords(openWords(text, keys.from, context), keys.to, context);
  return {
    ...image,
    details: again(image.details, sealContext.details(owner, id)),
    ...(consent === undefined ? {} : { consent: consentSealedAgain(consent, { owner, image: id }, keys) }),
    ...(filing.state === 'unfiled'
      ? {}
      : {
          filing: {
            ...filing,
            patient: {
              ...filing.patient,
              patient: again(filing.patient.patient, sealContext.patient(owner, id)),
            },
          },
        }),
  };
};

export const consentSealedAgain = (facts: ConsentFacts, of: ConsentOwner, keys: BothKeys): ConsentFacts => ({
  ...facts,
  consent: sealConsent(openConsent(facts.consent, keys.from, of), keys.to, of),
});
