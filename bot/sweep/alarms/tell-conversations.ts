import { cannotOpen } from '../../policy/part-alerts.ts';
import { isPermanent } from '../../policy/retry.ts';
import { asSafelightError } from '../../set/errors.ts';
import type { OrganisationId } from '../../set/ids.ts';
import { conversationId } from '../../set/ids.ts';
import { DAY, later } from '../../set/instant.ts';
import type { Place } from '../../set/place.ts';
import type { AlarmRoom } from './room.ts';

const WHAT = 'pictures-cannot-be-opened';
/** Somebody may be waiting to look at what was posted since. */
const LIVE = DAY;
/** Whoever was told of an outage is told of its end, even where nothing was posted since. */
const REMEMBERED = 30 * DAY;

/**
 * While no picture can be opened, each conversation with something recent is told once, so that nobody waits for a
 * picture at a patient's cost; and once more when they can be opened again.
 */
export const tellConversations = async (room: AlarmRoom, organisation: OrganisationId): Promise<void> => {
  if (cannotOpen(await room.open.open(organisation))) {
    for (const place of await livePlaces(room, organisation)) await sayClosed(room, organisation, place);
    return;
  }
  for (const conversation of await room.once.said(organisation, WHAT))
    if (await room.once.forget(organisation, WHAT, conversation))
      await sayOpen(room, organisation, conversation);
};

const livePlaces = async (
  { ledger, clock }: AlarmRoom,
  organisation: OrganisationId,
): Promise<readonly Place[]> => {
  const since = later(clock.now(), -LIVE);
  const places = new Map<string, Place>();
  for (const set of await ledger.find(organisation, { by: 'posted', since }))
    if (set.state === 'stored') places.set(set.origin.place.conversation, set.origin.place);
  return [...places.values()];
};

const sayClosed = async (room: AlarmRoom, organisation: OrganisationId, place: Place): Promise<void> => {
  const { once, clock, post } = room;
  if (!(await once.first(organisation, WHAT, place.conversation, clock.now()))) return;
  try {
    await post.tellAll(place, { kind: 'pictures', open: false });
  } catch (thrown) {
    const error = asSafelightError(thrown);
    room.tell(error);
    if (!isPermanent(error)) await once.forget(organisation, WHAT, place.conversation);
  }
};

const sayOpen = async (
  room: AlarmRoom,
  organisation: OrganisationId,
  conversation: string,
): Promise<void> => {
  const { ledger, once, clock, post } = room;
  const since = later(clock.now(), -REMEMBERED);
  const query = { by: 'conversation', conversation: conversationId(conversation), since } as const;
  const [newest] = await ledger.find(organisation, query);
  if (newest === undefined) return;
  try {
    await post.tellAll(newest.origin.place, { kind: 'pictures', open: true });
  } catch (thrown) {
    const error = asSafelightError(thrown);
    room.tell(error);
    if (!isPermanent(error)) await once.first(organisation, WHAT, conversation, clock.now());
  }
};
