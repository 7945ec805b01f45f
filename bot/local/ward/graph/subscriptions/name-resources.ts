import type { Collection } from '../../world/journal.ts';
import type { Place } from '../../world/places.ts';
import type { Subscription } from '../../world/records.ts';

export const isLive = (subscription: Subscription, now: number): boolean => subscription.expiresAt > now;

export const liveIn = (kept: Collection<Subscription>, place: string, now: number): readonly Subscription[] =>
  kept.values().filter((one) => one.place === place && isLive(one, now));

/** `/teams/{id}/channels/{id}` or `/chats/{id}`, as Graph names a place in a path. */
export const pathOfPlace = ({ team, channel, chat }: Place): string =>
  team && channel ? `teams/${team.groupId}/channels/${channel.id}` : `chats/${chat ?? ''}`;

/** As Graph names a message in a notification: `teams('…')/channels('…')/messages('…')`. */
export const resourceOfMessage = (
  { team, channel, chat }: Place,
  message: string,
  root: string | undefined,
): string => {
  const place =
    team && channel ? `teams('${team.groupId}')/channels('${channel.id}')` : `chats('${chat ?? ''}')`;
  return root === undefined
    ? `${place}/messages('${message}')`
    : `${place}/messages('${root}')/replies('${message}')`;
};
