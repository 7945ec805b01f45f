import type { Removed } from '../../ports/chat.ts';
import { SafelightError } from '../../set/errors.ts';
import type { MessagePlace } from '../../set/place.ts';
import type { GraphClient, Identity } from './graph-client.ts';
import type { Urgency } from './pace.ts';
import { messagePath, ownMessagePath } from './paths.ts';
import { readMessage } from './read-message.ts';
import type { Reader } from './as-reader.ts';

const LAST: Urgency = 3;

/**
 * Deletes the poster's own message, then looks: where it was edited after it was taken into custody, what was deleted
 * is not what is held, so the deletion is taken back with the same token.
 */
export const deleteMessage = async (
  reader: Reader,
  place: MessagePlace,
  edition: string,
  own: { readonly token: string; readonly oid: string },
): Promise<Removed> => {
  const path = ownMessagePath(place, own.oid);
  const as = { token: own.token };
  try {
    await reader.graph.act({ method: 'POST', path: `${path}/softDelete`, as });
  } catch (error) {
    if (error instanceof SafelightError && error.code === 'message-gone') return { as: 'gone-already' };
    throw error;
  }
  // Looks after whatever still stands: what is deleted can be taken back for weeks.
  const now = await readMessage(reader, place, LAST);
  if (now.state === 'absent' || (now.state === 'deleted' && now.edition === edition))
    return { as: 'deleted', seen: 'gone' };
  if (now.edition === edition) return { as: 'deleted' };
  if (now.state === 'deleted') await reader.graph.act({ method: 'POST', path: `${path}/undoSoftDelete`, as });
  return { as: 'changed', restored: true };
};

const judge = (
  graph: GraphClient,
  place: MessagePlace,
  as: Identity,
  policyViolation: object,
): Promise<void> => graph.act({ method: 'PATCH', path: messagePath(place), as, json: { policyViolation } });

/**
 * Hides the message from its readers and leaves its sender no way to show it again (platform.md 2b). Shown again where
 * it turns out to have been edited after custody.
 */
export const hideMessage = async (
  reader: Reader,
  place: MessagePlace,
  edition: string,
  said: { readonly tip: string },
): Promise<Removed> => {
  try {
    await judge(reader.graph, place, 'app', {
      policyTip: { generalText: said.tip, matchedConditionDescriptions: [] },
      verdictDetails: 'None',
      dlpAction: 'BlockAccess',
    });
  } catch (error) {
    if (error instanceof SafelightError && error.code === 'message-gone') return { as: 'gone-already' };
    throw error;
  }
  const now = await readMessage(reader, place);
  if (now.state !== 'standing') return { as: 'gone-already' };
  if (now.edition === edition) return { as: 'hidden' };
  await judge(reader.graph, place, 'app', { verdictDetails: 'None', dlpAction: 'None' });
  return { as: 'changed', restored: true };
};
