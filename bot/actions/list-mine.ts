import type { Notice } from '../../cards/model.ts';
import type { Policy } from '../policy/conversations.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { PersonId } from '../set/ids.ts';
import type { StoredSet } from '../set/image-set.ts';
import type { ViewerAddresses } from '../steps/describe-set.ts';

export interface ListMineParts {
  readonly ledger: Ledger;
  readonly policy: Policy;
  readonly addresses: ViewerAddresses;
}

/** The person's own newest sets: their way in without needing the card. */
const SHOWN = 10;
/** Enough to find those among messages that held nothing to protect. */
const LOOKED_AT = 50;

export const listMine =
  ({ ledger, policy, addresses }: ListMineParts) =>
  async (person: PersonId): Promise<Notice> => {
    const found = await Promise.all(
      policy.organisations.map(({ id }) => ledger.find(id, { by: 'poster', person, newest: LOOKED_AT })),
    );
    const mine = found
      .flat()
      .filter((set): set is StoredSet => set.state === 'stored')
      .sort((a, b) => b.postedAt.localeCompare(a.postedAt))
      .slice(0, SHOWN);
    return {
      kind: 'my-sets',
      sets: mine.map((set) => ({
        openUrl: `${addresses.publicUrl}/sets/${set.id}`,
        at: set.postedAt,
        items: set.images.length,
        filed: set.images.filter((image) => image.filing.state === 'filed').length,
      })),
    };
  };
