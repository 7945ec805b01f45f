import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { patients } from '../../bot/local/demonstration/patients.ts';
import type { Opinions } from '../../bot/ports/opinions.ts';
import { answerId } from '../../bot/set/ids.ts';
import { instant } from '../../bot/set/instant.ts';
import type { Opinion } from '../../bot/set/opinion.ts';

/** Second opinions in a record that holds the demonstration's patients, and a way to see what was written. */
export interface OpinionWorld {
  readonly opinions: Opinions;
  /** Every statement of this answer, oldest first. */
  statementsOf(answer: string): Promise<readonly Statement[]>;
  close(): Promise<void>;
}
export interface Statement {
  readonly status: string;
  readonly patient: string;
  readonly about: readonly string[];
}

const [edith, joseph] = patients;
if (edith === undefined || joseph === undefined)
  throw new Error('the demonstration has two patients at least');
const EDITH = `Patient/${edith.id}`;
const JOSEPH = `Patient/${joseph.id}`;

const image = (document: string): Opinion['images'][number] => ({
  document: `DocumentReference/${document}`,
  takenAt: '2026-03-15T02:55:10+00:00',
  postedAt: instant('2026-03-15T02:57:00Z'),
});

export const opinion = (answer: string, rest: Partial<Opinion> = {}): Opinion => ({
  answer: answerId(answer),
  patient: EDITH,
  names: { by: 'Priya Shah', asker: 'Tom Whitlock' },
  role: 'plastics registrar on call',
  category: 'change-plan',
  urgency: 'urgent',
  askedAt: instant('2026-03-15T03:00:00Z'),
  answeredAt: instant('2026-03-15T03:07:00Z'),
  asked: 'Blister over the heel, is it safe to leave until the morning?',
  words: 'Offload it now and dress it.',
  images: [image('one')],
  ...rest,
});

/** What bot/ports/opinions.ts promises, whatever keeps it. */
export const opinionsContract = (name: string, open: () => Promise<OpinionWorld>): void => {
  describe(`Second opinions in the patient record: ${name}`, () => {
    let world: OpinionWorld;
    beforeAll(async () => {
      world = await open();
    });
    afterAll(async () => {
      await world.close();
    });

    it('are written once, however often they are told', async () => {
      const first = await world.opinions.state(opinion('once'));
      expect(await world.opinions.state(opinion('once'))).toEqual(first);
      expect(first.document).toMatch(/^Communication\//);
      expect(await world.statementsOf('once')).toEqual([
        { status: 'completed', patient: EDITH, about: ['DocumentReference/one'] },
      ]);
    });

    it('are written once when told twice at the same moment', async () => {
      const [one, other] = await Promise.all([
        world.opinions.state(opinion('race')),
        world.opinions.state(opinion('race')),
      ]);
      expect(one).toEqual(other);
      expect(await world.statementsOf('race')).toHaveLength(1);
    });

    it('stand once for each patient whose images were asked about', async () => {
      await world.opinions.state(opinion('two'));
      await world.opinions.state(opinion('two', { patient: JOSEPH, images: [image('his')] }));
      const said = await world.statementsOf('two');
      expect(said.map(({ patient }) => patient).sort()).toEqual([EDITH, JOSEPH].sort());
    });

    it('come to be about an image that is filed later', async () => {
      const first = await world.opinions.state(opinion('grows'));
      const again = await world.opinions.state(opinion('grows', { images: [image('one'), image('two')] }));
      expect(again).toEqual(first);
      expect(await world.statementsOf('grows')).toEqual([
        {
          ...{ status: 'completed', patient: EDITH },
          about: ['DocumentReference/one', 'DocumentReference/two'],
        },
      ]);
    });

    it('are marked as entered in error, twice like once, and can be said anew', async () => {
      const { document } = await world.opinions.state(opinion('wrong'));
      await world.opinions.retract(document);
      await world.opinions.retract(document);
      const anew = await world.opinions.state(opinion('wrong', { images: [image('again')] }));
      expect(anew.document).not.toBe(document);
      expect((await world.statementsOf('wrong')).map(({ status }) => status)).toEqual([
        'entered-in-error',
        'completed',
      ]);
    });

    it('name those of an answer that stand, of whichever patient, for a call whose answer was lost', async () => {
      const answer = answerId('lost');
      expect(await world.opinions.standing(answer)).toEqual([]);
      const hers = await world.opinions.state(opinion('lost'));
      const his = await world.opinions.state(opinion('lost', { patient: JOSEPH }));
      expect([...(await world.opinions.standing(answer))].sort()).toEqual(
        [hers.document, his.document].sort(),
      );
      await world.opinions.retract(hers.document);
      expect(await world.opinions.standing(answer)).toEqual([his.document]);
    });

    it('cannot be taken back where there is none', async () => {
      await expect(world.opinions.retract('Communication/never')).rejects.toMatchObject({
        code: 'record-refused',
        transient: false,
      });
    });
  });
};
