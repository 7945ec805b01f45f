import { personId, tenantId, conversationId } from '../../bot/set/ids.ts';
import type { Place } from '../../bot/set/place.ts';
import { memoryChat } from '../memory/chat.ts';
import { movableClock } from '../memory/clock.ts';
import { chatContract } from './chat.ts';

const place: Place = {
  tenant: tenantId('t'),
  kind: 'channel',
  team: 'team',
  conversation: conversationId('19:c@thread.tacv2'),
  reference: '',
};
const poster = personId('t', 'nurse');
const colleague = { person: personId('t', 'registrar'), name: 'Grace Okafor' };

chatContract('in memory', async () => {
  const chat = memoryChat(movableClock());
  chat.members.push({ person: poster, name: 'Asha Nair', guest: false }, { ...colleague, guest: false });
  return {
    read: chat.read,
    remove: chat.remove,
    post: chat.post,
    place,
    poster,
    colleague,
    outsider: personId('t', 'outsider'),
    say: async ({ files = [], link, ...said }) =>
      chat.say(place, poster, {
        ...said,
        files: [
          ...files.map((bytes) => ({ bytes })),
          ...(link === undefined ? [] : [{ bytes: link, elsewhere: true }]),
        ],
      }),
    edit: async (at, add) => {
      chat.edit(at, add);
    },
    deleteByPoster: async (at) => {
      chat.deleteByPoster(at);
    },
    undo: async (at) => {
      chat.undo(at);
    },
    signIn: async () => {
      chat.signedIn.add(poster.oid);
    },
    signOut: async () => {
      chat.signedIn.delete(poster.oid);
    },
    dlpLicence: async (on) => {
      chat.dlpLicence = on;
    },
    siteWrite: async (on) => {
      chat.siteWrite = on;
    },
    cardsFor: async (at, set) =>
      chat.cards.filter((one) => one.set === set && one.root === (at.root ?? at.message)).length,
    saidIn: async (at) => chat.said.filter((one) => one.root === (at.root ?? at.message)).length,
    announced: async () => chat.announced.length,
    toldTo: async (person) => chat.told.filter((one) => one.person.oid === person.oid).length,
    close: async () => undefined,
  };
});
