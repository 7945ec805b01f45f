import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { PolicyFault, readPolicy } from '../../bot/policy/read-policy.ts';
import { SafelightError } from '../../bot/set/errors.ts';
import { HOUR } from '../../bot/set/instant.ts';

const TENANT = '5afe1194-0000-4000-8000-000000000001';
const PERSON = '5afe0000-0000-4000-8000-000000000001';

/** A policy of one organisation; the first line of `more` is line 9. */
const policyWith = (more: string): string => `version: 1
organisations:
  - ods: XHB
    name: Harbourside
    viewerTenants: [${TENANT}]
    people: ["*"]
    unfiledOwner: ${PERSON}
    conversations:
${more}`;
const NIGHT = '      - chat: "19:night@thread.v2"\n';

const faultsOf = (text: string): readonly string[] => {
  try {
    readPolicy(text);
    return [];
  } catch (thrown) {
    if (thrown instanceof PolicyFault) return thrown.faults;
    throw thrown;
  }
};

describe('The policy file', () => {
  it('that ships for the demonstration tenant has no fault, and says what its comments say', () => {
    const { organisations } = readPolicy(readFileSync('bot/local/demonstration/policy.yaml', 'utf8'));
    expect(organisations.map(({ id }) => id)).toEqual(['XHB', 'XFV']);
    expect(
      organisations.flatMap(({ conversations }) =>
        conversations.map(({ mode, lapseAfterMs }) => [mode, lapseAfterMs / HOUR]),
      ),
    ).toEqual([
      ['protect', 72],
      ['protect', 24],
      ['protect', 72],
    ]);
    expect(organisations.map(({ refusedRoles }) => refusedRoles)).toEqual([['Student'], ['Student']]);
  });

  it('protects for 72 hours and refuses students where it says nothing else', () => {
    const [organisation] = readPolicy(policyWith(NIGHT)).organisations;
    expect(organisation?.conversations).toEqual([
      { mode: 'protect', lapseAfterMs: 72 * HOUR, where: { kind: 'chat', chat: '19:night@thread.v2' } },
    ]);
    expect(organisation?.refusedRoles).toEqual(['Student']);
    expect(organisation?.personalChats).toBeUndefined();
  });

  it('says when shifts begin and who is on duty for what they left', () => {
    const text = policyWith(`${NIGHT}    shifts: ["08:00", "20:30"]\n    onDuty: [${PERSON}]\n`);
    const [organisation] = readPolicy(text).organisations;
    expect([organisation?.shifts, organisation?.onDuty]).toEqual([[480, 1230], [PERSON]]);
    expect(faultsOf(policyWith(`${NIGHT}    shifts: ["8 am"]\n`))).toEqual([
      expect.stringContaining('"shifts" must be'),
    ]);
  });

  it('a trust can ask for more than the guidance about consent, never for less', () => {
    const [asking] = readPolicy(
      policyWith(`${NIGHT}    consent: { writtenRequired: [research], phoneLevels: [making, care] }\n`),
    ).organisations;
    expect(asking?.consent).toEqual({
      writtenRequired: ['publication', 'research'],
      phoneLevels: ['making', 'care'],
    });
    expect(faultsOf(policyWith(`${NIGHT}    consent: { ownWords: <b>bold</b> }\n`))).toHaveLength(1);
    expect(faultsOf(policyWith(`${NIGHT}    consent: { ownWords: ${'long '.repeat(130)} }\n`))).toHaveLength(
      1,
    );
    expect(faultsOf(policyWith(`${NIGHT}    consent: { lapseAfterHoursUnder18: 0 }\n`))).toHaveLength(1);
    const [less] = readPolicy(policyWith(`${NIGHT}    consent: { writtenRequired: [] }\n`)).organisations;
    expect(less?.consent?.writtenRequired).toEqual(['publication']);
    expect(faultsOf(policyWith(`${NIGHT}    consent: { writtenRequired: [everything] }\n`))).toHaveLength(1);
  });

  it('names the channel that hears alerts, and the guests who are known to be there', () => {
    const text = policyWith(`${NIGHT}        knownGuests: [${PERSON}]
    alertsTo: { team: ${TENANT}, channel: "19:alerts@thread.tacv2" }
`);
    const [organisation] = readPolicy(text).organisations;
    expect(organisation?.alertsTo).toEqual({ team: TENANT, channel: '19:alerts@thread.tacv2' });
    expect(organisation?.conversations[0]?.knownGuests).toEqual([PERSON]);
  });

  it('gives each conversation the organisation’s mode and time unless it has its own', () => {
    const text = policyWith(`${NIGHT}      - chat: "19:day@thread.v2"
        mode: protect
        lapseAfterHours: 8
    mode: observe
    lapseAfterHours: 48
    personalChats: {}
`);
    const [organisation] = readPolicy(text).organisations;
    expect(organisation?.conversations.map(({ mode, lapseAfterMs }) => [mode, lapseAfterMs / HOUR])).toEqual([
      ['observe', 48],
      ['protect', 8],
    ]);
    expect(organisation?.personalChats).toEqual({ mode: 'observe', lapseAfterMs: 48 * HOUR });
  });
});

