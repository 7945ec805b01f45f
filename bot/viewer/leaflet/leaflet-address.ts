import { nameUses } from '../../policy/leaflet.ts';
import type { Level } from '../../set/consent.ts';
import type { OrganisationId } from '../../set/ids.ts';

export const LEAFLET = '/about-your-photograph';

/** What the page is asked for: whose it is and what was agreed to. Nothing of any patient stands in an address. */
export const leafletQuery = (organisation: OrganisationId, uses: readonly Level[] = []): string =>
  new URLSearchParams({
    for: organisation,
    ...(uses.length === 0 ? {} : { uses: nameUses(uses) }),
  }).toString();
