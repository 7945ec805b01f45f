import { SafelightError } from '../../set/errors.ts';
import { at, text } from '../wire/read-json.ts';

/** What we need to know of a file in SharePoint or OneDrive. */
export interface DriveItem {
  readonly drive: string;
  readonly item: string;
  readonly eTag: string;
  readonly webUrl: string;
  /** `business` is somebody's OneDrive. */
  readonly driveType: string;
  readonly folderId: string;
  /** Beneath the drive's root, without a leading slash, e.g. `Microsoft Teams Chat Files`. */
  readonly folder: string;
  readonly createdBy: string;
  /** Milliseconds since 1970; NaN where Graph does not say. */
  readonly createdAt: number;
  readonly mimeType: string;
  /** Opens the bytes without any token, for a while: never stored, never logged. */
  readonly download: string | undefined;
}

const folderOf = (path: string): string => {
  const [, beneath = ''] = path.split(/\/root:\/?/);
  try {
    return decodeURIComponent(beneath);
  } catch (error) {
    if (error instanceof URIError) return beneath;
    throw error;
  }
};

/** A driveItem of Graph. Throws `chat-unreachable` where the answer is not one. */
export const driveItem = (value: unknown): DriveItem => {
  const drive = text(at(value, 'parentReference', 'driveId'));
  const item = text(at(value, 'id'));
  const eTag = text(at(value, 'eTag'));
  if (drive === undefined || item === undefined || eTag === undefined) {
    throw new SafelightError('chat-unreachable', { transient: true });
  }
  return {
    drive,
    item,
    eTag,
    webUrl: text(at(value, 'webUrl')) ?? '',
    driveType: text(at(value, 'parentReference', 'driveType')) ?? '',
    folderId: text(at(value, 'parentReference', 'id')) ?? '',
    folder: folderOf(text(at(value, 'parentReference', 'path')) ?? ''),
    createdBy: text(at(value, 'createdBy', 'user', 'id')) ?? '',
    createdAt: Date.parse(text(at(value, 'createdDateTime')) ?? ''),
    mimeType: text(at(value, 'file', 'mimeType')) ?? '',
    download: text(at(value, '@microsoft.graph.downloadUrl')),
  };
};
