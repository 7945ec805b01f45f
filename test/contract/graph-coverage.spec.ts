import { consultant, nurse, registrar, TENANT_ID } from '../../bot/local/demonstration/people.ts';
import { nightTeam, wardSeven } from '../../bot/local/demonstration/places.ts';
import type { Weather } from '../../bot/local/ward/page-contract.ts';
import { personId } from '../../bot/set/ids.ts';
import { openWardChat } from '../adapters/teams/ward-chat.ts';
import { personAt, setWeather } from '../local/ward/open-ward.ts';
import { chatCoverageContract } from './chat-coverage.ts';

const channel = wardSeven.channels[0]?.id ?? '';

chatCoverageContract('Graph and the token service, as the ward speaks them', async () => {
  const chat = await openWardChat();
  let weather: Weather = {};
  const change = async (part: Weather): Promise<void> => {
    weather = { ...weather, ...part };
    await setWeather(chat.ward, weather);
  };
  return {
    seen: chat.coverage,
    signIns: chat.teams.tokens,
    team: wardSeven.groupId,
    channel: chat.channel,
    secondChannel: wardSeven.channels[1]?.id ?? '',
    groupChat: chat.groupChat,
    owner: personId(consultant.tid, consultant.oid),
    person: personId(TENANT_ID, nurse.oid),
    colleague: personId(TENANT_ID, registrar.oid),
    restore: async () => {
      weather = {};
      await setWeather(chat.ward, weather);
    },
    makePrivate: () => change({ channelKinds: { [channel]: 'private' } }),
    withhold: (where, permission) =>
      change({ grantsMissing: { [where === 'team' ? wardSeven.groupId : nightTeam.id]: [permission] } }),
    goAway: () => change({ faults: [{ route: 'graph.*', status: 503, times: 1 }] }),
    signIn: async () => {
      await personAt(chat.ward, nurse).signIn();
    },
    posts: async () => (await personAt(chat.ward, nurse).see(channel)).length,
    close: () => chat.close(),
  };
});
