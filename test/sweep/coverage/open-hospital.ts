import type { ConversationRule, Policy } from '../../../bot/policy/conversations.ts';
import type { ChatMember } from '../../../bot/ports/chat.ts';
import { conversationId, organisationId, personId, tenantId } from '../../../bot/set/ids.ts';
import { HOUR } from '../../../bot/set/instant.ts';
import type { Place } from '../../../bot/set/place.ts';
import { closeSignIn } from '../../../bot/sweep/coverage/close-sign-in.ts';
import { keepLooking } from '../../../bot/sweep/coverage/keep-looking.ts';
import { lookSoon } from '../../../bot/sweep/coverage/look-at-coverage.ts';
import type { CoverageNote, CoverageRoom } from '../../../bot/sweep/coverage/room.ts';
import { memoryChat } from '../../memory/chat.ts';
import { movableClock } from '../../memory/clock.ts';
import { memoryCoverage, memoryOnce, memoryRegularWork } from '../../memory/coverage.ts';
import { channel, memorySeen } from '../../memory/seen.ts';
import { memoryWatching } from '../../memory/watching.ts';

export const A = organisationId('XHB');
export const PHOTOS = '19:photos@thread.tacv2';
export const NIGHT = '19:night@thread.v2';
export const nurse = personId('home', 'nurse');
export const owner = personId('home', 'owner');
export const visitor = personId('elsewhere', 'visitor');

const member = (person: typeof nurse, guest = false): ChatMember => ({ person, name: person.oid, guest });

const rules = (mode: 'protect' | 'observe'): readonly ConversationRule[] => [
  { mode, lapseAfterMs: HOUR, where: { kind: 'team', team: 'team-a', channels: ['*'], except: [] } },
  { mode, lapseAfterMs: HOUR, where: { kind: 'chat', chat: NIGHT } },
];

export const place = (kind: Place['kind'], conversation: string): Place => ({
  tenant: tenantId('home'),
  kind,
  ...(kind === 'channel' ? { team: 'team-a' } : {}),
  conversation: conversationId(conversation),
  reference: '{}',
});

/** A team with one channel and a chat under protection, everything granted, everybody signed in. */
export const openHospital = async (mode: 'protect' | 'observe' = 'protect') => {
  const clock = movableClock();
  const chat = memoryChat(clock);
  chat.members.push(member(nurse), member(owner));
  const seen = memorySeen();
  seen.teams.set('team-a', [channel(PHOTOS)]);
  seen.owned.push(owner);
  for (const { oid } of [nurse, owner]) seen.signedIn.add(oid);
  const policy: Policy = {
    organisations: [
      {
        id: A,
        name: 'Harbourside',
        viewerTenants: ['home'],
        refusedRoles: [],
        people: ['*'],
        unfiledOwner: 'owner',
        conversations: rules(mode),
      },
    ],
  };
  const watching = memoryWatching();
  const notes: CoverageNote[] = [];
  const room: CoverageRoom = {
    chat: seen,
    signIns: seen,
    read: chat.read,
    post: chat.post,
    watching,
    kept: memoryCoverage(),
    once: memoryOnce(),
    work: memoryRegularWork(),
    policy,
    clock,
    placeLike: (known, conversation) => ({ ...known, conversation }),
    tell: (note) => notes.push(note),
  };
  await watching.installed(A, place('channel', PHOTOS), clock.now());
  await watching.installed(A, place('groupChat', NIGHT), clock.now());
  const look = keepLooking(room);
  return {
    clock,
    chat,
    seen,
    room,
    notes,
    look: () => look.turn(),
    somebodyCame: lookSoon(room),
    signedIn: closeSignIn(room),
    kept: (conversation: string) =>
      room.kept.all(A).then((all) => all.find((one) => one.place.conversation === conversation)),
    join: (person: typeof nurse, guest = false) => {
      chat.members.push(member(person, guest));
    },
    told: () => chat.told.map((one) => `${one.person.oid} ${one.notice.kind}`),
  };
};
