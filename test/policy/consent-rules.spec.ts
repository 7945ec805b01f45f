import { describe, expect, it } from '@jest/globals';
import { STANDING_RULES } from '../../bot/policy/consent/case.ts';
import type { ConsentRules } from '../../bot/policy/consent/case.ts';
import { conclude } from '../../bot/policy/consent/conclude.ts';
import { consentRulesOf, lapseFor, lapsingSooner, wordsVersion } from '../../bot/policy/consent-rules.ts';
import type { ConversationRule, Policy } from '../../bot/policy/conversations.ts';
import type { AgeBand } from '../../bot/set/consented.ts';
import { conversationId, organisationId, tenantId } from '../../bot/set/ids.ts';
import { HOUR, later } from '../../bot/set/instant.ts';
import type { Place } from '../../bot/set/place.ts';
import { NOW, of, spokenYes } from './consent/examples.ts';

const TRUST = organisationId('XHB');
const chat = (id: string): Place => ({
  ...{ tenant: tenantId('t'), kind: 'groupChat', reference: '{}' },
  conversation: conversationId(id),
});
const ward = (id: string, change: Partial<ConversationRule> = {}): ConversationRule => ({
  ...{ mode: 'protect', lapseAfterMs: 72 * HOUR },
  where: { kind: 'chat', chat: id },
  ...change,
});
const policy = (consent?: ConsentRules): Policy => ({
  organisations: [
    {
      ...{
        id: TRUST,
        name: 'Harbourside',
        viewerTenants: [],
        refusedRoles: [],
        people: ['*'],
        unfiledOwner: '',
      },
      conversations: [ward('19:burns', { writtenRequired: ['care'] }), ward('19:ward7')],
      ...(consent === undefined ? {} : { consent }),
    },
  ],
});
const spokenAt = (place: string, ageBand: AgeBand, consent?: ConsentRules) => {
  const rules = consentRulesOf(policy(consent), TRUST, chat(place));
  const competence = { judged: 'competent', by: of().by, at: NOW, parentsEncouraged: 'yes' } as const;
  const answer = conclude(spokenYes({ need: 'needed', competence }), of({ ageBand }, { rules }));
  return answer.ok ? 'stands' : answer.refused.join(' ');
};

describe('What a trust asks for beyond the guidance', () => {
  it('is a signature on that ward alone (CON-38)', () => {
    expect(spokenAt('19:burns', 'adult')).toBe('written-required-here');
    expect(spokenAt('19:ward7', 'adult')).toBe('stands');
  });

  it.each([
    ['under-16', 'written-required-here'],
    ['16-17', 'written-required-here'],
    ['adult', 'stands'],
  ] as const)('is a signature by age, where it says so: %s (CON-38)', (age, said) => {
    const consent = { ...STANDING_RULES, writtenRequiredUnder18: ['care'] } as const;
    expect(spokenAt('19:ward7', age, consent)).toBe(said);
    expect(spokenAt('19:ward7', age)).toBe('stands');
  });

  it('is never less than the guidance: publication stays in writing on every ward', () => {
    for (const place of ['19:burns', '19:ward7', '19:nowhere'])
      expect(consentRulesOf(policy(), TRUST, chat(place)).writtenRequired).toContain('publication');
  });

  it('changes the version of the words with every change of the trust’s own (CON-39)', () => {
    expect(wordsVersion('en-GB/1', {})).toBe('en-GB/1');
    const one = wordsVersion('en-GB/1', { ownWords: 'Policy CP-12.' });
    expect(one).toMatch(/^en-GB\/1\+[0-9a-f]{12}$/);
    expect(wordsVersion('en-GB/1', { ownWords: 'Policy CP-13.' })).not.toBe(one);
  });
});

describe('The time on the card of somebody under 18', () => {
  const rules = { ...STANDING_RULES, lapseAfterMsUnder18: 24 * HOUR };

  it('is shorter where the policy file says so, and never longer (CAP-05)', () => {
    expect(lapseFor(72 * HOUR, ['adult', '16-17'], rules)).toBe(24 * HOUR);
    expect(lapseFor(72 * HOUR, ['under-16'], STANDING_RULES)).toBe(72 * HOUR);
    expect(lapseFor(72 * HOUR, ['adult', 'unknown'], rules)).toBe(72 * HOUR);
    expect(lapseFor(12 * HOUR, ['under-16'], rules)).toBe(12 * HOUR);
  });

  it('shortens once somebody has said how old the patient is, and leaves an hour to look', () => {
    const set = { lapseAfterMs: 72 * HOUR, storedAt: NOW, lapsesAt: later(NOW, 72 * HOUR) };
    const at = (hours: number) => lapsingSooner(set, ['under-16'], rules, later(NOW, hours * HOUR))?.lapsesAt;
    expect(at(1)).toBe(later(NOW, 24 * HOUR));
    expect(at(30)).toBe(later(NOW, 31 * HOUR));
    expect(lapsingSooner(set, ['adult'], rules, NOW)).toBeUndefined();
  });
});
