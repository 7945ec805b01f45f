import { SafelightError } from '../../set/errors.ts';
import type { MessagePlace, Place } from '../../set/place.ts';

/** One step of a path. Dots alone would be steps upward, encoded or not, and are nobody's id. */
export const part = (id: string): string => {
  if (/^\.{0,2}$/.test(id)) throw new SafelightError('host-not-allowed', { facts: { id: 'no id' } });
  return encodeURIComponent(id);
};

/** A channel's team is needed to name it to Graph; an activity that did not say it leaves us without a path. */
export const placePath = (place: Place): string => {
  if (place.kind !== 'channel') return `/chats/${part(place.conversation)}`;
  if (place.team === undefined) throw new SafelightError('chat-forbidden', { facts: { team: 'unknown' } });
  return `/teams/${part(place.team)}/channels/${part(place.conversation)}`;
};

const withinPlace = ({ message, root }: MessagePlace): string =>
  root === undefined || root === message
    ? `/messages/${part(message)}`
    : `/messages/${part(root)}/replies/${part(message)}`;

export const messagePath = (at: MessagePlace): string => `${placePath(at.place)}${withinPlace(at)}`;

/** Where the author acts on their own message: in chats that exists beneath the person alone (platform.md 2a). */
export const ownMessagePath = (at: MessagePlace, oid: string): string =>
  at.place.kind === 'channel' ? messagePath(at) : `/users/${part(oid)}${messagePath(at)}`;

export const itemPath = (drive: string, item: string): string => `/drives/${part(drive)}/items/${part(item)}`;
