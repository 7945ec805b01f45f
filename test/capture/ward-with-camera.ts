import type { Person } from '../../bot/local/demonstration/people.ts';
import { HOSPITAL_NUMBER_SYSTEM } from '../../bot/local/demonstration/patients.ts';
import type { ConsentRules } from '../../bot/policy/consent/case.ts';
import type { ConversationRule } from '../../bot/policy/conversations.ts';
import type { OpinionRules } from '../../bot/policy/opinion/rules.ts';
import { HOUR } from '../../bot/set/instant.ts';
import { messageId } from '../../bot/set/ids.ts';
import type { ImageSet, StoredSet } from '../../bot/set/image-set.ts';
import { sealTicket } from '../../bot/viewer/capture/ticket.ts';
import type { World } from '../viewer/world.ts';
import { HARBOURSIDE, idOf, openWorld, policy, wardPhotos } from '../viewer/world.ts';
import type { Phone } from './phone.ts';
import { openPhone } from './phone.ts';

/** The web server with one conversation under protection, and whoever holds a phone in it. */
export interface CameraWard extends World {
  phone(person: Person): Promise<Phone>;
  ticket(person: Person, more?: { readonly root?: string }): string;
  sets(): Promise<readonly ImageSet[]>;
  stored(): Promise<StoredSet>;
}

export const openCameraWard = async (
  opinions?: OpinionRules,
  asksMore: { readonly ward?: Partial<ConversationRule>; readonly consent?: ConsentRules } = {},
): Promise<CameraWard> => {
  const [own, ...others] = policy.organisations;
  if (own === undefined) throw new Error('no organisation');
  const rule = {
    mode: 'protect',
    lapseAfterMs: 72 * HOUR,
    where: { kind: 'team', team: 'ward-7', channels: ['*'], except: [] },
    ...asksMore.ward,
  } as const;
  const wristbands = { hospitalNumbers: ['H#######'], hospitalSystem: HOSPITAL_NUMBER_SYSTEM };
  const asks = opinions === undefined ? {} : { opinions };
  const { consent } = asksMore;
  const here = {
    ...own,
    conversations: [rule],
    wristbands,
    ...asks,
    ...(consent === undefined ? {} : { consent }),
  };
  const world = await openWorld({ change: () => ({ policy: { organisations: [here, ...others] } }) });
  const sets = () => world.ledger.find(HARBOURSIDE, { by: 'all' });
  return {
    ...world,
    sets,
    phone: async (person) => openPhone(world.address, await world.as(person)),
    ticket: (person, { root } = {}) =>
      sealTicket(
        {
          place: wardPhotos,
          person: idOf(person),
          ...(root === undefined ? {} : { root: messageId(root) }),
        },
        world.clock.now(),
        world.parts.cookieKey,
      ),
    stored: async () => {
      const [set, ...more] = await sets();
      if (set?.state !== 'stored' || more.length > 0)
        throw new Error(`${more.length + 1} sets, the first is ${String(set?.state)}`);
      return set;
    },
  };
};
