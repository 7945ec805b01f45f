import type { Removed } from '../../ports/chat.ts';
import type { CopyKind } from '../../set/copy.ts';
import { SafelightError } from '../../set/errors.ts';
import { DAY, instant } from '../../set/instant.ts';
import { at, list, text } from '../wire/read-json.ts';
import { driveItem } from './drive-item.ts';
import type { GraphClient, Identity } from './graph-client.ts';
import { itemPath } from './paths.ts';

type FileCopy = Extract<CopyKind, { kind: 'file' }>;

/** Both stages of SharePoint's recycle bin together (platform.md 2e). */
const RECYCLED_MS = 93 * DAY;

const codeOf = (error: unknown): string => (error instanceof SafelightError ? error.code : '');

/** Deletes past the recycle bin where that is allowed, into it otherwise; each only the version in custody. */
const destroy = async (graph: GraphClient, as: Identity, file: FileCopy, now: number): Promise<Removed> => {
  const path = itemPath(file.drive, file.item);
  try {
    await graph.act({ method: 'POST', path: `${path}/permanentDelete`, as, ifMatch: file.eTag });
    return { as: 'deleted' };
  } catch (error) {
    if (codeOf(error) !== 'chat-forbidden') throw error;
  }
  await graph.act({ method: 'DELETE', path, as, ifMatch: file.eTag });
  return { as: 'recycled', until: instant(now + RECYCLED_MS) };
};

/** What retention keeps can at least no longer be reached by its sharing links. */
const revokeLinks = async (graph: GraphClient, as: Identity, file: FileCopy): Promise<void> => {
  const path = `${itemPath(file.drive, file.item)}/permissions`;
  const permissions = list(at(await graph.json({ method: 'GET', path, as }), 'value'));
  for (const permission of permissions) {
    const id = text(at(permission, 'id'));
    if (id === undefined || at(permission, 'link') === undefined) continue;
    await graph.act({ method: 'DELETE', path: `${path}/${encodeURIComponent(id)}`, as });
  }
};

/**
 * Deletes one file, guarded twice by the eTag in custody: it is compared first, because whether permanentDelete heeds
 * `If-Match` is not documented, and sent along. `change-refused` for a file that is not the conversation's own.
 */
export const removeFile = async (
  graph: GraphClient,
  as: Identity,
  file: FileCopy,
  now: number,
): Promise<Removed> => {
  if (!file.home) throw new SafelightError('change-refused');
  try {
    const standing = driveItem(
      await graph.json({ method: 'GET', path: itemPath(file.drive, file.item), as }),
    );
    if (standing.eTag !== file.eTag) return { as: 'changed', restored: false };
    return await destroy(graph, as, file, now);
  } catch (error) {
    switch (codeOf(error)) {
      case 'message-gone':
        return { as: 'gone-already' };
      case 'original-changed':
        return { as: 'changed', restored: false };
      case 'blocked-by-retention':
        await revokeLinks(graph, as, file);
        return { as: 'refused', why: 'blocked-by-retention' };
      default:
        throw error;
    }
  }
};
