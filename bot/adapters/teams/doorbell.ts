import { SafelightError } from '../../set/errors.ts';
import { messageId } from '../../set/ids.ts';
import { instant } from '../../set/instant.ts';
import type { CarriedOriginal, Doorbell, Place } from '../../set/place.ts';
import { at, list, text } from '../wire/read-json.ts';
import type { Fields } from '../wire/read-json.ts';
import { personOf, rootOf } from './place-of-activity.ts';

const DOWNLOAD = 'application/vnd.microsoft.teams.file.download.info';

const typeOf = (attachment: unknown): string => text(at(attachment, 'contentType')) ?? '';
const isImage = (attachment: unknown): boolean => typeOf(attachment).startsWith('image/');

const carriedOf = (attachment: unknown): readonly CarriedOriginal[] => {
  const download = typeOf(attachment) === DOWNLOAD;
  if (!download && !isImage(attachment)) return [];
  const address = text(download ? at(attachment, 'content', 'downloadUrl') : at(attachment, 'contentUrl'));
  if (address === undefined) return [];
  const name = text(at(attachment, 'name'));
  return [{ address, kind: download ? 'download' : 'inline', ...(name === undefined ? {} : { name }) }];
};

/** Any typed message has an HTML attachment: it hints at a picture or file only where it shows one. */
const hints = (attachment: unknown): boolean =>
  typeOf(attachment) === 'text/html'
    ? /<(?:img|video|audio|attachment)\b/i.test(text(at(attachment, 'content')) ?? '<img>')
    : !typeOf(attachment).startsWith('application/vnd.microsoft.card.');

const occasions: Readonly<Record<string, Doorbell['occasion']>> = {
  'message ': 'posted',
  'messageUpdate editMessage': 'edited',
  'messageUpdate undeleteMessage': 'undone',
};

/** Whether the activity rings: new, edited or brought back by a person. Bots and deletions do not. */
export const occasionOf = (activity: Fields): Doorbell['occasion'] | undefined => {
  const sender = text(at(activity, 'from', 'id')) ?? '';
  if (sender.startsWith('28:') || at(activity, 'from', 'role') === 'bot') return undefined;
  const type = text(activity['type']) ?? '';
  // What a button submits is a message that nobody sees.
  if (type === 'message' && activity['value'] !== undefined) return undefined;
  const event = type === 'message' ? '' : (text(at(activity, 'channelData', 'eventType')) ?? '');
  return occasions[`${type} ${event}`];
};

/** Only a personal chat shows all it holds on the activity; a channel's file leaves no trace there (platform.md 1.2). */
export const mayHoldImages = (activity: Fields): boolean =>
  at(activity, 'conversation', 'conversationType') !== 'personal' ||
  list(activity['attachments']).some(hints);

const postedAt = (activity: Fields, id: string): Doorbell['postedAt'] => {
  const stamp = text(activity['timestamp']) ?? '';
  if (/^\d{13}$/.test(id)) return instant(Number(id));
  return Number.isNaN(Date.parse(stamp)) ? instant(Date.now()) : instant(stamp);
};

/** What an activity says of a message: that something may be there, and nothing of what is written. */
export const doorbell = (activity: Fields, place: Place, occasion: Doorbell['occasion']): Doorbell => {
  const id = text(activity['id']);
  if (id === undefined || id === '') throw new SafelightError('bad-request');
  const root = rootOf(activity);
  return {
    at: { place, message: messageId(id), ...(root === undefined || root === id ? {} : { root }) },
    poster: personOf(activity),
    postedAt: postedAt(activity, id),
    occasion,
    mayHoldImages: mayHoldImages(activity),
    carried: list(activity['attachments']).flatMap(carriedOf),
  };
};
