import type { ConversationId } from '../../set/ids.ts';
import type { Place } from '../../set/place.ts';
import { readReference, writeReference } from './reference.ts';

/** Another conversation of the same team: one service serves them all, each under its own name. */
export const placeLike = (known: Place, conversation: ConversationId): Place => ({
  ...known,
  conversation,
  reference: writeReference({ ...readReference(known), conversation }),
});
