import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { PolicyFault, readPolicy } from '../../../bot/policy/read-policy.ts';
import { onCall } from '../../../bot/policy/opinion/on-call.ts';
import { opinionsOf, organisationsAsking, wardOf } from '../../../bot/policy/opinions-of.ts';
import { burnsConsultant, registrar } from '../../../bot/local/demonstration/people.ts';
import { wardSeven } from '../../../bot/local/demonstration/places.ts';
import { conversationId, organisationId, personId, tenantId } from '../../../bot/set/ids.ts';
import { instant } from '../../../bot/set/instant.ts';
import type { Place } from '../../../bot/set/place.ts';

const DEMONSTRATION = readFileSync('bot/local/demonstration/policy.yaml', 'utf8');
const XHB = organisationId('XHB');

/** A file whose block of opinions is this, and nothing else of note. */
const file = (block: string): string => `organisations:
  - ods: XHB
    name: Harbourside
    viewerTenants: [5afe1194-0000-4000-8000-000000000001]
    people: ['*']
    unfiledOwner: 5afe0000-0000-4000-8000-000000000004
    conversations: []
    opinions:
${block
  .split('\n')
  .map((line) => `      ${line}`)
  .join('\n')}
`;
const faults = (block: string): readonly string[] => {
  try {
    readPolicy(file(block));
    return [];
  } catch (thrown) {
    if (thrown instanceof PolicyFault) return thrown.faults;
    throw thrown;
  }
};
const role = (rota: string): string =>
  `switchboard: 01632 960 000\nroles:\n  - id: plastics\n    name: plastics\n    ring: bleep 1\n    rota: ${rota}`;
const PERSON = '5afe0000-0000-4000-8000-000000000003';

describe('Second opinions in the policy file', () => {
  it('the demonstration’s name who is on call, whose rota never has a gap', () => {
    const opinions = opinionsOf(readPolicy(DEMONSTRATION), XHB);
    expect(opinions?.switchboard).toBe('01632 960 000');
    const [plastics] = opinions?.roles ?? [];
    const rota = plastics?.rota.kind === 'inline' ? plastics.rota.rota : 'missing';
    for (const at of ['2026-11-21T03:00:00Z', '2026-11-22T08:00:00Z', '2026-12-25T07:59:00Z'])
      expect(onCall(rota, instant(at))).toMatchObject({ people: [registrar.oid, expect.any(String)] });
  });

  it('a question calls a place what the file calls it, and never what anybody may have named a conversation', () => {
    const policy = readPolicy(DEMONSTRATION);
    const place = (conversation: string): Place => ({
      tenant: tenantId(registrar.tid),
      kind: 'channel',
      team: wardSeven.groupId,
      conversation: conversationId(conversation),
      reference: '',
    });
    expect(wardOf(policy, XHB, place(wardSeven.channels[0]?.id ?? ''))).toBe('Ward 7');
    expect(wardOf(policy, XHB, place('19:somewhere-else'))).toBe('Harbourside Hospitals');
  });

  it('lets in the very people another trust is named with, and nobody else of that tenant', () => {
    const policy = readPolicy(DEMONSTRATION);
    const account = (oid: string, guest = false) => ({
      ...{ person: personId(burnsConsultant.tid, oid), name: '', roles: [], mfa: true, guest },
    });
    expect(organisationsAsking(policy, account(burnsConsultant.oid))).toEqual([XHB]);
    expect(organisationsAsking(policy, account(PERSON))).toEqual([]);
    expect(organisationsAsking(policy, account(burnsConsultant.oid, true))).toEqual([]);
  });

  it('standing limits are 5 minutes and an hour, and nobody outside is asked unless the file says so', () => {
    const read = opinionsOf(readPolicy(file('switchboard: 01632 960 000')), XHB);
    expect(read).toMatchObject({ seenWithin: { urgent: 5, today: 60 }, askOutside: false, roles: [] });
    expect(opinionsOf(readPolicy(DEMONSTRATION), organisationId('XFV'))).toBeUndefined();
  });

  it.each([
    ['a number is missing', 'askOutside: no', /line \d+: "switchboard" must be a telephone/],
    ['an unknown word', 'switchboard: 01632 960 000\nswitchbord: x', /line 10: "switchbord" is not a word/],
    [
      'no yes and no no',
      'switchboard: 01632 960 000\naskOutside: perhaps',
      /line 10: "askOutside" must be yes or no/,
    ],
    [
      'minutes that are none',
      'switchboard: 01632 960 000\nseenWithin: { urgent: soon }',
      /"urgent" must be whole minutes/,
    ],
    [
      'a role without a rota',
      `switchboard: 01632 960 000\nroles: [{ id: A, name: a, ring: b }]`,
      /"id" must be small letters/,
    ],
    [
      'a turn that ends before it begins',
      role(`{ dated: [{ from: 2026-03-02T08:00, to: 2026-03-01T08:00, people: [${PERSON}] }] }`),
      /a turn ends after it begins/,
    ],
    [
      'a day there never was',
      role(`{ dated: [{ from: 2026-02-30T08:00, to: 2026-03-01T08:00, people: [${PERSON}] }] }`),
      /is no real day and time/,
    ],
    [
      'somebody by their name',
      role(`{ weekly: [{ from: '08:00', to: '20:00', people: [Grace] }] }`),
      /"people" must be a person's object id/,
    ],
    [
      'a weekday of another language',
      role(`{ weekly: [{ days: [lundi], from: '08:00', to: '20:00', people: [${PERSON}] }] }`),
      /"days" must be one of sun, mon/,
    ],
    ['two rotas for one role', role('{ file: /a, url: "https://b.example/c" }'), /in one of them alone/],
    ['an address in the clear', role('{ url: "http://b.example/c" }'), /"url" must be an https address/],
    [
      'an address with a password',
      role('{ url: "https://me:secret@b.example/c" }'),
      /"url" must be an https address/,
    ],
    [
      'the own tenant as another trust',
      'switchboard: 01632 960 000\notherTrusts: [{ tenant: 5afe1194-0000-4000-8000-000000000001, name: Us, people: [] }]',
      /is one of viewerTenants/,
    ],
  ])('%s is a fault with its line', (_what, block, says) => {
    expect(faults(block).join('\n')).toMatch(says);
  });
});
