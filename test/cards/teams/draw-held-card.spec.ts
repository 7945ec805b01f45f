import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MINUTE, instant, later } from '../../../bot/set/instant.ts';
import type { ReceiptLine, ReceiptOutcome, RemovalLine } from '../../../bot/set/receipt.ts';
import { drawHeldCard } from '../../../cards/teams/draw-held-card.ts';
import { setOfCard } from '../../../cards/teams/set-of-card.ts';
import type { HeldCardModel } from '../../../cards/model.ts';
import { faultsOf } from '../card-schema.ts';
import { held, heldCards } from '../examples.ts';
import { golden } from '../golden.ts';
import { parseCard } from '../parse-card.ts';

const titles = (model: HeldCardModel): readonly string[] =>
  (drawHeldCard(model).actions ?? []).map((action) => action.title);
const sizeOf = (card: unknown): number => Buffer.byteLength(JSON.stringify(card), 'utf8');

const removals: readonly RemovalLine[] = [
  'removing',
  'removed',
  'hidden-not-deleted',
  'awaiting-poster',
  'partly-visible',
  'observed',
  'reappeared',
];
const outcomes: readonly ReceiptOutcome[] = [
  'visible',
  'removed-from-view',
  'hidden',
  'file-deleted',
  'file-recycled',
  'kept-by-retention',
  'awaiting-poster',
  'reappeared',
  'lives-elsewhere',
  'observed',
  'not-by-poster',
  'not-confirmed',
  'failed',
];

const anyInstant = fc.integer({ min: 0, max: 4e12 }).map((at) => instant(at));
const anyLine: fc.Arbitrary<ReceiptLine> = fc.record(
  {
    what: fc.constantFrom('message', 'file', 'link'),
    outcome: fc.constantFrom(...outcomes),
    at: anyInstant,
    until: anyInstant,
    reread: anyInstant,
  },
  { requiredKeys: ['what', 'outcome'] },
);
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.constantFrom(
    '[press](https://evil.example)',
    '**bold** _it_ `code`',
    '${secret}',
    '<at>Everyone</at>',
    '<a href="https://evil.example">x</a>',
    'https://evil.example/x',
    'evil.example',
    '\u202Egnp.exe',
    '{{DATE(2026-01-01T00:00:00Z)}}',
    '',
  ),
);
const anyModel: fc.Arbitrary<HeldCardModel> = fc
  .record({
    postedBy: hostile,
    postedAt: anyInstant,
    items: fc.array(fc.constantFrom('image', 'video', 'audio', 'document'), { minLength: 1, maxLength: 60 }),
    filed: fc.nat(60),
    waitingForRecord: fc.nat(60),
    lapsesAt: anyInstant,
    lapsed: fc.boolean(),
    removal: fc.constantFrom(...removals),
    receipt: fc.array(anyLine, { maxLength: 80 }),
    notClinical: fc.constantFrom('no', 'yes', 'disposal-approved', 'disposed'),
    mentions: fc.array(fc.record({ oid: fc.uuid(), name: hostile }), { maxLength: 40 }),
    observed: fc.boolean(),
  })
  .map((facts) => ({ ...held, ...facts }));

describe('the held card', () => {
  it.each(Object.entries(heldCards))('looks as kept: %s', (name, model) => {
    const card = drawHeldCard(model);
    expect(card).toEqual(golden(name, card));
    expect(faultsOf(card)).toEqual([]);
    expect(parseCard(card)).toEqual({ faults: [], actions: card.actions?.length });
  });

  it('offers Open, File to patient, Add a photograph, Not a clinical image and Details', () => {
    expect(titles(held)).toEqual([
      'Open',
      'File to patient',
      'Add a photograph',
      'Not a clinical image',
      'Details',
    ]);
  });

  it('no longer offers Not a clinical image once an image is filed or waits for the record', () => {
    const two: HeldCardModel = { ...held, items: ['image', 'image'] };
    expect(titles({ ...two, filed: 1 })).toEqual(['Open', 'File to patient', 'Add a photograph', 'Details']);
    expect(titles({ ...two, waitingForRecord: 1 })).not.toContain('Not a clinical image');
  });

  it('offers to renew and not to open once its time is over', () => {
    expect(titles({ ...held, lapsed: true })).toEqual(['Renew', 'Details']);
  });

  it('is found again by the set it stands for', () => {
    expect(setOfCard(JSON.parse(JSON.stringify(drawHeldCard(held))))).toBe(held.set);
    expect(setOfCard({ body: [{ id: 'another' }] })).toBeUndefined();
    expect(setOfCard('text')).toBeUndefined();
  });

  it('says aloud who posted, what is held, what was removed and until when it opens', () => {
    const { speak } = drawHeldCard(held);
    expect(speak).toBe(
      '1 image held by Safelight. Posted by Asha Nair, 14 Nov 2026, 09:30. Not filed to a patient yet. ' +
        'Opens from this card until 17 Nov 2026, 09:30. Removed from view in this conversation.',
    );
  });

  it('claims removal only where a second look confirmed it', () => {
    for (const removal of removals.filter((line) => line !== 'removed')) {
      const said = JSON.stringify(drawHeldCard({ ...held, removal, receipt: [] }));
      expect(said).not.toMatch(/Removed from view/);
    }
  });

  it('never says erased, gone from Microsoft 365 or never stored', () => {
    for (const outcome of outcomes) {
      for (const removal of removals) {
        const card = drawHeldCard({
          ...held,
          removal,
          receipt: [{ what: 'file', outcome, at: held.postedAt, until: later(held.postedAt, MINUTE) }],
        });
        expect(JSON.stringify(card)).not.toMatch(/erased|gone from|never stored|destroyed|permanent/i);
      }
    }
  });

  it('stays below 28 KB at its largest', () => {
    const long: ReceiptLine = {
      what: 'file',
      outcome: 'file-recycled',
      at: held.postedAt,
      until: held.lapsesAt,
      reread: held.lapsesAt,
    };
    const card = drawHeldCard({
      ...held,
      postedBy: '\u{20000}'.repeat(500),
      items: Array.from({ length: 200 }, () => 'image'),
      receipt: Array.from({ length: 200 }, () => long),
    });
    expect(sizeOf(card)).toBeLessThan(28 * 1024);
    expect(faultsOf(card)).toEqual([]);
  });

  it('lets no name become a link, markdown, markup or a template', () => {
    fc.assert(
      fc.property(anyModel, (model) => {
        const card = drawHeldCard(model);
        expect(faultsOf(card)).toEqual([]);
        expect(parseCard(card).faults).toEqual([]);
        expect(sizeOf(card)).toBeLessThan(28 * 1024);
        const said = JSON.stringify([card.body, card.speak, card.fallbackText]).replaceAll(held.set, '');
        expect(said).not.toMatch(/\$\{|\{\{|\]\(|:\/\/|<|>|\*|`|_|www\.|evil\.example/);
        expect(said).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200B-\u200F]/u);
      }),
      { numRuns: 300 },
    );
  });

  it('opens web pages only', () => {
    expect(() => drawHeldCard({ ...held, openUrl: 'javascript:alert(1)' })).toThrow('web pages only');
  });
});
