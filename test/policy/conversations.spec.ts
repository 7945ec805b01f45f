import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Policy } from '../../bot/policy/conversations.ts';
import { organisationOfPerson, organisationsOf, protectionOf } from '../../bot/policy/conversations.ts';
import { readPolicy } from '../../bot/policy/read-policy.ts';
import type { Account } from '../../bot/set/account.ts';
import { conversationId, personId, tenantId } from '../../bot/set/ids.ts';
import { HOUR } from '../../bot/set/instant.ts';
import type { Place } from '../../bot/set/place.ts';

const TENANT = '5afe1194-0000-4000-8000-000000000001';
const WARD = '5afe7ea3-0000-4000-8000-000000000001';
const COMMUNITY = '5afe7ea3-0000-4000-8000-000000000002';
const FELLVIEW_NURSE = '5afe0000-0000-4000-8000-000000000008';
const ANYBODY = '5afe0000-0000-4000-8000-000000000001';

const policy: Policy = readPolicy(`
version: 1
organisations:
  - ods: XHB
    name: Harbourside
    viewerTenants: [${TENANT}]
    people: ["*"]
    unfiledOwner: ${ANYBODY}
    conversations:
      - team: ${WARD}
        channels: ["19:photos@thread.tacv2"]
        lapseAfterHours: 12
      - team: ${WARD}
        channels: ["*"]
        except: ["19:social@thread.tacv2", "19:photos@thread.tacv2"]
        mode: observe
      - chat: "19:night@thread.v2"
    personalChats:
      lapseAfterHours: 24
  - ods: XFV
    name: Fellview
    viewerTenants: [${TENANT}]
    people: [${FELLVIEW_NURSE}]
    unfiledOwner: ${FELLVIEW_NURSE}
    conversations:
      - team: ${COMMUNITY}
        channels: ["*"]
`);

const channel = (team: string, id: string): Place => ({
  tenant: tenantId(TENANT),
  kind: 'channel',
  team,
  conversation: conversationId(id),
  reference: '{}',
});
const chat = (kind: 'groupChat' | 'personal', id: string): Place => ({
  tenant: tenantId(TENANT),
  kind,
  conversation: conversationId(id),
  reference: '{}',
});
const protectionIn = (place: Place, poster = ANYBODY): unknown => protectionOf(policy, place, poster);

describe('A conversation', () => {
  it.each([
    [
      'a channel named in the file, with its own time',
      channel(WARD, '19:photos@thread.tacv2'),
      'XHB',
      'protect',
      12,
    ],
    [
      'any other channel of a team listed whole',
      channel(WARD, '19:handover@thread.tacv2'),
      'XHB',
      'observe',
      72,
    ],
    ['a channel of another organisation', channel(COMMUNITY, '19:wounds@thread.tacv2'), 'XFV', 'protect', 72],
    ['a group chat named in the file', chat('groupChat', '19:night@thread.v2'), 'XHB', 'protect', 72],
  ])('is under protection when it is %s', (_, place, organisation, mode, hours) => {
    expect(protectionIn(place)).toEqual({ organisation, mode, lapseAfterMs: hours * HOUR });
  });

  it.each([
    ['a channel the file excepts', channel(WARD, '19:social@thread.tacv2')],
    [
      'a channel of a team nobody listed',
      channel('5afe7ea3-0000-4000-8000-000000000009', '19:photos@thread.tacv2'),
    ],
    ['a group chat nobody listed', chat('groupChat', '19:weekend@thread.v2')],
  ])('is left alone when it is %s', (_, place) => {
    expect(protectionIn(place)).toBeUndefined();
  });

  it('is never taken for another kind of place with the same id', () => {
    expect(protectionIn(chat('groupChat', '19:photos@thread.tacv2'))).toBeUndefined();
    expect(protectionIn(channel(WARD, '19:night@thread.v2'))).not.toHaveProperty('mode', 'protect');
  });

  it('nobody listed is left alone, whatever it is called', () => {
    fc.assert(
      fc.property(
        fc.uuid(),
        fc.string(),
        fc.constantFrom('channel' as const, 'groupChat' as const),
        (team, id, kind) => {
          fc.pre(team !== WARD && team !== COMMUNITY && id !== '19:night@thread.v2');
          const place = { ...channel(team, id), kind };
          expect(protectionIn(place)).toBeUndefined();
        },
      ),
    );
  });
});

describe('A personal chat with the bot', () => {
  it('belongs to the poster’s own organisation', () => {
    expect(protectionIn(chat('personal', 'a:1'))).toEqual({
      organisation: 'XHB',
      mode: 'protect',
      lapseAfterMs: 24 * HOUR,
    });
  });

  it('is left alone where that organisation does not take personal chats', () => {
    expect(protectionIn(chat('personal', 'a:1'), FELLVIEW_NURSE)).toBeUndefined();
  });
});

describe('A person', () => {
  it('works for the organisation that lists them, before the one that takes everybody', () => {
    expect(organisationOfPerson(policy, FELLVIEW_NURSE)?.id).toBe('XFV');
    expect(organisationOfPerson(policy, ANYBODY)?.id).toBe('XHB');
  });

  it('works for none where no organisation takes everybody', () => {
    const listed = { organisations: policy.organisations.filter((one) => one.id === 'XFV') };
    expect(organisationOfPerson(listed, ANYBODY)).toBeUndefined();
  });

  it('may ask for sets of the organisations that name their home tenant, and of no other', () => {
    const account = (tid: string): Account => ({
      person: personId(tid, ANYBODY),
      name: 'A. Person',
      roles: [],
      mfa: true,
      guest: false,
    });
    expect(organisationsOf(policy, account(TENANT))).toEqual(['XHB', 'XFV']);
    expect(organisationsOf(policy, account('5afe1194-0000-4000-8000-000000000002'))).toEqual([]);
  });
});
