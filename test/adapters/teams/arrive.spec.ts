import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { teamsMessages } from '../../../bot/adapters/teams/listen.ts';
import type { Request } from '../../../bot/adapters/teams/read-body.ts';
import { guest, nurse } from '../../../bot/local/demonstration/people.ts';
import { nightTeam, wardSeven } from '../../../bot/local/demonstration/places.ts';
import type { Place } from '../../../bot/set/place.ts';
import { personAt, setWeather, until } from '../../local/ward/open-ward.ts';
import { openWardChat } from './ward-chat.ts';
import type { WardChat } from './ward-chat.ts';

/** The policy of this spec lists the night team's chat alone. */
const isListed = ({ conversation }: Place): boolean => conversation === nightTeam.id;

describe('where the app arrives', () => {
  let chat: WardChat;
  let close: () => Promise<void>;
  const changed: Place[] = [];
  const failures: unknown[] = [];

  beforeAll(async () => {
    chat = await openWardChat();
    const take = teamsMessages(
      chat.teams,
      {
        rang: async () => undefined,
        installed: async () => undefined,
        lists: isListed,
        membersChanged: async (place) => {
          changed.push(place);
        },
        pressed: async () => ({ kind: 'done' }),
        signedIn: async () => undefined,
        asked: async () => ({ kind: 'my-sets', sets: [] }),
        camera: () => 'https://safelight.example/capture',
        moved: async () => 'moving',
      },
      { failed: (error) => failures.push(error) },
    );
    const server = createServer((request: Request, response) => void take(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    chat.ward.setBotEndpoint(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`);
    close = async () => {
      await chat.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    };
  });
  afterAll(() => close());

  const saidIn = (place: string): Promise<string> =>
    until(async () => {
      const [first] = (await personAt(chat.ward, nurse).see(place)).filter((one) => one.from.bot);
      return first === undefined ? undefined : JSON.stringify(first.attachments);
    });

  it('says plainly where nothing is protected, once, and elsewhere that it is here', async () => {
    expect(await saidIn(nightTeam.id)).toContain('Safelight is here');
    const channel = wardSeven.channels[0]?.id ?? '';
    expect(await saidIn(channel)).toContain('Safelight does not protect this conversation');
    expect((await personAt(chat.ward, nurse).see(channel)).filter((one) => one.from.bot)).toHaveLength(1);
    expect(await saidIn(`bot:${nurse.oid}`)).toContain('Safelight does not protect this conversation');
    expect(failures).toEqual([]);
  });

  it('hears who comes and who leaves, and not that it came itself', async () => {
    expect(changed).toEqual([]);
    await setWeather(chat.ward, { joined: { [nightTeam.id]: [guest.oid] } });
    const place = await until(() => changed[0]);
    expect(place).toMatchObject({ kind: 'groupChat', conversation: nightTeam.id });
    expect((await chat.read.members(place)).find((one) => one.person.oid === guest.oid)?.guest).toBe(true);
    await setWeather(chat.ward, {});
    await until(() => changed[1]);
    expect(await chat.read.member(place, { tid: place.tenant, oid: guest.oid })).toBeUndefined();
  });
});
