import { mayDisclose } from '../policy/export.ts';
import type { Disclosing } from '../policy/export.ts';
import type { Keys } from '../ports/keys.ts';
import type { Ledger } from '../ports/ledger.ts';
import { sealWords } from '../sealed/words.ts';
import type { Disclosure, DisclosureRefusal } from '../set/disclosure.ts';
import { SafelightError } from '../set/errors.ts';
import type { ImageId, PersonId } from '../set/ids.ts';
import type { ImageSet, StoredSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import { sealContext } from '../set/sealed.ts';

export interface RecordDisclosure extends Disclosing {
  readonly set: StoredSet;
  /** Of the whole run: in every set of it, and in the audit. */
  readonly id: string;
  readonly at: Instant;
  readonly by: PersonId;
  readonly images: readonly ImageId[];
  readonly refused: readonly { readonly image: ImageId; readonly why: DisclosureRefusal }[];
  readonly files: boolean;
}

/**
 * Puts a disclosure in the log before anything of it is shown or written (CON-35): a run cut short afterwards counts, and
 * nothing leaves uncounted. The reason is sealed; the audit has codes. Throws `change-refused` where somebody closed an
 * image of it meanwhile.
 */
export const recordDisclosure =
  (deps: { readonly ledger: Pick<Ledger, 'change'>; readonly keys: Pick<Keys, 'unwrap'> }) =>
  async (asked: RecordDisclosure): Promise<void> => {
    const { set, id, at, by, why, basis, images, refused, files } = asked;
    const key = await deps.keys.unwrap(set.wordsKey);
    const reason = sealWords(asked.reason, key, sealContext.disclosure(set, id));
    key.fill(0);
    const one: Disclosure = { id, at, by, why, basis, reason, images, files };
    const said = { disclosure: id, why, basis };
    await deps.ledger.change(set.organisation, set.id, {
      to: (row) => {
        const stored = standing(row);
        const may = stored.images.filter(
          (image) => images.includes(image.id) && mayDisclose(stored, image, asked).allowed,
        );
        if (may.length !== images.length) throw new SafelightError('change-refused');
        return images.length === 0
          ? stored
          : { ...stored, disclosures: [...(stored.disclosures ?? []), one] };
      },
      events: [
        ...images.map((image) => ({
          ...({ kind: 'image-disclosed', at, by, set: set.id, image } as const),
          facts: { ...said, files },
        })),
        ...refused.map((none) => ({
          ...({ kind: 'disclosure-refused', at, by, set: set.id, image: none.image } as const),
          facts: { ...said, code: none.why },
        })),
      ],
    });
  };

const standing = (row: ImageSet): StoredSet => {
  if (row.state !== 'stored') throw new SafelightError('change-refused');
  return row;
};
