import { isPermanent } from '../../policy/retry.ts';
import { asSafelightError } from '../../set/errors.ts';
import type { OrganisationId } from '../../set/ids.ts';
import type { CoverageRoom } from './room.ts';

/** Said by whoever comes first, in whatever process. What could not be said for the moment is said at the next look. */
export const sayOnce = async (
  room: CoverageRoom,
  organisation: OrganisationId,
  [what, subject]: readonly [string, string],
  say: () => Promise<void>,
): Promise<void> => {
  if (!(await room.once.first(organisation, what, subject, room.clock.now()))) return;
  try {
    await say();
  } catch (thrown) {
    const error = asSafelightError(thrown);
    room.tell({ what: 'not-said', error });
    if (!isPermanent(error)) await room.once.forget(organisation, what, subject);
  }
};
