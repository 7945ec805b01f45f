import { describe, expect, it } from '@jest/globals';
import { imagesAskedOf } from '../../bot/policy/opinion/asked.ts';
import { STANDING_SHIFTS } from '../../bot/policy/shifts.ts';
import { answerId, onCallRoleId, personId } from '../../bot/set/ids.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import { HOUR, instant, later, MINUTE } from '../../bot/set/instant.ts';
import type { Instant } from '../../bot/set/instant.ts';
import type { AnswerTelling } from '../../bot/steps/tell-answer.ts';
import { answerTelling } from '../../bot/steps/tell-answer.ts';
import type { Job } from '../../bot/steps/step.ts';
import { storedImage, storedSet } from '../actions/stored-set.ts';
import { openQuestion } from '../memory/question.ts';

const person = (oid: string) => personId('own-tenant', oid);
const [asker, registrar, ward, onDuty] = ['asker', 'registrar', 'ward-doctor', 'on-duty'].map(person);
if (asker === undefined || registrar === undefined || ward === undefined || onDuty === undefined)
  throw new Error('four people');
const facts = { intimate: false, ageBand: 'adult', withdrawals: [] } as const;
/** A night shift: it ends at 07:30. */
const askedAt = instant('2026-03-02T03:00:00Z');
const OPEN = 'https://safelight.example/sets/set-1';

const setWith = (change: Partial<StoredSet> = {}, isRole = true): StoredSet =>
  storedSet({
    questions: [
      openQuestion({
        ...{ by: asker, askedAt },
        ...(isRole ? { answerTo: onCallRoleId('ward-7-doctor') } : {}),
        answers: [
          {
            ...{ id: answerId('a1'), by: registrar, at: later(askedAt, 20 * MINUTE), category: 'continue' },
            ...{ images: [], filed: [] },
          },
        ],
      }),
    ],
    ...change,
  });

const tell = (
  set: StoredSet,
  now: Instant,
  subject = 'answered:a1',
  holders = [ward],
): Promise<AnswerTelling | undefined> =>
  answerTelling(
    {
      toDo: { dutyOf: () => ({ shifts: STANDING_SHIFTS, onDuty: [onDuty] }) },
      holding: async () => holders,
    },
    { set, now } as unknown as Job,
    subject,
    OPEN,
  );
const MORNING = later(askedAt, 7 * HOUR);

describe('When an answer has come', () => {
  it('its asker is told where it is and nothing of what it says, and on their own shift nobody else', async () => {
    expect(await tell(setWith(), later(askedAt, 20 * MINUTE))).toEqual({
      to: [asker],
      notice: { kind: 'answered', yours: true, openUrl: OPEN },
      event: 'answer-told',
    });
  });

  it('and the asker’s shift is over, whoever holds their role now is told as well', async () => {
    const first = await tell(setWith(), MORNING);
    expect(first?.to).toEqual([asker]);
    expect(first?.owes).toEqual([{ verb: 'remind', subject: 'answered-cover:a1', dueAt: MORNING }]);
    expect(await tell(setWith(), MORNING, 'answered-cover:a1')).toMatchObject({
      to: [ward],
      notice: { kind: 'answered', yours: false },
    });
  });

  it('and nobody holds it, or no role was named, whoever is on duty is told', async () => {
    expect((await tell(setWith(), MORNING, 'answered-cover:a1', []))?.to).toEqual([onDuty]);
    expect((await tell(setWith({}, false), MORNING, 'answered-cover:a1'))?.to).toEqual([onDuty]);
  });

  it('whoever is told in the asker’s place may open what was asked about, where it may leave the conversation', async () => {
    const agreed = storedImage({
      consent: { ...facts, consent: { state: 'not-needed', by: asker, at: askedAt } },
    });
    const set = setWith({ images: [agreed] });
    const questions = set.questions?.map((one) => ({ ...one, images: [agreed.id] })) ?? [];
    const told = await tell({ ...set, questions }, MORNING, 'answered-cover:a1');
    const after = told?.learned?.({ ...set, questions }) as StoredSet;
    expect(imagesAskedOf(after, ward, MORNING)).toEqual([agreed.id]);
    expect(imagesAskedOf({ ...set, questions }, ward, MORNING)).toEqual([]);
    const unanswered = {
      ...after,
      images: [{ ...agreed, consent: { ...facts, consent: { state: 'unanswered' } } }],
    };
    expect(imagesAskedOf(unanswered as StoredSet, ward, MORNING)).toEqual([]);
  });

  it('nobody is told of one that went to the wrong people, or is no more', async () => {
    const misSent = setWith({
      misSends: [{ kind: 'wrong-people' }] as unknown as NonNullable<StoredSet['misSends']>,
    });
    expect(await tell(misSent, MORNING)).toBeUndefined();
    expect(await tell(setWith(), MORNING, 'answered:another')).toBeUndefined();
  });
});
