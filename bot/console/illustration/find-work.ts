import type { Lane, ToReview } from '../../policy/illustration/lanes.ts';
import { laneOf, LANES, toReview } from '../../policy/illustration/lanes.ts';
import type { OrganisationId } from '../../set/ids.ts';
import type { StoredSet } from '../../set/image-set.ts';
import type { Room } from '../../viewer/room.ts';

/** The newest sets of an organisation: what is older than these and was not judged has been lived with. */
const LOOKED_AT = 500;

export const newestSets = async (
  { ledger }: Pick<Room, 'ledger'>,
  organisation: OrganisationId,
): Promise<readonly StoredSet[]> => {
  const found = await ledger.find(organisation, { by: 'all', newest: LOOKED_AT });
  return found.filter((one): one is StoredSet => one.state === 'stored');
};

export type Work = Readonly<Record<Lane, readonly ToReview[]>>;

/** What waits, by lane; facts of the ledger alone, no picture and no words. */
export const findWork = async (room: Pick<Room, 'ledger'>, organisation: OrganisationId): Promise<Work> => {
  const all = toReview(await newestSets(room, organisation));
  const lane = (which: Lane): readonly ToReview[] => all.filter(({ image }) => laneOf(image) === which);
  return { ward: lane('ward'), poor: lane('poor'), patient: lane('patient') };
};

export const laneFrom = (text: string | null): Lane => LANES.find((one) => one === text) ?? 'ward';

/** `<set>.<image>`: one picture of the list, in an address. */
export const nameOfWork = ({ set, image }: ToReview): string => `${set.id}.${image.id}`;
