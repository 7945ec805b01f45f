import type { Ledger } from '../ports/ledger.ts';
import type { OrganisationId, SetId } from '../set/ids.ts';
import type { ImageSet } from '../set/image-set.ts';

/** Sets in memory at once. */
const PAGE = 200;

/**
 * Every set of the organisation, a page at a time. It is no snapshot: a set that begins meanwhile may be missed, and one
 * that changes is seen as it was or as it is.
 */
export async function* eachSet(
  ledger: Pick<Ledger, 'find'>,
  organisation: OrganisationId,
): AsyncGenerator<ImageSet> {
  let after: SetId | undefined;
  do {
    const page: readonly ImageSet[] = await ledger.find(organisation, {
      by: 'page',
      most: PAGE,
      ...(after === undefined ? {} : { after }),
    });
    yield* page;
    after = page.length < PAGE ? undefined : page.at(-1)?.id;
  } while (after !== undefined);
}
