import { isMended, isToldNow } from '../../policy/part-alerts.ts';
import type { RaisedAlert } from '../../ports/alerts.ts';
import { asSafelightError } from '../../set/errors.ts';
import { conversationId } from '../../set/ids.ts';
import type { OrganisationId } from '../../set/ids.ts';
import type { PartAlert } from '../../set/part-alert.ts';
import type { AlarmRoom } from './room.ts';
import type { Standing } from './see-standing.ts';
import { isSeenHere } from './see-standing.ts';

/** Begins what stands, tells what has stood long enough, tells again at growing intervals, closes what is mended. */
export const tellOfParts = async (
  room: AlarmRoom,
  organisation: OrganisationId,
  standing: readonly Standing[],
): Promise<void> => {
  const now = room.clock.now();
  for (const { what, subject } of standing) await room.open.stands(organisation, what, subject, now);
  for (const alert of await room.open.open(organisation)) {
    const stands = standing.some((one) => one.what === alert.what && one.subject === alert.subject);
    if (!stands && isSeenHere(alert.what)) {
      if (isMended(alert, now)) await close(room, organisation, alert);
    } else if (isToldNow(alert, now)) await tell(room, organisation, alert);
  }
};

const tell = async (room: AlarmRoom, organisation: OrganisationId, alert: PartAlert): Promise<void> => {
  if (!(await room.open.tell(organisation, alert, room.clock.now()))) return;
  try {
    const state = alert.toldAt === undefined ? 'raised' : 'still-open';
    await room.alerts.raise(raised(organisation, alert, state));
  } catch (thrown) {
    room.tell(asSafelightError(thrown));
    await room.open.takeBack(organisation, alert);
  }
};

/** What nobody was told of is closed as silently as it began. */
export const close = async (
  room: AlarmRoom,
  organisation: OrganisationId,
  alert: PartAlert,
): Promise<void> => {
  const closed = await room.open.close(organisation, alert, room.clock.now());
  if (!closed || alert.toldAt === undefined) return;
  await room.alerts.raise(raised(organisation, alert, 'closed')).catch((thrown: unknown) => {
    room.tell(asSafelightError(thrown));
  });
};

const raised = (
  organisation: OrganisationId,
  { what, subject, since }: PartAlert,
  state: RaisedAlert['state'],
): RaisedAlert => ({
  what,
  organisation,
  ...(subject === '' ? {} : { conversation: conversationId(subject) }),
  since,
  state,
});
