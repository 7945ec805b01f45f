import { sealWords } from '../../../bot/sealed/words.ts';
import type { Sited } from '../../../bot/set/body-site.ts';
import type { ConsentFacts } from '../../../bot/set/consented.ts';
import { lookupHash } from '../../../bot/set/ids.ts';
import type { StoredImage } from '../../../bot/set/image.ts';
import type { StoredSet } from '../../../bot/set/image-set.ts';
import { DAY, later } from '../../../bot/set/instant.ts';
import { sealContext } from '../../../bot/set/sealed.ts';
import type { SeedImage } from '../seed-set.ts';
import type { World } from '../world.ts';

export const EDITH = { name: 'Edith Marlow', nhsNumber: '9434765919', birthDate: '1941-03-09' };
export const HEEL: Sited = { site: 'heel', side: 'left' };
const LOOKUP = lookupHash('ed'.repeat(32));

export const placed = (sited: Sited | undefined, more: Partial<ConsentFacts> = {}): ConsentFacts => ({
  ...{ intimate: false, ageBand: 'adult', consent: { state: 'unanswered' }, withdrawals: [] },
  ...(sited === undefined ? {} : { sited }),
  ...more,
});

interface Of {
  readonly sited?: Sited;
  readonly consent?: Partial<ConsentFacts>;
  readonly lookup?: string;
  readonly device?: string;
  readonly change?: Partial<StoredSet>;
  /** Changes of each image of it. */
  readonly image?: Partial<StoredImage>;
}

/** A set in custody so many days ago, its images filed to one patient. */
export const photographed = async (
  world: World,
  daysAgo: number,
  image: SeedImage,
  of: Of = { sited: HEEL },
): Promise<StoredSet> => {
  const set = await world.seed([image], { postedAt: later(world.clock.now(), -daysAgo * DAY) });
  const key = await world.parts.keys.unwrap(set.wordsKey);
  const file = (one: StoredImage): StoredImage => ({
    ...one,
    consent: placed(of.sited, of.consent),
    details: sealWords(
      of.device === undefined ? {} : { device: of.device },
      key,
      sealContext.details(set, one.id),
    ),
    filing: {
      ...{ state: 'filed', by: set.poster, at: set.postedAt, document: 'DocumentReference/1' },
      patient: {
        lookup: of.lookup === undefined ? LOOKUP : lookupHash(of.lookup),
        patient: sealWords(EDITH, key, sealContext.patient(set, one.id)),
      },
    },
    ...of.image,
  });
  const changed = await world.ledger.change(set.organisation, set.id, {
    to: (row) => (row.state === 'stored' ? { ...row, images: row.images.map(file), ...of.change } : row),
    events: [],
  });
  return changed as StoredSet;
};