describe('A fault in the policy file is named with its line', () => {
  it.each([
    ['a misspelt mode', `${NIGHT}        mode: protct\n`, 'line 10: "mode" must be protect or observe'],
    [
      'a channel for alerts that is no channel',
      `${NIGHT}    alertsTo: { team: ${TENANT}, channel: general }\n`,
      'line 10: "channel" must be a channel id, 19:…',
    ],
    [
      'a channel for alerts without its team',
      `${NIGHT}    alertsTo: { channel: "19:x@thread.tacv2" }\n`,
      'line 10: "team" must be the team\'s group id',
    ],
    [
      'a known guest by name',
      `${NIGHT}        knownGuests: [Marta]\n`,
      'line 10: "knownGuests" must be a person\'s object id',
    ],
    ['a misspelt word', `${NIGHT}        mod: protect\n`, 'line 10: "mod" is not a word of this file here'],
    [
      'a team id that is no id',
      '      - team: ward-7\n        channels: ["*"]\n',
      'line 9: "team" must be the team\'s group id',
    ],
    [
      'a channel by its name',
      `      - team: ${TENANT}\n        channels: [Photos]\n`,
      'line 10: "channels" must be "*" or a channel id',
    ],
    ['a team without its channels', `      - team: ${TENANT}\n`, 'line 9: "channels" must be a list'],
    [
      'a chat and a team at once',
      `${NIGHT}        team: ${TENANT}\n`,
      'line 9: name either a team (with its channels) or a chat',
    ],
    [
      'neither chat nor team',
      '      - mode: protect\n',
      'line 9: name either a team (with its channels) or a chat',
    ],
    [
      'a time of no hours',
      `${NIGHT}        lapseAfterHours: 0\n`,
      'line 10: "lapseAfterHours" must be whole hours',
    ],
    [
      'a time in part hours',
      `${NIGHT}        lapseAfterHours: 1.5\n`,
      'line 10: "lapseAfterHours" must be whole hours',
    ],
    ['a conversation that is only text', '      - 19:night@thread.v2\n', 'line 9: a conversation must be'],
    [
      'personal chats without a mode or a time of their own',
      `${NIGHT}    personalChats: protect\n`,
      'line 10: "personalChats" must be a list',
    ],
    [
      'a word of another place',
      `${NIGHT}        ods: XHB\n`,
      'line 10: "ods" is not a word of this file here',
    ],
  ])('such as %s', (_, more, fault) => {
    const faults = faultsOf(policyWith(more));
    expect(faults.join('\n')).toContain(fault);
  });

  it('such as a version this Safelight does not read', () => {
    expect(faultsOf(policyWith(NIGHT).replace('version: 1', 'version: 2'))).toEqual([
      'line 1: "version" must be 1: this Safelight reads no other',
    ]);
    expect(faultsOf(policyWith(NIGHT).replace('version: 1', '# none'))).toEqual([]);
  });

  describe('such as a conversation listed under two organisations, with both lines:', () => {
    const TEAM = '5afe7ea3-0000-4000-8000-000000000001';
    const [WOUNDS, RASHES] = ['"19:wounds@thread.tacv2"', '"19:rashes@thread.tacv2"'];
    const team = (channels: string, except = ''): string =>
      `      - team: ${TEAM}\n        channels: [${channels}]\n${except === '' ? '' : `        except: [${except}]\n`}`;
    /** The second organisation's conversations begin eight lines after its first. */
    const twice = (first: string, second: string): readonly string[] =>
      faultsOf(
        policyWith(first) +
          policyWith(second).split('\n').slice(2).join('\n').replace('XHB', 'XFV').replace('"*"', PERSON),
      );

    it.each([
      [
        'a chat',
        NIGHT,
        NIGHT,
        ['line 16: 19:night@thread.v2 is listed under XFV here and under XHB at line 9'],
      ],
      ['a channel', team(`${WOUNDS}, ${RASHES}`), team(RASHES), ['line 17: 19:rashes@thread.tacv2']],
      ['a channel of a team of which all are listed', team('"*"'), team(WOUNDS), ['line 17: 19:wounds@']],
      ['a whole team', team('"*"'), team('"*"', WOUNDS), [`line 17: every channel of ${TEAM}`]],
      ['a channel that the other leaves out', team('"*"', WOUNDS), team(WOUNDS), []],
      ['another channel of the same team', team(WOUNDS), team(RASHES), []],
      ['another chat', NIGHT, NIGHT.replace('night', 'day'), []],
    ])('%s', (_, first, second, expected) => {
      expect(twice(first, second)).toEqual(expected.map((fault) => expect.stringContaining(fault)));
    });
  });

  it('and all of them at once', () => {
    const text = policyWith(`${NIGHT}        mode: off\n`)
      .replace('XHB', 'Harbourside Hospitals')
      .replace(`[${TENANT}]`, '[harbourside.nhs.uk]');
    expect(faultsOf(text).map((fault) => fault.split(':')[0])).toEqual(['line 3', 'line 5', 'line 10']);
  });

  it('also where the file is no YAML, is empty, or protects nobody', () => {
    expect(faultsOf('organisations: [')[0]).toMatch(/^line 1: /);
    expect(faultsOf('')).toEqual(['line 1: the file must begin with "organisations:"']);
    expect(faultsOf('organisations: []')).toContain(
      'line 1: no organisation is listed: nothing would be protected',
    );
  });

  it('and stops the start: the error says how many, and none of the file’s words', () => {
    const text = policyWith(`${NIGHT}        mode: secret-word\n`);
    const thrown = ((): unknown => {
      try {
        return readPolicy(text);
      } catch (error) {
        return error;
      }
    })();
    expect(thrown).toBeInstanceOf(SafelightError);
    expect(thrown).toMatchObject({ code: 'policy-invalid', transient: false, facts: { faults: 1 } });
    expect(String(thrown)).not.toContain('secret-word');
  });

  it('whatever is written there: it is read whole or refused, never half', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          expect(readPolicy(text).organisations.length).toBeGreaterThan(0);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(PolicyFault);
          expect((thrown as PolicyFault).faults.length).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('and a word nobody knows is never passed over', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{3,12}$/), (word) => {
        fc.pre(!['mode', 'team', 'chat', 'channels', 'except'].includes(word));
        expect(faultsOf(policyWith(`${NIGHT}        ${word}: protect\n`))).toEqual([
          expect.stringContaining(`line 10: "${word}" is not a word of this file here`),
        ]);
      }),
    );
  });
});
