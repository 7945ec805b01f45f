import { protectionOf } from '../../policy/conversations.ts';
import { captureRefusal } from '../../policy/capture.ts';
import type { Account } from '../../set/account.ts';
import { asSafelightError } from '../../set/errors.ts';
import type { OrganisationId } from '../../set/ids.ts';
import type { Place } from '../../set/place.ts';
import { json } from '../http/plain.ts';
import type { Room } from '../room.ts';
import { organisationsToSearch, rulesOf } from '../who.ts';
import type { PlacesAnswer } from './contract.ts';
import type { CaptureAnswer } from './door.ts';
import { sealTicket } from './ticket.ts';

type PlacesRoom = Pick<
  Room,
  'ledger' | 'chat' | 'names' | 'watching' | 'policy' | 'clock' | 'cookieKey' | 'log'
>;

/** Of one's own posts, how far back one's conversations are looked for. */
const OWN_POSTS = 50;
/** Each is a question to the platform. One's own come first. */
const MOST_ASKED = 40;
const AT_ONCE = 8;

/** `GET /capture/places`: conversations under protection that this person is in now, those they post to first. */
export const listPlaces =
  (room: PlacesRoom): CaptureAnswer =>
  async ({ account }) => {
    const organisations = organisationsToSearch(room.policy, account);
    const found = await Promise.all(organisations.map((one) => candidates(room, account, one)));
    const places = uniquePlaces(found.flat()).slice(0, MOST_ASKED);
    const open: PlacesAnswer['places'][number][] = [];
    for (let at = 0; at < places.length; at += AT_ONCE) {
      const some = places.slice(at, at + AT_ONCE);
      const offered = await Promise.all(some.map((place) => offer(room, account, place)));
      open.push(...offered.filter((one) => one !== undefined));
    }
    return json(200, { places: open } satisfies PlacesAnswer);
  };

const candidates = async (
  { ledger, watching }: PlacesRoom,
  { person }: Account,
  organisation: OrganisationId,
): Promise<readonly Place[]> => {
  const [own, watched] = await Promise.all([
    ledger.find(organisation, { by: 'poster', person, newest: OWN_POSTS }),
    watching.watched(organisation),
  ]);
  return [...own.map(({ origin }) => origin.place), ...watched.map(({ place }) => place)];
};

const uniquePlaces = (places: readonly Place[]): readonly Place[] => [
  ...new Map(places.map((place) => [`${place.tenant} ${place.conversation}`, place] as const)).values(),
];

const offer = async (
  room: PlacesRoom,
  account: Account,
  place: Place,
): Promise<PlacesAnswer['places'][number] | undefined> => {
  const { person } = account;
  const protection = protectionOf(room.policy, place, person.oid);
  if (protection === undefined || place.kind === 'personal') return undefined;
  try {
    const member = await room.chat.member(place, person);
    const membership = member === undefined ? 'none' : member.guest ? 'guest' : 'member';
    if (captureRefusal(account, rulesOf(room.policy, protection.organisation), membership) !== undefined)
      return undefined;
    const name = await room.names.nameOf(place);
    const ticket = sealTicket({ place, person }, room.clock.now(), room.cookieKey);
    return { ticket, kind: place.kind, ...(name === undefined ? {} : { name }) };
  } catch (thrown) {
    // One conversation that cannot be asked about hides no other.
    room.log.warn({ code: asSafelightError(thrown).code }, 'a conversation was not offered');
    return undefined;
  }
};
