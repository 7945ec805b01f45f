import { describe, expect, it } from '@jest/globals';
import { approveDisposal } from '../../bot/actions/approve-disposal.ts';
import { markNotClinical } from '../../bot/actions/mark-not-clinical.ts';
import { takeBackNotClinical } from '../../bot/actions/take-back-not-clinical.ts';
import { DAY, instant, later } from '../../bot/set/instant.ts';
import { openQuestion } from '../memory/question.ts';
import { colleague, governance, organisation, poster, set, setInCustody } from './set-in-custody.ts';

const at = { organisation, set };
const mine = { ...at, by: poster };

describe('"Not a clinical image"', () => {
  it('is the poster’s to say, once, and closes the alarm that asked for a patient', async () => {
    const since = instant('2026-03-01T09:00:00Z');
    const world = await setInCustody({ alerts: [{ what: 'unfiled-at-lapse', since, toldAt: since }] });
    await markNotClinical(world)(mine);
    await markNotClinical(world)(mine);
    expect((await world.row()).notClinical).toEqual({ by: poster, at: world.now });
    expect(await world.events()).toEqual(['marked-not-clinical']);
    expect(world.owed().map(({ verb, subject }) => [verb, subject])).toEqual([
      ['redraw', ''],
      ['alarm', 'unfiled-at-lapse'],
    ]);
  });

  it('is nobody else’s to say', async () => {
    const world = await setInCustody();
    await expect(markNotClinical(world)({ ...at, by: colleague })).rejects.toMatchObject({
      code: 'not-the-poster',
    });
    expect(await world.events()).toEqual([]);
  });

  it('comes too late once an image is filed, or waits for the record', async () => {
    const patient = { lookup: 'x', patient: '' } as never;
    for (const state of ['filed', 'waiting'] as const) {
      const filing = { state, patient, by: colleague, at: '' as never, document: 'DocumentReference/1' };
      const world = await setInCustody({}, filing);
      await expect(markNotClinical(world)(mine)).rejects.toMatchObject({ code: 'already-filed' });
    }
  });

  it('comes too late once an image was in a patient’s record, though it was taken back out of it', async () => {
    const world = await setInCustody();
    const retraction = { document: 'DocumentReference/1', at: world.now, by: colleague, done: true };
    await world.ledger.change(organisation, set, {
      to: (row) =>
        row.state === 'stored'
          ? { ...row, images: row.images.map((image) => ({ ...image, retracted: [retraction] })) }
          : row,
      events: [],
    });
    await expect(markNotClinical(world)(mine)).rejects.toMatchObject({ code: 'change-refused' });
    expect((await world.row()).notClinical).toBeUndefined();
  });

  it('comes too late once somebody was asked about it', async () => {
    const world = await setInCustody({ questions: [openQuestion()] });
    await expect(markNotClinical(world)(mine)).rejects.toMatchObject({ code: 'change-refused' });
  });
});

describe('Taking it back', () => {
  it('is the poster’s right for seven days, to the second, and undoes an approval', async () => {
    const world = await setInCustody();
    await markNotClinical(world)(mine);
    await approveDisposal(world)({ ...at, account: governance() });
    world.clock.pass(7 * DAY - 1);
    await takeBackNotClinical(world)(mine);
    expect((await world.row()).notClinical).toBeUndefined();
    expect(world.owed().map(({ verb }) => verb)).toEqual(['redraw']);
    expect((await world.events()).at(-1)).toBe('not-clinical-taken-back');
  });

  it('is over after seven days, and never anyone else’s', async () => {
    const world = await setInCustody();
    await markNotClinical(world)(mine);
    await expect(takeBackNotClinical(world)({ ...at, by: colleague })).rejects.toMatchObject({
      code: 'not-the-poster',
    });
    world.clock.pass(7 * DAY);
    await expect(takeBackNotClinical(world)(mine)).rejects.toMatchObject({ code: 'change-refused' });
  });
});

describe('Approving disposal', () => {
  it('is a second person’s word, and destroys nothing before the poster’s seven days are over', async () => {
    const world = await setInCustody();
    await markNotClinical(world)(mine);
    world.clock.pass(DAY);
    await approveDisposal(world)({ ...at, account: governance() });
    await approveDisposal(world)({ ...at, account: governance('another') });
    expect((await world.row()).notClinical?.approvedBy).toEqual(governance().person);
    expect(world.owed()).toContainEqual({ verb: 'dispose', subject: '', dueAt: later(world.now, 7 * DAY) });
    expect((await world.events()).filter((kind) => kind === 'disposal-approved')).toHaveLength(1);
  });

  it('is refused to whoever posted or marked it, and without the role', async () => {
    const world = await setInCustody();
    await markNotClinical(world)(mine);
    const refused = [governance('poster'), { ...governance(), roles: ['Clinician'] }];
    for (const account of refused)
      await expect(approveDisposal(world)({ ...at, account })).rejects.toMatchObject({ code: 'not-allowed' });
  });

  it('is refused under a legal hold, and where nobody marked it', async () => {
    const world = await setInCustody();
    await expect(approveDisposal(world)({ ...at, account: governance() })).rejects.toMatchObject({
      code: 'change-refused',
    });
    await markNotClinical(world)(mine);
    const hold = { since: world.now, by: colleague };
    await world.ledger.change(organisation, set, {
      to: (row) => (row.state === 'stored' ? { ...row, hold } : row),
      events: [],
    });
    await expect(approveDisposal(world)({ ...at, account: governance() })).rejects.toMatchObject({
      code: 'change-refused',
    });
    expect(world.owed().map(({ verb }) => verb)).not.toContain('dispose');
  });
});
