import { nurse, outsider, registrar, TENANT_ID } from '../../bot/local/demonstration/people.ts';
import type { Person } from '../../bot/local/demonstration/people.ts';
import { wardSeven } from '../../bot/local/demonstration/places.ts';
import type { SeenMessage, Upload, Weather } from '../../bot/local/ward/page-contract.ts';
import { MINUTE } from '../../bot/set/instant.ts';
import { messageId, personId } from '../../bot/set/ids.ts';
import type { PersonId } from '../../bot/set/ids.ts';
import type { MessagePlace } from '../../bot/set/place.ts';
import { setOfCard } from '../../cards/teams/set-of-card.ts';
import { openWardChat } from '../adapters/teams/ward-chat.ts';
import { personAt, setWeather } from '../local/ward/open-ward.ts';
import { chatContract } from './chat.ts';

const channel = wardSeven.channels[0]?.id ?? '';
const idOf = (person: Person): PersonId => personId(TENANT_ID, person.oid);
const upload = (bytes: Uint8Array): Upload => ({
  name: 'photo.png',
  contentType: 'image/png',
  base64: Buffer.from(bytes).toString('base64'),
});
const cardsOf = (message: SeenMessage): readonly unknown[] =>
  message.attachments.filter((one) => one.kind === 'card').map((one) => one.card);

chatContract('Teams and Graph, as the ward speaks them', async () => {
  // A refusal is believed for a minute: whoever grants something here waits that long.
  let minutes = 0;
  const chat = await openWardChat({}, () => Date.now() + minutes * MINUTE);
  const { ward } = chat;
  const person = personAt(ward, nurse);
  let weather: Weather = {};
  const change = async (part: Weather): Promise<void> => {
    minutes += 2;
    weather = { ...weather, ...part };
    await setWeather(ward, weather);
  };
  return {
    read: chat.read,
    remove: chat.remove,
    post: chat.post,
    place: chat.channel,
    poster: idOf(nurse),
    colleague: { person: idOf(registrar), name: registrar.name },
    outsider: idOf(outsider),
    async say({ text = '', inline = [], files = [], link, mentions = [], replyTo }): Promise<MessagePlace> {
      const root = replyTo === undefined ? undefined : (replyTo.root ?? replyTo.message);
      const id = await person.post(channel, {
        text,
        inline: inline.map(upload),
        files: files.map(upload),
        mentions: mentions.map((one) => one.oid),
        ...(link === undefined ? {} : { link: upload(link) }),
        ...(root === undefined ? {} : { replyTo: root }),
      });
      return { place: chat.channel, message: messageId(id), ...(root === undefined ? {} : { root }) };
    },
    edit: async (at, add) => {
      await person.edit(channel, at.message, { addInline: [upload(add)] });
    },
    deleteByPoster: async (at) => {
      await person.delete(channel, at.message);
    },
    undo: async (at) => {
      await person.undo(channel, at.message);
    },
    signIn: async () => {
      await person.signIn();
    },
    signOut: async () => {
      await person.call('POST', 'sign-out');
    },
    dlpLicence: (on) => change({ dlpLicence: on }),
    siteWrite: (on) => change({ siteWrite: on ? [wardSeven.siteId] : [] }),
    cardsFor: async (at, set) =>
      (await person.see(channel))
        .filter((one) => one.from.bot && one.replyTo === (at.root ?? at.message))
        .flatMap(cardsOf)
        .filter((card) => setOfCard(card) === set).length,
    saidIn: async (at) =>
      (await person.see(channel))
        .filter((one) => one.from.bot && one.replyTo === (at.root ?? at.message))
        .filter((one) => cardsOf(one).every((card) => setOfCard(card) === undefined)).length,
    announced: async () =>
      (await person.see(channel)).filter((one) => one.from.bot && one.replyTo === undefined).length,
    toldTo: async ({ oid }) => (await person.see(`bot:${oid}`)).filter((one) => one.from.bot).length,
    close: () => chat.close(),
  };
});
