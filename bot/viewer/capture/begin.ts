import { createHmac } from 'node:crypto';
import { CONSENT_WORDS_VERSION } from '../../../cards/text/consent-script.ts';
import { beginCapture } from '../../actions/begin-capture.ts';
import { bandRulesIn } from '../../policy/band/band-rules.ts';
import { consentRulesOf, wordsVersion } from '../../policy/consent-rules.ts';
import { CAPTURE_LIMITS } from '../../policy/capture.ts';
import { opinionsOf } from '../../policy/opinions-of.ts';
import { asSafelightError, SafelightError } from '../../set/errors.ts';
import type { OrganisationId } from '../../set/ids.ts';
import { samePerson } from '../../set/ids.ts';
import type { Place } from '../../set/place.ts';
import type { OpenCapture } from '../../set/staged.ts';
import { capital } from '../ask/capital.ts';
import { json } from '../http/plain.ts';
import { leafletQuery } from '../leaflet/leaflet-address.ts';
import type { Room } from '../room.ts';
import type { BeginAnswer } from './contract.ts';
import type { CaptureAnswer, CapturedBy } from './door.ts';
import { captureNamed, requireMember } from './open-capture.ts';
import { fields, JSON_LIMIT } from './read-json.ts';
import { openTicket } from './ticket.ts';

type BeginRoom = Pick<
  Room,
  'captures' | 'ledger' | 'chat' | 'names' | 'keys' | 'policy' | 'clock' | 'cookieKey' | 'log' | 'live'
>;

/** `POST /capture/begin`: a new one for the ticket's place and thread, or one's own that is still open. */
export const begin =
  (room: BeginRoom): CaptureAnswer =>
  async (asked) => {
    const { ticket, capture } = fields(await asked.body.json(JSON_LIMIT));
    const open =
      typeof capture === 'string'
        ? await stillOpen(room, asked, capture)
        : await fromTicket(room, asked, typeof ticket === 'string' ? ticket : '');
    const placeName = await nameOf(room, open.place);
    const { chunkBytes, maxBytes, maxImages } = CAPTURE_LIMITS;
    const rules = consentRulesOf(room.policy, open.organisation, open.place);
    const answer: BeginAnswer = {
      capture: open.id,
      placeKind: open.place.kind,
      ...(placeName === undefined ? {} : { placeName }),
      who: { name: asked.account.name },
      ...{ chunkBytes, maxBytes, maxImages },
      browserKey: browserKey(asked.signInSecret),
      band: bandRulesIn(room.policy, room.live)(open.organisation),
      ...rolesIn(room, open.organisation),
      leaflet: leafletQuery(open.organisation),
      words: wordsVersion(CONSENT_WORDS_VERSION, rules),
      ...(rules.ownWords === undefined ? {} : { ownWords: rules.ownWords }),
    };
    return json(200, answer);
  };

/** Forged, too old, and made for somebody else: one answer. */
const fromTicket = async (room: BeginRoom, { account }: CapturedBy, text: string): Promise<OpenCapture> => {
  const ticket = openTicket(text, room.clock.now(), room.cookieKey);
  if (ticket === undefined || !samePerson(ticket.person, account.person))
    throw new SafelightError('capture-ticket-over');
  const { place, root } = ticket;
  const { organisation } = await requireMember(room, account, place);
  const rooted = root === undefined ? {} : { root };
  return beginCapture(room)({ organisation, person: account.person, place, ...rooted });
};

const stillOpen = async (room: BeginRoom, { account }: CapturedBy, id: string): Promise<OpenCapture> => {
  const capture = await captureNamed(room, account, id);
  if (capture.state !== 'open') throw new SafelightError('capture-over');
  await requireMember(room, account, capture.place);
  return capture;
};

const rolesIn = ({ policy }: BeginRoom, organisation: OrganisationId): Pick<BeginAnswer, 'roles'> => {
  const roles = opinionsOf(policy, organisation)?.roles ?? [];
  return roles.length === 0 ? {} : { roles: roles.map(({ id, name }) => ({ id, name: capital(name) })) };
};

/** A name is a kindness: without it the page says what kind of conversation it is. */
const nameOf = async ({ names, log }: BeginRoom, place: Place): Promise<string | undefined> => {
  try {
    return await names.nameOf(place);
  } catch (thrown) {
    log.warn({ code: asSafelightError(thrown).code }, 'a conversation’s name was not had');
    return undefined;
  }
};

/** Follows from the sign-in alone: nothing of it is kept here, and it is gone with the session. */
const browserKey = (secret: Uint8Array): string =>
  createHmac('sha256', secret).update('safelight/browser-key/1').digest('base64url');
