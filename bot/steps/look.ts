import { isWorthSaying, numbersIn, shownIn } from '../policy/written-details.ts';
import type { Blobs } from '../ports/blobs.ts';
import type { Looker } from '../ports/decoder.ts';
import type { Keys } from '../ports/keys.ts';
import type { Ledger } from '../ports/ledger.ts';
import { lookupsOf } from '../sealed/look-up.ts';
import { open } from '../sealed/open.ts';
import type { BandRules } from '../set/band.ts';
import type { OrganisationId } from '../set/ids.ts';
import type { StoredImage } from '../set/image.ts';
import type { ImageSet } from '../set/image-set.ts';
import { later, SECOND } from '../set/instant.ts';
import { sealContext } from '../set/sealed.ts';
import type { Step } from './step.ts';
import { TO_DO } from './tell-to-do.ts';

/** While another picture is being looked over. */
const LINE_MOVES = 20 * SECOND;

export interface LookParts {
  readonly blobs: Blobs;
  readonly keys: Keys;
  readonly ledger: Pick<Ledger, 'lookupKey'>;
  readonly looker: Looker;
  bandRules(organisation: OrganisationId): BandRules;
}

/**
 * Looks for a face, a patient's written details and bar codes in what people see, and tells whoever posted it
 * (issue C part 9). Nothing is hidden, cut or refused by it; what was read is judged and let go of.
 */
export const look =
  (parts: LookParts): Step =>
  async ({ set, duty, now }) => {
    if (set.state !== 'stored') return { events: [], duty: 'done' };
    const image = set.images.find((one) => one.id === duty.subject);
    if (image?.renditions.state !== 'ready') return { events: [], duty: 'done' };
    const { screen } = image.renditions;
    const looked = await parts.looker.lookOver(async () =>
      open(
        await parts.blobs.get('images', screen.blob),
        await parts.keys.unwrap(screen.key),
        sealContext.screen(set, image.id),
      ),
    );
    if (looked === undefined) return { events: [], duty: { againAt: later(now, LINE_MOVES) } };
    const rules = parts.bandRules(set.organisation);
    const shows = shownIn(looked, rules);
    const numbers = await lookupsOf(parts, set.organisation, numbersIn(looked, rules));
    const isSaid = isWorthSaying({ ...image, shows, numbers });
    return {
      to: withWhatItShows(image, screen.blob, { shows, numbers }),
      owes: isSaid ? [{ verb: 'remind', subject: TO_DO, dueAt: now }] : [],
      events: [
        {
          ...({ kind: 'looked-over', at: now, by: 'system', set: set.id, image: image.id } as const),
          facts: { shows: shows.join(' '), numbers: numbers.length },
        },
      ],
      duty: 'done',
    };
  };

/** Of the very rendition that was looked at: another may have been drawn meanwhile, and is owed a look of its own. */
const withWhatItShows =
  (looked: StoredImage, blob: string, found: Pick<StoredImage, 'numbers' | 'shows'>) =>
  (set: ImageSet): ImageSet =>
    set.state === 'stored'
      ? {
          ...set,
          images: set.images.map((one) =>
            one.id === looked.id && one.renditions.state === 'ready' && one.renditions.screen.blob === blob
              ? { ...one, ...found }
              : one,
          ),
        }
      : set;
