import type { Coverage, Gap } from '../set/coverage.ts';
import type { PersonId } from '../set/ids.ts';
import type { Place } from '../set/place.ts';
import type { ConversationRule, OrganisationPolicy } from './conversations.ts';

/** What the manifest asks for, and Safelight cannot do without (platform.md 1.1). */
const NEEDED: Readonly<Record<'channel' | 'groupChat', readonly string[]>> = {
  channel: ['ChannelMessage.Read.Group', 'ChannelMember.Read.Group', 'ChannelSettings.Read.Group'],
  groupChat: ['ChatMessage.Read.Chat', 'ChatMember.Read.Chat'],
};

/** What was found of one conversation. */
export interface Found {
  readonly kind: 'channel' | 'groupChat';
  /** Whether the app was ever heard of there. */
  readonly installed: boolean;
  readonly channelKind?: 'standard' | 'private' | 'shared' | 'absent';
  readonly grants: readonly string[] | undefined;
  readonly probe: 'yes' | 'refused' | 'absent';
}

/** Empty: covered. Only what a person can mend is named, the first cause first. */
export const gapsOf = ({ kind, installed, channelKind, grants, probe }: Found): readonly Gap[] => {
  if (channelKind === 'absent' || probe === 'absent') return ['absent'];
  if (channelKind === 'private' || channelKind === 'shared') return ['bots-cannot-see'];
  if (!installed && probe === 'refused') return ['not-installed'];
  const missing = grants !== undefined && NEEDED[kind].some((one) => !grants.includes(one));
  if (missing) return ['grant-missing'];
  return probe === 'refused' ? ['does-not-answer'] : [];
};

/** Teams and chats the policy lists for an organisation, each once. */
export const scopesOf = (organisation: OrganisationPolicy): readonly Scope[] => {
  const scopes = new Map<string, Scope>();
  for (const { where } of organisation.conversations) {
    const scope: Scope =
      where.kind === 'team' ? { kind: 'team', id: where.team } : { kind: 'chat', id: where.chat };
    scopes.set(scope.id, scope);
  }
  return [...scopes.values()];
};
export interface Scope {
  readonly kind: 'team' | 'chat';
  readonly id: string;
}
export const scopeOf = (place: Place): string => place.team ?? place.conversation;

/** The rule a conversation is listed by: the first, as `protectionOf` has it. */
export const ruleOf = (organisation: OrganisationPolicy, place: Place): ConversationRule | undefined =>
  organisation.conversations.find(({ where }) =>
    where.kind === 'chat'
      ? where.chat === place.conversation
      : where.team === place.team &&
        !where.except.includes(place.conversation) &&
        (where.channels.includes('*') || where.channels.includes(place.conversation)),
  );

/** Guests and people of other tenants, but for those the organisation says it knows there. They open nothing anyway. */
export const outsidersOf = (
  organisation: OrganisationPolicy,
  rule: ConversationRule,
  members: readonly { readonly person: PersonId; readonly guest: boolean }[],
): readonly PersonId[] =>
  members
    .filter(({ person, guest }) => guest || !organisation.viewerTenants.includes(person.tid))
    .map(({ person }) => person)
    .filter(({ oid }) => rule.knownGuests?.includes(oid) !== true);

export const isCovered = ({ gaps }: Coverage): boolean => gaps.length === 0;
