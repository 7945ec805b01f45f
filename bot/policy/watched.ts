import type { ConversationId, OrganisationId } from '../set/ids.ts';
import { conversationId } from '../set/ids.ts';
import type { Place } from '../set/place.ts';
import { protectionOf } from './conversations.ts';
import type { ConversationRule, OrganisationPolicy, Policy } from './conversations.ts';

/** Organisations whose policy protects something in this team or chat. A personal chat is not watched. */
export const protectedBy = (policy: Policy, place: Place): readonly OrganisationId[] =>
  policy.organisations
    .filter((organisation) => organisation.conversations.some((rule) => isIn(rule, place)))
    .map((organisation) => organisation.id);

/** The same, and those who are told of alerts there: theirs is the installation. */
export const watchedBy = (policy: Policy, place: Place): readonly OrganisationId[] => {
  const protecting = protectedBy(policy, place);
  return policy.organisations
    .filter(({ id, alertsTo }) => protecting.includes(id) || (place.team ?? '') === alertsTo?.team)
    .map((organisation) => organisation.id);
};

/** Whether anything is protected there at all: what people are told when the app is added. */
export const isListed = (policy: Policy, place: Place, oid: string): boolean =>
  place.kind === 'personal'
    ? protectionOf(policy, place, oid) !== undefined
    : protectedBy(policy, place).length > 0;

const isIn = ({ where }: ConversationRule, place: Place): boolean =>
  where.kind === 'chat'
    ? place.kind === 'groupChat' && place.conversation === where.chat
    : place.kind === 'channel' && place.team === where.team;

/** Which conversations of an installation the policy lists; `all`: whatever channels the team has, but those. */
export type Listed =
  | { readonly all: true; readonly except: ReadonlySet<string> }
  | { readonly all: false; readonly conversations: readonly ConversationId[] };

export const listedIn = (organisation: OrganisationPolicy, installed: Place): Listed => {
  const rules = organisation.conversations.filter((rule) => isIn(rule, installed));
  const named = rules.flatMap(({ where }) =>
    where.kind === 'chat' ? [where.chat] : where.channels.filter((one) => !where.except.includes(one)),
  );
  if (!named.includes('*'))
    return { all: false, conversations: [...new Set(named)].map((one) => conversationId(one)) };
  const open = rules.flatMap(({ where }) =>
    where.kind === 'team' && where.channels.includes('*') ? [where.except] : [],
  );
  // A channel stays out only where every rule for all channels leaves it out, and none names it.
  const except = (open[0] ?? []).filter(
    (one) => open.every((list) => list.includes(one)) && !named.includes(one),
  );
  return { all: true, except: new Set(except) };
};
