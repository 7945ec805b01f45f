import { describe, expect, it } from '@jest/globals';
import { gapsOf, outsidersOf } from '../../bot/policy/coverage.ts';
import type { Found } from '../../bot/policy/coverage.ts';
import { organisationId, personId } from '../../bot/set/ids.ts';

const ALL = ['ChannelMessage.Read.Group', 'ChannelMember.Read.Group', 'ChannelSettings.Read.Group'];
const well: Found = { kind: 'channel', installed: true, channelKind: 'standard', grants: ALL, probe: 'yes' };

describe('whether a conversation is covered', () => {
  it.each([
    ['it is, with everything granted and a probe that comes back', {}, []],
    ['it is, where only the list of grants is kept from us', { grants: undefined }, []],
    ['a private channel is not', { channelKind: 'private', probe: 'refused' }, ['bots-cannot-see']],
    [
      'a shared channel is not, even if its messages can be read',
      { channelKind: 'shared' },
      ['bots-cannot-see'],
    ],
    ['without consent to reading it is not', { grants: ALL.slice(1), probe: 'refused' }, ['grant-missing']],
    [
      'a team the app was never added to is not',
      { installed: false, grants: undefined, probe: 'refused' },
      ['not-installed'],
    ],
    ['what was granted and is refused all the same is not', { probe: 'refused' }, ['does-not-answer']],
    ['a channel its team does not have is none', { channelKind: 'absent', probe: 'refused' }, ['absent']],
    [
      'a chat that is not there is none',
      { kind: 'groupChat', grants: undefined, probe: 'absent' },
      ['absent'],
    ],
    [
      'a chat needs its own consent',
      { kind: 'groupChat', grants: ['ChatMember.Read.Chat'] },
      ['grant-missing'],
    ],
  ] as const)('%s', (_title, more, gaps) => {
    expect(gapsOf({ ...well, ...more })).toEqual(gaps);
  });
});

describe('who does not belong in a clinical conversation', () => {
  const organisation = {
    id: organisationId('XHB'),
    name: 'Harbourside',
    viewerTenants: ['home'],
    refusedRoles: [],
    people: ['*'],
    unfiledOwner: 'owner',
    conversations: [],
  };
  const rule = {
    mode: 'protect',
    lapseAfterMs: 1,
    knownGuests: ['known'],
    where: { kind: 'chat', chat: '19:x@thread.v2' },
  } as const;

  it('guests and people of other tenants, but for guests the policy says it knows there', () => {
    const members = [
      { person: personId('home', 'nurse'), guest: false },
      { person: personId('home', 'guest'), guest: true },
      { person: personId('elsewhere', 'federated'), guest: false },
      { person: personId('elsewhere', 'known'), guest: true },
    ];
    expect(outsidersOf(organisation, rule, members).map((one) => one.oid)).toEqual(['guest', 'federated']);
  });
});
