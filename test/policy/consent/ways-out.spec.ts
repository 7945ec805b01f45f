import { describe, expect, it } from '@jest/globals';
import { CARE_BASIS } from '../../../bot/policy/consent/conclude.ts';
import { downloadRefusal } from '../../../bot/policy/consent/may-download.ts';
import { mayBeSeenBy } from '../../../bot/policy/consent/may-be-seen.ts';
import type { SeesAs } from '../../../bot/policy/consent/may-be-seen.ts';
import { mayLeave } from '../../../bot/policy/consent/may-leave.ts';
import { imagesAskedOf } from '../../../bot/policy/opinion/asked.ts';
import { askOutside } from '../../../bot/policy/opinion/outside.ts';
import type { ConsentFacts } from '../../../bot/set/consented.ts';
import { imageId } from '../../../bot/set/ids.ts';
import type { StoredSet } from '../../../bot/set/image-set.ts';
import type { Question } from '../../../bot/set/question.ts';
import { NOW, NURSE, REGISTRAR, facts } from './examples.ts';

const unanswered = facts({ consent: { state: 'unanswered' } });
const outstanding = facts({
  consent: { state: 'outstanding', why: 'asleep', by: NURSE, at: NOW, returnBy: NOW },
});
const image = imageId('image-1');
const setOf = (consent: ConsentFacts, change: Partial<Question> = {}): StoredSet => {
  const told = [{ person: REGISTRAR, at: NOW, why: 'asked' }];
  const question = { images: [image], toldTo: told, seen: [], answers: [], ...change };
  return { images: [{ id: image, consent }], questions: [question] } as unknown as StoredSet;
};
const file = (about: ConsentFacts, as: SeesAs) => downloadRefusal(about, { person: REGISTRAR, as });

/** Issue C part 6: until answered it opens for members under its warning, and goes nowhere else. */
describe.each([
  ['A picture nobody has answered for', unanswered, 'not-answered'],
  ['A picture whose patient could not be asked yet', outstanding, 'could-not-ask'],
] as const)('%s', (_title, about, warning) => {
  it('opens for members, under its warning', () => {
    expect(mayBeSeenBy(about, { person: REGISTRAR, as: 'member' })).toEqual({ see: true, warning });
    expect(file(about, 'member')).toBeUndefined();
  });

  it('is not asked about outside the conversation, not handed on, and not exported or taught from', () => {
    expect(askOutside(setOf(about), [image], { askOutside: true })).toMatchObject({ why: 'not-answered' });
    expect(mayLeave(about, { how: 'export', basis: CARE_BASIS })).toMatchObject({ why: 'not-answered' });
    for (const use of ['teach-local', 'teach-external', 'research', 'publication'] as const)
      expect(mayLeave(about, { how: 'teach', use, basis: CARE_BASIS }).allowed).toBe(false);
  });

  it.each(['asked', 'illustration', 'patient-record', 'confirmer'] as const)(
    'gives no file to whoever opens it from outside the conversation (%s)',
    (as) => {
      expect(file(about, as)).toBe('may-not-leave');
      expect(file(facts(), as)).toBeUndefined();
    },
  );

  it('gives its file to urgent care, which has its reason on record', () => {
    expect(file(about, 'urgent-care')).toBeUndefined();
  });

  it('is not opened on a question by somebody who was asked as a member and is none any more', () => {
    expect(imagesAskedOf(setOf(about), REGISTRAR, NOW)).toEqual([]);
    expect(imagesAskedOf(setOf(facts()), REGISTRAR, NOW)).toEqual([image]);
  });
});
