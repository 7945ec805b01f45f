import type { Scope } from '../../policy/coverage.ts';
import { scopeOf } from '../../policy/coverage.ts';
import { listedIn } from '../../policy/watched.ts';
import type { SeenChannel } from '../../ports/chat-coverage.ts';
import { asSafelightError } from '../../set/errors.ts';
import { conversationId, tenantId } from '../../set/ids.ts';
import type { ConversationId } from '../../set/ids.ts';
import type { Place } from '../../set/place.ts';
import type { CoverageRoom, Organisation } from './room.ts';

/** One conversation the policy lists, and what its team says of it. */
export interface Listed {
  readonly place: Place;
  readonly installed: boolean;
  readonly channel?: SeenChannel | 'absent';
}

/**
 * Every conversation the policy lists in a team or chat, whether the app is there or not. Where a team is closed to us
 * and all its channels are listed, the team stands for them.
 */
export const listConversations = async (
  room: CoverageRoom,
  organisation: Organisation,
  scope: Scope,
): Promise<readonly Listed[]> => {
  const installations = await room.watching.installations(organisation.id);
  const installation = installations.find(({ place }) => scopeOf(place) === scope.id)?.place;
  const known = installation ?? nowhere(organisation, scope);
  const to = (conversation: ConversationId): Place =>
    installation === undefined ? { ...known, conversation } : room.placeLike(installation, conversation);
  const installed = installation !== undefined;
  if (scope.kind === 'chat') return [{ place: known, installed }];
  const channels = await channelsOf(room, scope.id);
  const listed = listedIn(organisation, known);
  const conversations = !listed.all
    ? listed.conversations
    : (channels?.map((one) => one.conversation).filter((one) => !listed.except.has(one)) ?? [
        conversationId(scope.id),
      ]);
  return conversations.map((conversation) => {
    const channel = channels?.find((one) => one.conversation === conversation);
    const seen = channels === undefined ? {} : { channel: channel ?? ('absent' as const) };
    return { place: to(conversation), installed, ...seen };
  });
};

/** A team or chat the app was never heard of in: it can be looked at, not spoken to. */
const nowhere = ({ viewerTenants }: Organisation, { kind, id }: Scope): Place => {
  const common = {
    tenant: tenantId(viewerTenants[0] ?? ''),
    conversation: conversationId(id),
    reference: '',
  };
  return kind === 'team' ? { ...common, kind: 'channel', team: id } : { ...common, kind: 'groupChat' };
};

/** Undefined: not for us to see. */
const channelsOf = async (
  { chat }: CoverageRoom,
  team: string,
): Promise<readonly SeenChannel[] | undefined> => {
  try {
    return await chat.channels(team);
  } catch (thrown) {
    if (asSafelightError(thrown).transient) throw thrown;
    return undefined;
  }
};
