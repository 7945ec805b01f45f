import { placeLike } from '../adapters/teams/place-like.ts';
import type { OrganisationPolicy, Policy } from '../policy/conversations.ts';
import type { ChatPost } from '../ports/chat.ts';
import type { Watching } from '../ports/watching.ts';
import { SafelightError } from '../set/errors.ts';
import { conversationId } from '../set/ids.ts';
import type { Place } from '../set/place.ts';
import type { AlertChannel } from './tell-alerts.ts';

/** Tells alerts in the channel the policy names. Needs the app in that team; its way there is remembered for the day the ledger is away. */
export const alertChannel = (deps: {
  readonly policy: Policy;
  readonly watching: Pick<Watching, 'installations'>;
  readonly post: Pick<ChatPost, 'tellAll'>;
  readonly publicUrl: string;
}): AlertChannel => {
  const known = new Map<string, Place>();
  const find = (organisation: string): OrganisationPolicy | undefined =>
    deps.policy.organisations.find((one) => one.id === organisation);
  const placeOf = async (policy: OrganisationPolicy): Promise<Place> => {
    const { team, channel } = policy.alertsTo ?? { team: '', channel: '' };
    try {
      const installations = await deps.watching.installations(policy.id);
      const there = installations.find(({ place }) => place.team === team)?.place;
      if (there !== undefined) known.set(policy.id, placeLike(there, conversationId(channel)));
    } catch (thrown) {
      if (!known.has(policy.id)) throw thrown;
    }
    const place = known.get(policy.id);
    if (place === undefined)
      throw new SafelightError('chat-forbidden', { facts: { alertsTo: 'not-installed' } });
    return place;
  };
  return {
    hears: (organisation) => find(organisation)?.alertsTo !== undefined,
    raise: async ({ what, organisation, since, state }) => {
      const policy = find(organisation);
      if (policy?.alertsTo === undefined) return;
      const openUrl = `${deps.publicUrl}/console`;
      await deps.post.tellAll(await placeOf(policy), { kind: 'alert', what, since, state, openUrl });
    },
  };
};
