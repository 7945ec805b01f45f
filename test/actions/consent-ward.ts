import { CONSENT_WORDS_VERSION } from '../../cards/text/consent-script.ts';
import { recordConsent } from '../../bot/actions/record-consent.ts';
import type { Said } from '../../bot/actions/record-consent.ts';
import { STANDING_RULES } from '../../bot/policy/consent/case.ts';
import { pressed } from '../../bot/policy/consent/pressed.ts';
import { newKey } from '../../bot/sealed/new-key.ts';
import { sealWords } from '../../bot/sealed/words.ts';
import type { ConsentForm } from '../../bot/set/consent.ts';
import type { PersonId } from '../../bot/set/ids.ts';
import { imageId, lookupHash } from '../../bot/set/ids.ts';
import type { StoredImage } from '../../bot/set/image.ts';
import { sealContext } from '../../bot/set/sealed.ts';
import { memoryKeys } from '../memory/keys.ts';
import { colleague, organisation, poster, set, setInCustody } from './set-in-custody.ts';

export const first = imageId('image-1');
export const second = imageId('image-2');

const image = (id: string): StoredImage =>
  ({
    id: imageId(id),
    kind: 'image',
    filing: { state: 'unfiled' },
    renditions: { state: 'owed' },
    retracted: [],
  }) as unknown as StoredImage;

/** A set of two images in custody, with a key of its own for words, and somebody to answer for them. */
export const consentWard = async (birthDate?: string) => {
  const keys = memoryKeys();
  const wordsKey = newKey();
  const owner = { organisation, id: set };
  const filed = (id: string): StoredImage => ({
    ...image(id),
    ...(birthDate === undefined
      ? {}
      : {
          filing: {
            ...{ state: 'filed', by: poster, document: 'D/1' },
            at: '2026-03-02T09:00:00.000Z' as StoredImage['filing'] extends { at: infer At } ? At : never,
            patient: {
              lookup: lookupHash('0'.repeat(64)),
              patient: sealWords({ birthDate }, wordsKey, sealContext.patient(owner, id)),
            },
          },
        }),
  });
  const wrapped = await keys.wrap(wordsKey);
  const ward = await setInCustody({ wordsKey: wrapped, images: [filed(first), filed(second)] });
  const { ledger, clock } = ward;
  const record = async (
    form: ConsentForm,
    said: Said = {},
    images = [first, second],
    by: PersonId = poster,
  ) =>
    recordConsent({ ledger, keys, clock })({
      ...{ organisation, set, images, by, form, said },
      rules: STANDING_RULES,
    });
  const aloud = pressed({
    press: 'agreed-aloud',
    professional: { person: poster, name: 'Asha Nair', jobTitle: 'Staff nurse', at: ward.now },
    informed: { version: CONSENT_WORDS_VERSION, at: ward.now, by: 'read-aloud', shown: [] },
  });
  const adult: Said = { ageBand: 'adult' };
  return { ...ward, keys, wordsKey, record, aloud, adult, poster, colleague, organisation, set };
};
