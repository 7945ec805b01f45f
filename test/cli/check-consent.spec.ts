import { describe, expect, it } from '@jest/globals';
import { withdrawConsent } from '../../bot/actions/withdraw-consent.ts';
import { checkConsents } from '../../bot/cli/check-consent.ts';
import { describeReport } from '../../bot/cli/fsck-report.ts';
import type { ConsentFacts } from '../../bot/set/consented.ts';
import type { ImageSet } from '../../bot/set/image-set.ts';
import { consentWard, first } from '../actions/consent-ward.ts';

type Ward = Awaited<ReturnType<typeof consentWard>>;

const check = async ({ ledger, row }: Ward) => checkConsents(ledger, [await row()]);
const agreed = async (): Promise<Ward> => {
  const ward = await consentWard();
  await ward.record(ward.aloud, ward.adult);
  return ward;
};
/** As somebody with the database's password could, and nobody else. */
const tamper = async ({ ledger, row }: Ward, change: (was: ConsentFacts) => ConsentFacts | undefined) =>
  ledger.change((await row()).organisation, (await row()).id, {
    to: (set: ImageSet) =>
      set.state === 'stored'
        ? {
            ...set,
            images: set.images.map((one) => {
              const { consent, ...rest } = one;
              if (one.id !== first || consent === undefined) return one;
              const changed = change(consent);
              return changed === undefined ? rest : { ...rest, consent: changed };
            }),
          }
        : set,
    events: [],
  });

describe('Evidence of consent in the ledger (CON-06)', () => {
  it('is what the audit says was recorded, and after a withdrawal too', async () => {
    const ward = await agreed();
    expect(await check(ward)).toEqual([]);
    const told = ['care-not-affected', 'kept-until-retention-ends', 'fewer-people-see-it'] as const;
    const { organisation, set, poster: by } = ward;
    await withdrawConsent(ward)({ organisation, set, images: [first], by, levels: ['care'], told });
    expect(await check(ward)).toEqual([]);
  });

  it.each<readonly [string, (was: ConsentFacts) => ConsentFacts | undefined]>([
    ['deleted', () => undefined],
    [
      'altered: an answer',
      (was) =>
        was.consent.state === 'given'
          ? {
              ...was,
              consent: {
                ...was.consent,
                answers: { ...was.consent.answers, uses: { ...was.consent.answers.uses, research: 'yes' } },
              },
            }
          : was,
    ],
    [
      'altered: no longer retrospective',
      (was) =>
        was.consent.state === 'given' ? { ...was, consent: { ...was.consent, retrospective: false } } : was,
    ],
  ])('%s, it is found, and which image it is', async (_, change) => {
    const ward = await agreed();
    await tamper(ward, change);
    const faults = await check(ward);
    expect(faults).toMatchObject([{ what: 'consent-differs', image: first }]);
    const report = describeReport({ opened: 0, faults, strays: [], rebuilt: [] });
    expect(report.exit).toBe(1);
    expect(report.lines.join('\n')).toContain('what was agreed to is not what the audit says was recorded');
  });

  it('put there without an event, it is found', async () => {
    const [ward, other] = [await consentWard(), await agreed()];
    const forged = (await other.row()).images;
    await ward.ledger.change(ward.organisation, ward.set, {
      to: (row) => (row.state === 'stored' ? { ...row, images: forged } : row),
      events: [],
    });
    expect(await check(ward)).toHaveLength(2);
  });

  it('back from the journal after a restore, is the journal’s to prove', async () => {
    const ward = await agreed();
    await tamper(ward, () => undefined);
    await ward.ledger.change(ward.organisation, ward.set, {
      events: [{ kind: 'facts-replayed', at: ward.now, by: 'system', set: ward.set }],
    });
    expect(await check(ward)).toEqual([]);
  });
});
