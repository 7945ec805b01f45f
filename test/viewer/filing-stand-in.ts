import type { Clock } from '../../bot/ports/clock.ts';
import type { Keys } from '../../bot/ports/keys.ts';
import type { Ledger } from '../../bot/ports/ledger.ts';
import type { PatientRecord } from '../../bot/ports/record.ts';
import { withFiling } from '../../bot/policy/filing.ts';
import { sealWords } from '../../bot/sealed/words.ts';
import { SafelightError } from '../../bot/set/errors.ts';
import { lookupHash } from '../../bot/set/ids.ts';
import type { Filing } from '../../bot/set/image.ts';
import type { ImageSet, StoredSet } from '../../bot/set/image-set.ts';
import { sealContext } from '../../bot/set/sealed.ts';
import type { FilingRoom } from '../../bot/viewer/filing/filing-room.ts';

/** Files at once, where the product owes a duty: what the pages show before and after is the same. */
export const filingStandIn = (parts: {
  readonly ledger: Ledger;
  readonly record: PatientRecord;
  readonly keys: Keys;
  readonly clock: Clock;
}): FilingRoom['filing'] => ({
  live: false,
  lookUp: async ({ organisation, set, by, nhsNumber, birthDate }) => {
    await parts.ledger.audit.append(organisation, [
      { kind: 'patient-looked-up', at: parts.clock.now(), by, set },
    ]);
    return parts.record.find(nhsNumber, birthDate);
  },
  file: async ({ organisation, by, images, patient }) => {
    for (const { set, image } of images) {
      const row = stored(await parts.ledger.read(organisation, set));
      const words = { name: patient.name, nhsNumber: patient.nhsNumber, birthDate: patient.birthDate };
      const sealed = sealWords(words, await parts.keys.unwrap(row.wordsKey), sealContext.patient(row, image));
      const filing: Filing = {
        state: 'filed',
        patient: { lookup: lookupHash('0'), patient: sealed },
        by,
        at: parts.clock.now(),
        document: 'DocumentReference/1',
      };
      await parts.ledger.change(organisation, set, {
        to: (now) => withFiling(stored(now), image, filing),
        events: [{ kind: 'image-filed', at: parts.clock.now(), by, set, image }],
      });
    }
  },
  retract: async ({ organisation, set, image, by }) => {
    await parts.ledger.change(organisation, set, {
      to: (row) => withFiling(stored(row), image, { state: 'unfiled' }),
      events: [{ kind: 'filing-retracted', at: parts.clock.now(), by, set, image }],
    });
  },
});

const stored = (set: ImageSet | undefined): StoredSet => {
  if (set?.state !== 'stored') throw new SafelightError('change-refused');
  return set;
};
