import { conversationId, personId, tenantId } from '../../bot/set/ids.ts';
import type { Place } from '../../bot/set/place.ts';
import { channel, memorySeen } from '../memory/seen.ts';
import { chatCoverageContract } from './chat-coverage.ts';

const TENANT = 'tenant-1';
const TEAM = 'team-1';
const at = (conversation: string, more: Pick<Place, 'kind' | 'team'>): Place => ({
  tenant: tenantId(TENANT),
  conversation: conversationId(conversation),
  reference: '{}',
  ...more,
});

chatCoverageContract('in memory', async () => {
  const seen = memorySeen();
  const [nurse, registrar] = [personId(TENANT, 'nurse'), personId(TENANT, 'registrar')];
  const [photos, tea, night] = ['19:photos@thread.tacv2', '19:tea@thread.tacv2', '19:night@thread.v2'];
  const granted = seen.granted ?? [];
  const withheld = { team: new Set<string>(), chat: new Set<string>() };
  const sound = { ...seen };
  seen.grants = async (place) => {
    const missing = withheld[place.team === undefined ? 'chat' : 'team'];
    if (missing.has('TeamsAppInstallation.Read.Group')) seen.granted = undefined;
    return (await sound.grants(place))?.filter((one) => !missing.has(one));
  };
  return {
    seen,
    signIns: seen,
    team: TEAM,
    channel: at(photos, { kind: 'channel', team: TEAM }),
    secondChannel: tea,
    groupChat: at(night, { kind: 'groupChat' }),
    owner: nurse,
    person: nurse,
    colleague: registrar,
    restore: async () => {
      seen.teams.set(TEAM, [channel(photos), channel(tea)]);
      seen.owned.splice(0, seen.owned.length, nurse);
      seen.granted = granted;
      seen.refused.clear();
      seen.absent.add('19:gone@thread.v2');
      seen.away = false;
      withheld.team.clear();
      withheld.chat.clear();
    },
    makePrivate: async () => {
      seen.teams.set(TEAM, [channel(photos, 'private'), channel(tea)]);
    },
    withhold: async (where, permission) => {
      withheld[where].add(permission);
      if (where === 'chat') seen.refused.add(night);
    },
    goAway: async () => {
      seen.away = true;
    },
    signIn: async () => {
      seen.signedIn.add(nurse.oid);
    },
    posts: async () => 0,
    close: async () => undefined,
  };
});
