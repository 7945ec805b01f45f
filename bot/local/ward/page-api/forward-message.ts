import { randomBytes, randomUUID } from 'node:crypto';
import { fields, textOr } from '../http/read-json.ts';
import { refusePage } from '../http/refuse.ts';
import { isBlocked } from '../world/change-message.ts';
import type { Forwarded, Inline } from '../world/records.ts';
import type { World } from '../world/world.ts';

/** The message that is passed on, and copies of its pictures for the message that carries it. */
export const takeAlong = (
  world: World,
  asked: unknown,
  oid: string,
): { readonly forwarded: Forwarded; readonly inline: readonly Inline[] } | undefined => {
  if (asked === undefined) return undefined;
  const place = world.places.byId(textOr(fields(asked)?.['placeId'], ''));
  const message = world.messages.get(textOr(fields(asked)?.['messageId'], ''));
  const isSeen =
    place?.members.includes(oid) === true &&
    message?.place === place.id &&
    message.deletedAt === undefined &&
    !isBlocked(message);
  if (!isSeen) throw refusePage(404, 'There is no such message to pass on.');
  const inline = message.inline.map((one) => ({
    ...one,
    id: `0-weu-d1-${randomBytes(16).toString('hex')}`,
  }));
  const forwarded: Forwarded = {
    id: randomUUID(),
    message: message.id,
    place: place.id,
    ...(message.oid === undefined ? {} : { oid: message.oid }),
    sentAt: message.createdAt,
    html: message.html,
    inline: inline.map((one) => one.id),
  };
  return { forwarded, inline };
};
