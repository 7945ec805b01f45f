import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lateConsents, wardConsents } from '../../bot/policy/consent-figures.ts';
import type { Consent } from '../../bot/set/consent.ts';
import { NOTHING_ANSWERED } from '../../bot/set/consent.ts';
import { conversationId, personId, setId } from '../../bot/set/ids.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import { instant, later, SECOND } from '../../bot/set/instant.ts';
import type { Subject } from '../../bot/set/subject.ts';

const nurse = personId('t', 'nurse');
const at = instant('2026-03-02T09:00:00Z');
const given = (retrospective: boolean): Consent => ({
  ...{
    state: 'given',
    answers: { ...NOTHING_ANSWERED, making: 'yes', care: 'yes' },
    areas: [],
    retrospective,
  },
  ...{ method: { how: 'sent-by-patient', clarified: 'yes' }, basis: '6(1)(e)+9(2)(h)', by: nurse, at },
});
const no: Consent = { state: 'declined', by: nurse, at };
const asleep: Consent = { state: 'outstanding', why: 'asleep', by: nurse, at, returnBy: at };
const none: Consent = { state: 'not-needed', by: nurse, at };

interface Seeded {
  readonly consent?: Consent;
  readonly subject?: Subject;
}
const setOf = (ward: string, images: readonly Seeded[], more: Partial<StoredSet> = {}): StoredSet =>
  ({
    id: setId(`${ward}-${images.length}`),
    origin: { place: { conversation: conversationId(ward), kind: 'channel' } },
    postedAt: at,
    copies: [],
    images: images.map(({ consent, subject }, number) => ({
      ...{ id: `image-${number}`, kind: 'image' },
      ...(consent === undefined
        ? {}
        : {
            consent: {
              intimate: false,
              ageBand: 'adult',
              withdrawals: [],
              consent,
              ...(subject && { subject }),
            },
          }),
    })),
    ...more,
  }) as unknown as StoredSet;

describe('Consent by ward', () => {
  it('comes out as it does by hand (CON-40)', () => {
    const figures = wardConsents([
      setOf('ward 7', [{ consent: given(false), subject: 'body' }, { consent: given(true) }, {}]),
      setOf('ward 7', [{ consent: no }, { consent: asleep }, { consent: given(false) }, { consent: none }]),
      setOf('ward 9', [{ consent: given(false) }]),
    ]);
    expect(figures).toMatchObject([
      {
        ...{ ward: 'ward 7', needed: 6, beforePercent: 33 },
        kinds: { before: 2, afterwards: 1, 'could-not-ask': 1, 'said-no': 1, 'not-recorded': 1 },
      },
      { ward: 'ward 9', needed: 1, beforePercent: 100, kinds: { before: 1 } },
    ]);
  });

  it('has each picture that needs consent in one kind, and no other', () => {
    const some = fc.constantFrom<Seeded>(
      { consent: given(false) },
      { consent: given(true) },
      { consent: no },
      { consent: asleep },
      { consent: none },
      {},
    );
    fc.assert(
      fc.property(fc.array(some), (images) => {
        const [one] = wardConsents([setOf('ward 7', images)]);
        const counted = Object.values(one?.kinds ?? {}).reduce((sum, count) => sum + count, 0);
        expect(counted).toBe(images.filter(({ consent }) => consent !== none).length);
        expect(counted).toBe(one?.needed);
      }),
    );
  });

  it('has the middle and the longest exposure of posts that are gone, and nothing of what was never posted (RISK-09)', () => {
    const gone = (seconds: number): Partial<StoredSet> =>
      ({
        copies: [{ sightings: [{ at: later(at, seconds * SECOND), showed: 'gone' }] }],
        couldSee: seconds,
      }) as unknown as Partial<StoredSet>;
    const sets = [3, 9, 4].map((seconds) => setOf('ward 7', [{}], gone(seconds)));
    expect(wardConsents([...sets, setOf('ward 7', [{}])])[0]?.exposed).toEqual({
      ...{ posts: 3, middleMs: 4000, longestMs: 9000, mostCouldSee: 9 },
    });
  });
});

describe('What was agreed to late', () => {
  it('is whatever is retrospective, the newest first, and whether it had been posted (CON-19)', () => {
    const posted = setOf('ward 7', [{ consent: given(true) }, { consent: given(false) }, {}]);
    const earlier: Consent = {
      ...(given(true) as Extract<Consent, { state: 'given' }>),
      at: later(at, -SECOND),
    };
    const captured = setOf('ward 9', [{ consent: earlier }], { capture: 'c' as never });
    expect(lateConsents([captured, posted])).toMatchObject([
      { ward: 'ward 7', image: 'image-0', posted: true },
      { ward: 'ward 9', posted: false },
    ]);
  });
});
