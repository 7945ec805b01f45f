import type { ChatCoverage, SeenChannel } from '../../../ports/chat-coverage.ts';
import { SafelightError } from '../../../set/errors.ts';
import { conversationId, personId } from '../../../set/ids.ts';
import type { PersonId } from '../../../set/ids.ts';
import type { Place } from '../../../set/place.ts';
import { at, list, text } from '../../wire/read-json.ts';
import type { GraphClient } from '../graph-client.ts';
import { part, placePath } from '../paths.ts';

/** Looking waits behind custody and removal. */
const LAST = 2;
const MOST_PAGES = 40;

/** Everything of a list, whatever the number of its pages. */
const readAll = async (graph: GraphClient, first: string): Promise<readonly unknown[]> => {
  const found: unknown[] = [];
  let path: string | undefined = first;
  for (let page = 0; path !== undefined && page < MOST_PAGES; page += 1) {
    const answer = await graph.json({ method: 'GET', path, as: 'app', urgency: LAST });
    found.push(...list(at(answer, 'value')));
    const next = text(at(answer, '@odata.nextLink'));
    path = next === undefined ? undefined : graph.pathOf(next);
  }
  return found;
};

const kinds: Readonly<Record<string, SeenChannel['kind']>> = { standard: 'standard', private: 'private' };

const channelFrom = (one: unknown): readonly SeenChannel[] => {
  const id = text(at(one, 'id'));
  // What is neither is of a kind not known yet: to be counted on as little as a shared one.
  const kind = kinds[text(at(one, 'membershipType')) ?? 'standard'] ?? 'shared';
  return id === undefined
    ? []
    : [{ conversation: conversationId(id), name: text(at(one, 'displayName')) ?? '', kind }];
};

const codeOf = (error: unknown): string | undefined =>
  error instanceof SafelightError && !error.transient ? error.code : undefined;

/** Grants of a team stand for all its standard channels. */
const grantsPath = (place: Place): string =>
  place.team === undefined
    ? `${placePath(place)}/permissionGrants`
    : `/teams/${part(place.team)}/permissionGrants`;

const grants = async (
  graph: GraphClient,
  appId: string,
  place: Place,
): Promise<readonly string[] | undefined> => {
  try {
    const all = await readAll(graph, grantsPath(place));
    // Microsoft's pages name the app now by one field, now by the other.
    return all
      .filter((one) => [at(one, 'clientAppId'), at(one, 'clientId')].includes(appId))
      .flatMap((one) => text(at(one, 'permission')) ?? []);
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return undefined;
  }
};

const probe = async (graph: GraphClient, place: Place): Promise<'yes' | 'refused' | 'absent'> => {
  try {
    const path = `${placePath(place)}/messages?$top=1`;
    await graph.act({ method: 'GET', path, as: 'app', urgency: LAST });
    return 'yes';
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    return code === 'message-gone' ? 'absent' : 'refused';
  }
};

const owners = async (graph: GraphClient, place: Place): Promise<readonly PersonId[]> => {
  if (place.kind !== 'channel') return [];
  const members = await readAll(graph, `${placePath(place)}/members`);
  return members.flatMap((one) => {
    const oid = text(at(one, 'userId'));
    const owns = list(at(one, 'roles')).includes('owner');
    return oid === undefined || !owns ? [] : [personId(text(at(one, 'tenantId')) ?? place.tenant, oid)];
  });
};

/** Microsoft Graph as the port that looks what the app can see; shares the pace of the ports that act. */
export const seeCoverage = (graph: GraphClient, appId: string): ChatCoverage => ({
  channels: async (team) => (await readAll(graph, `/teams/${part(team)}/channels`)).flatMap(channelFrom),
  grants: (place) => grants(graph, appId, place),
  probe: (place) => probe(graph, place),
  owners: (place) => owners(graph, place),
});
