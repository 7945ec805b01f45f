import type { Scope } from '../../policy/coverage.ts';
import { isCovered, scopeOf, scopesOf } from '../../policy/coverage.ts';
import { protectedBy } from '../../policy/watched.ts';
import { asSafelightError } from '../../set/errors.ts';
import { DAY, HOUR, later, MINUTE } from '../../set/instant.ts';
import type { Place } from '../../set/place.ts';
import { askToSignIn } from './ask-to-sign-in.ts';
import { listConversations } from './list-conversations.ts';
import type { CoverageRoom, Organisation } from './room.ts';
import { seeConversation } from './see-conversation.ts';
import type { AskedOf } from './see-conversation.ts';
import { tellMembers } from './tell-members.ts';
import { tellOwner } from './tell-owner.ts';

const workOf = (scope: string): string => `coverage ${scope}`;

/** Somebody came or went, or the app was added: the team or chat is looked at now, by whichever process is first. */
export const lookSoon =
  ({ policy, work, clock }: Pick<CoverageRoom, 'policy' | 'work' | 'clock'>) =>
  async (place: Place): Promise<void> => {
    for (const organisation of protectedBy(policy, place))
      await work.due(organisation, workOf(scopeOf(place)), clock.now());
  };

/** After a start, every team and chat: nobody knows what changed while no process ran. */
export const lookAtAllSoon = async ({ policy, work, clock, kept }: CoverageRoom): Promise<void> => {
  for (const organisation of policy.organisations) {
    const scopes = scopesOf(organisation);
    for (const { id } of scopes) await work.due(organisation.id, workOf(id), clock.now());
    for (const { place } of await kept.all(organisation.id)) {
      const listed = scopes.some((scope) => scope.id === scopeOf(place));
      if (!listed) await kept.forget(organisation.id, place.conversation);
    }
  }
};

/** Daily, an hour after a gap was seen, ten minutes after a look that failed; each by one process. */
export const lookAtCoverage = async (room: CoverageRoom, organisation: Organisation): Promise<void> => {
  const { work, clock } = room;
  const waiting = await work.waiting(organisation.id, clock.now());
  if (waiting.length === 0) return;
  for (const scope of scopesOf(organisation)) {
    const name = workOf(scope.id);
    const now = clock.now();
    if (!waiting.includes(name)) continue;
    if (!(await work.turn(organisation.id, name, now, later(now, DAY)))) continue;
    const again = await lookAtScope(room, organisation, scope);
    if (again !== undefined) await work.due(organisation.id, name, later(now, again));
  }
};

/** How soon it must be looked at again, if sooner than tomorrow. */
const lookAtScope = async (
  room: CoverageRoom,
  organisation: Organisation,
  scope: Scope,
): Promise<number | undefined> => {
  const asked: AskedOf = new Map();
  try {
    const listed = await listConversations(room, organisation, scope);
    const seen = [];
    for (const one of listed) {
      const coverage = await seeConversation(room, organisation, one, asked);
      seen.push(coverage);
      await room.kept.save(organisation.id, coverage);
      await tellOwner(room, organisation, one, coverage);
      await tellMembers(room, organisation, one.installed, coverage);
      await askToSignIn(room, organisation, coverage);
    }
    for (const { place } of await room.kept.all(organisation.id)) {
      const known = seen.some((one) => one.place.conversation === place.conversation);
      if (scopeOf(place) === scope.id && !known) await room.kept.forget(organisation.id, place.conversation);
    }
    const uncovered = seen.filter((one) => !isCovered(one)).length;
    room.tell({ what: 'looked', conversations: seen.length, uncovered });
    return uncovered > 0 ? HOUR : undefined;
  } catch (thrown) {
    room.tell({ what: 'not-looked', error: asSafelightError(thrown) });
    return 10 * MINUTE;
  }
};
