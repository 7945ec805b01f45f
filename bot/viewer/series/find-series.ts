import type { Dated } from '../../policy/series/series-of.ts';
import { isOfABody, patientOf } from '../../policy/series/series-of.ts';
import type { Account } from '../../set/account.ts';
import type { LookupHash, OrganisationId } from '../../set/ids.ts';
import { judge } from '../admit.ts';
import { membershipOnce } from '../membership-once.ts';
import type { Room } from '../room.ts';
import type { From } from './times.ts';
import { fromWhen } from './times.ts';

export type SeriesRoom = Pick<Room, 'ledger' | 'chat' | 'policy' | 'clock' | 'log'>;

export interface InTime extends Dated, From {}

/** More of one patient than anybody compares by eye. */
const MOST_SETS = 200;

/**
 * This patient's images that this person may open now, each set judged by policy/access.ts at this moment. What is not
 * theirs to open is left out without a word: that it exists is not for them to know.
 */
export const findSeries = async (
  room: SeriesRoom,
  account: Account,
  organisation: OrganisationId,
  lookup: LookupHash,
): Promise<readonly InTime[]> => {
  const found = await room.ledger.find(organisation, { by: 'patient', lookup });
  const membership = membershipOnce(room, account);
  const open: InTime[] = [];
  for (const { id } of found.slice(0, MOST_SETS)) {
    const judged = await judge(room, account, id, membership);
    if (judged === undefined || !judged.answer.allowed || judged.set.state !== 'stored') continue;
    const { set, answer } = judged;
    for (const image of set.images)
      if (answer.images.includes(image.id) && patientOf(image)?.lookup === lookup && isOfABody(image))
        open.push({ set, image, ...fromWhen(set, image) });
  }
  return open;
};
