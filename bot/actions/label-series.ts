import { withFacts } from '../policy/consent/with-facts.ts';
import { withImage } from '../policy/filing.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Sited } from '../set/body-site.ts';
import { SafelightError } from '../set/errors.ts';
import type { ImageId, OrganisationId, PersonId, SetId } from '../set/ids.ts';
import type { ImageSet } from '../set/image-set.ts';
import { MOST_NUMBERS } from '../set/series.ts';

export interface SeriesPress {
  readonly organisation: OrganisationId;
  readonly set: SetId;
  readonly image: ImageId;
  readonly by: PersonId;
}

/**
 * Says which of several wounds at one site and side this image shows, and the site where nobody had said it (E5). The
 * words are codes. Throws `bad-request` for a number out of range, `change-refused` where the image is not in custody.
 */
export const labelSeries =
  (deps: { readonly ledger: Ledger; readonly clock: Clock }) =>
  async ({
    organisation,
    set,
    image,
    by,
    number,
    sited,
  }: SeriesPress & { readonly number: number; readonly sited?: Sited }): Promise<ImageSet> => {
    if (!Number.isInteger(number) || number < 1 || number > MOST_NUMBERS)
      throw new SafelightError('bad-request');
    const at = deps.clock.now();
    return deps.ledger.change(organisation, set, {
      to: (row) => {
        if (row.state !== 'stored') throw new SafelightError('change-refused');
        const placed = sited === undefined ? row : withFacts(row, image, (was) => ({ ...was, sited }));
        return withImage(placed, image, (was) => ({ ...was, series: { ...was.series, number } }));
      },
      // The note beside it in the record names the site.
      owes: sited === undefined ? [] : [{ verb: 'file', subject: image, dueAt: at }],
      events: [
        {
          kind: 'series-labelled',
          at,
          by,
          set,
          image,
          facts: { number, ...(sited === undefined ? {} : { site: sited.site, side: sited.side ?? 'none' }) },
        },
      ],
    });
  };
