import { SafelightError } from '../../set/errors.ts';
import { MINUTE } from '../../set/instant.ts';
import type { MessagePlace, Place } from '../../set/place.ts';
import { at, text } from '../wire/read-json.ts';
import type { DriveItem } from './drive-item.ts';
import type { GraphClient } from './graph-client.ts';
import { placePath } from './paths.ts';

/** Where Teams puts the files of a channel. */
export interface ChannelFolder {
  readonly drive: string;
  readonly id: string;
  readonly name: string;
}

/** OneDrive's folder for files put into chats. */
const CHAT_FILES = 'Microsoft Teams Chat Files';
/** A file is uploaded while its message is being written: not longer before than this. */
const WRITING_MS = 30 * MINUTE;

const within = (folder: string, home: string): boolean => folder === home || folder.startsWith(`${home}/`);

/** A message id of Teams is the time it was posted. */
const postedAt = (place: MessagePlace): number =>
  /^\d{13}$/.test(place.message) ? Number(place.message) : Number.NaN;

/**
 * Whether the file lies in the conversation's own folder and was put there for this message by its poster: only then
 * may it be deleted. A file that was there long before is one the message merely links to.
 */
export const isHome = (
  file: DriveItem,
  place: MessagePlace,
  poster: string,
  channel: ChannelFolder | undefined,
): boolean => {
  if (file.createdBy === '' || file.createdBy !== poster) return false;
  if (!(file.createdAt >= postedAt(place) - WRITING_MS)) return false;
  if (place.place.kind !== 'channel') return file.driveType === 'business' && within(file.folder, CHAT_FILES);
  if (channel?.drive !== file.drive) return false;
  return file.folderId === channel.id || within(file.folder, channel.name);
};

/** Finds each channel's folder once. Undefined where Graph does not let us know: then nothing there is deleted. */
export class ChannelFolders {
  readonly #known = new Map<string, ChannelFolder>();
  readonly #graph: GraphClient;

  constructor(graph: GraphClient) {
    this.#graph = graph;
  }

  async of(place: Place): Promise<ChannelFolder | undefined> {
    if (place.kind !== 'channel') return undefined;
    const path = `${placePath(place)}/filesFolder`;
    const known = this.#known.get(path);
    if (known !== undefined) return known;
    try {
      const folder = await this.#graph.json({ method: 'GET', path, as: 'app' });
      const drive = text(at(folder, 'parentReference', 'driveId'));
      const [id, name] = [text(at(folder, 'id')), text(at(folder, 'name'))];
      if (drive === undefined || id === undefined || name === undefined) return undefined;
      this.#known.set(path, { drive, id, name });
      return { drive, id, name };
    } catch (error) {
      if (error instanceof SafelightError && !error.transient) return undefined;
      throw error;
    }
  }
}
