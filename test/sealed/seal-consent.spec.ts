import { describe, expect, it } from '@jest/globals';
import { newKey } from '../../bot/sealed/new-key.ts';
import { openConsent, sealConsent } from '../../bot/sealed/seal-consent.ts';
import type { Consent } from '../../bot/set/consent.ts';
import { NOTHING_ANSWERED } from '../../bot/set/consent.ts';
import { personId, sha256 } from '../../bot/set/ids.ts';
import { instant } from '../../bot/set/instant.ts';

const by = personId('tenant', 'nurse');
const at = instant('2026-03-02T09:00:00Z');
const of = { owner: { organisation: 'XHB', id: 'a-set' }, image: 'an-image' };
const professional = { person: by, name: 'Asha Nair', jobTitle: 'Staff nurse', at };
const signature = { strokes: '[[1,2]]', sha256: sha256('ab'), printedName: 'Ann Example', at };
const given = {
  state: 'given',
  answers: { ...NOTHING_ANSWERED, making: 'yes', care: 'yes' },
  areas: ['heel'],
  basis: '6(1)(e)+9(2)(h)',
  by,
  at,
  retrospective: false,
  need: 'Why it is needed',
  note: 'What was said',
  lateReason: 'Why it is late',
  answering: { who: 'parent', name: 'Mary Example', relationship: 'mother', responsible: 'yes' },
} as const;

const consents: readonly (readonly [string, Consent])[] = [
  ['spoken', { ...given, method: { how: 'verbal', professional, said: 'en-GB/1' } }],
  [
    'signed',
    {
      ...given,
      method: {
        how: 'written-e-signature',
        professional,
        signature,
        witness: { name: 'Wyn Witness', role: 'Porter', signature },
      },
    },
  ],
  ['in an emergency', { ...given, method: { how: 'emergency', reason: 'It may change within minutes' } }],
  [
    'in best interests',
    { ...given, method: { how: 'best-interests', necessity: 'Why', leastRestrictive: 'Only that' } },
  ],
  ['on a surgical form', { ...given, method: { how: 'surgical-form', professional, document: 'Form 4' } }],
  [
    'by an attorney',
    {
      ...given,
      answering: { who: 'attorney', name: 'Al Attorney' },
      method: { how: 'attorney-or-deputy', authority: 'court-deputy', document: 'Order 7' },
    },
  ],
  [
    'refused, and decided upon',
    {
      state: 'declined',
      by,
      at,
      proposed: { outcome: 'destroy', reason: 'First reason', by, at },
      decided: { outcome: 'destroy', reason: 'Second reason', by: [by, by], at },
    },
  ],
];

/** Every text in it that a person wrote or is named by. */
const TEXTS =
  /Asha|Staff nurse|\[\[1|Ann|Mary|mother|Wyn|Porter|needed|was said|is late|minutes|Why|Only that|Form 4|Al Att|Order 7|reason/;
const notReason = (text: string): string => text.replaceAll('"reason"', '').replaceAll('"lateReason"', '');

describe('What the patient agreed to, as it is kept', () => {
  it.each(consents)('%s: holds no free text in the open, and opens to what it was', (_how, consent) => {
    const key = newKey();
    const sealed = sealConsent(consent, key, of);
    expect(notReason(JSON.stringify(sealed))).not.toMatch(TEXTS);
    expect(openConsent(sealed, key, of)).toEqual(consent);
  });

  it('does not open with another image, nor with one field in the place of another', () => {
    const key = newKey();
    const [, spoken] = consents[0] ?? [];
    if (spoken?.state !== 'given') throw new Error('no example');
    const sealed = sealConsent(spoken, key, of);
    expect(() => openConsent(sealed, key, { ...of, image: 'another' })).toThrow('sealed-file-broken');
    if (sealed.state !== 'given' || sealed.note === undefined) throw new Error('nothing sealed');
    const swapped = { ...sealed, need: sealed.note };
    expect(() => openConsent(swapped, key, of)).toThrow('sealed-file-broken');
  });

  it('leaves what has no text as it is', () => {
    const asked: Consent = { state: 'unanswered' };
    expect(sealConsent(asked, newKey(), of)).toEqual(asked);
  });
});
