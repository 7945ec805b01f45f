import { describe, expect, it } from '@jest/globals';
import { audienceVerdict } from '../../../bot/policy/consent/audience.ts';
import type { Audience, AudienceAsked, AudienceSaid } from '../../../bot/set/audience.ts';
import type { ConsentFacts } from '../../../bot/set/consented.ts';
import { NOW, NURSE, bestInterests, emergency, facts, given } from './examples.ts';

const said = (audience: Audience, what: AudienceSaid): AudienceAsked => ({
  ...{ audience, said: what },
  ...{ by: NURSE, at: NOW },
});
const told = (...audiences: readonly AudienceAsked[]): ConsentFacts => facts({ audiences });

/** Colleagues outside the conversation; another trust. */
const ROWS: readonly [string, ConsentFacts, string, string][] = [
  ['agreed aloud, told of the conversation alone', facts(), 'not-asked', 'not-asked'],
  ['agreed to colleagues outside', told(said('own-organisation', 'yes')), 'covered', 'not-asked'],
  ['agreed to another trust', told(said('other-trust', 'yes')), 'not-asked', 'covered'],
  ['said no to another trust', told(said('other-trust', 'no')), 'not-asked', 'refused'],
  [
    'said no to colleagues: a no to everybody further',
    told(said('own-organisation', 'no')),
    'refused',
    'refused',
  ],
  [
    'could not be asked last time: asked again',
    told(said('own-organisation', 'could-not-ask')),
    'not-asked',
    'not-asked',
  ],
  [
    'said no, and changed their mind',
    told(said('own-organisation', 'no'), said('own-organisation', 'yes')),
    'covered',
    'not-asked',
  ],
  ['an emergency: nobody answered', facts({ consent: given({ method: emergency }) }), 'covered', 'covered'],
  [
    'best interests: nobody answered',
    facts({ consent: given({ method: bestInterests }) }),
    'covered',
    'covered',
  ],
];

describe('Whether the patient knows who will see it (CON-21)', () => {
  it.each(ROWS)('%s', (_title, about, colleagues, elsewhere) => {
    expect(audienceVerdict(about, 'own-organisation')).toBe(colleagues);
    expect(audienceVerdict(about, 'other-trust')).toBe(elsewhere);
  });
});
