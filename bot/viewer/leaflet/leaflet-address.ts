import { nameUses } from '../../policy/leaflet.ts';
import type { Level } from '../../set/consent.ts';
import type { OrganisationId } from '../../set/ids.ts';
import type { LeafletDevice } from '../../set/leaflet.ts';

export const LEAFLET = '/about-your-photograph';

/** What the page is asked for: whose it is, what was agreed to and whose device took it. Nothing of any patient stands in an address. */
export const leafletQuery = (
  organisation: OrganisationId,
  uses: readonly Level[] = [],
  device?: LeafletDevice,
): string =>
  new URLSearchParams({
    for: organisation,
    ...(uses.length === 0 ? {} : { uses: nameUses(uses) }),
    ...(device === undefined ? {} : { device }),
  }).toString();
