import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bindConsent } from '../../bot/audit/bind-consent.ts';
import type { Bound } from '../../bot/audit/bind-consent.ts';
import type { GivenConsent } from '../../bot/set/consent.ts';
import { NOTHING_ANSWERED } from '../../bot/set/consent.ts';
import { imageId, organisationId, personId, setId, sha256 } from '../../bot/set/ids.ts';
import { instant } from '../../bot/set/instant.ts';

const nurse = personId('t', 'nurse');
const at = instant('2026-03-02T09:00:00Z');
const of: Bound = {
  organisation: organisationId('XHB'),
  set: setId('one'),
  image: { id: imageId('image-1'), sha256: sha256('a'.repeat(64)) },
};
const given: GivenConsent = {
  state: 'given',
  answers: { ...NOTHING_ANSWERED, making: 'yes', care: 'yes' },
  method: {
    how: 'verbal',
    professional: { person: nurse, name: 'sealed-1', jobTitle: 'sealed-2', at },
    said: 'en-GB/1',
  },
  areas: [],
  basis: '6(1)(e)+9(2)(h)',
  by: nurse,
  at,
  retrospective: false,
};
const facts = { consent: given, withdrawals: [] };
const usual = bindConsent(of, facts);

describe('The hash of exactly what was agreed to (CON-06)', () => {
  it('is the same for the same, in whatever order it is kept, and however its texts are sealed', () => {
    const turned = Object.fromEntries(Object.entries(given).reverse()) as unknown as GivenConsent;
    expect(bindConsent(of, { ...facts, consent: turned })).toBe(usual);
    const { method } = given;
    if (method.how !== 'verbal') throw new Error('spoken');
    const again = { ...method, professional: { ...method.professional, name: 'sealed-anew' } };
    expect(bindConsent(of, { ...facts, consent: { ...given, method: again } })).toBe(usual);
    expect(usual).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each<readonly [string, Bound, typeof facts]>([
    ['another image', { ...of, image: { ...of.image, id: imageId('image-2') } }, facts],
    ['one byte of the image', { ...of, image: { ...of.image, sha256: sha256('b'.repeat(64)) } }, facts],
    ['another set', { ...of, set: setId('two') }, facts],
    ['another organisation', { ...of, organisation: organisationId('XHC') }, facts],
    ['an answer', of, { ...facts, consent: { ...given, answers: { ...given.answers, care: 'no' } } }],
    [
      'the version of the words',
      of,
      {
        ...facts,
        consent: { ...given, method: { ...given.method, said: 'en-GB/2' } as GivenConsent['method'] },
      },
    ],
    ['when it was agreed', of, { ...facts, consent: { ...given, at: instant('2026-03-02T09:00:01Z') } }],
    ['who answered', of, { ...facts, consent: { ...given, answering: { who: 'patient' } } }],
    ['that a reason was written', of, { ...facts, consent: { ...given, lateReason: 'sealed-3' } }],
  ])('is another with %s', (_, bound, changed) => {
    expect(bindConsent(bound, changed)).not.toBe(usual);
  });

  it('is another with every withdrawal', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('making', 'care', 'research'), { minLength: 1 }), (levels) => {
        const withdrawals = levels.map((level) => ({ levels: [level], by: nurse, at, told: [] }) as const);
        expect(bindConsent(of, { ...facts, withdrawals })).not.toBe(usual);
        expect(bindConsent(of, { ...facts, withdrawals: withdrawals.slice(1) })).not.toBe(
          bindConsent(of, { ...facts, withdrawals }),
        );
      }),
    );
  });
});
