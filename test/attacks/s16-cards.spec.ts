import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mentionLine } from '../../bot/adapters/teams/mention.ts';
import { withCard } from '../../bot/adapters/teams/post.ts';
import { drawHeldCard } from '../../cards/teams/draw-held-card.ts';
import { drawNotice } from '../../cards/teams/draw-notice.ts';
import type { HeldCardModel, Notice } from '../../cards/model.ts';
import { faultsOf } from '../cards/card-schema.ts';
import { held, notices } from '../cards/examples.ts';
import { parseCard } from '../cards/parse-card.ts';

const HOSTILE: readonly string[] = [
  '[Sign in](https://evil.example)',
  '![x](https://evil.example/p.png)',
  '<at>Everyone</at>',
  '</at><at>Everyone',
  '<a href="https://evil.example">press</a>',
  'https://evil.example/login',
  'www.evil.example',
  'evil.example',
  'mailto:x@evil.example',
  '**Removed** _safely_ `x`',
  '# Heading',
  '- a\n- b',
  '{{DATE(2026-01-01,SHORT)}}',
  '${$root}',
  '&lt;at&gt;',
  '"}],"actions":[{"type":"Action.OpenUrl","url":"https://evil.example"}],"x":[{"y":"',
  '\u202Eelpmaxe\u202C',
  '\u0000\r\n\t',
  'a'.repeat(100_000),
  '😀'.repeat(500),
  'Z\u0300\u0301\u0302\u0303'.repeat(2_000),
];
const LIMIT = 28 * 1024;
const size = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
const people = (names: readonly string[]): HeldCardModel['mentions'] =>
  names.map((name, at) => ({ oid: `oid-${at}`, name }));

/** Every address a client could open, wherever in the card it stands. */
const addressesIn = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(addressesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    /^(?:url|iconUrl|fallbackUrl|backgroundImage)$/.test(name) ? [String(inner)] : addressesIn(inner),
  );
};
const expectHarmless = (activity: unknown, name: string): void => {
  const text = JSON.stringify(activity);
  expect(size(activity)).toBeLessThan(LIMIT);
  expect([name, /evil\.example|\]\(|!\[|\$\{|\{\{|<a |\*\*|\p{Cc}|\u202e/u.test(text)]).toEqual([
    name,
    false,
  ]);
  for (const address of addressesIn(activity))
    expect(address).toMatch(/^https:\/\/safelight\.example\/sets\/[\w-]+(?:\/file)?$/);
};

describe('A display name made to do harm on a card (S16; ASVS 5.0 V1.2.1, V1.2.2, V1.3.1)', () => {
  it.each(HOSTILE)('%.60j is a name there and nothing else', (name) => {
    const card = drawHeldCard({ ...held, postedBy: name });
    expect(faultsOf(card)).toEqual([]);
    parseCard(card);
    expectHarmless(withCard(card), name);
  });

  it.each(HOSTILE)('%.60j mentions whoever was mentioned, once, and nobody else', (name) => {
    const line = mentionLine([
      { userId: '29:a', name },
      { userId: '29:b', name: 'Grace Okafor' },
    ]) as {
      readonly text: string;
      readonly entities: readonly { readonly text: string; readonly mentioned: { readonly id: string } }[];
    };
    expect(line.entities.map((one) => one.mentioned.id)).toEqual(['29:a', '29:b']);
    const marks = line.text.match(/<\/?at>/g);
    expect(marks).toEqual(['<at>', '</at>', '<at>', '</at>']);
    for (const { text } of line.entities) expect(line.text).toContain(text);
    expectHarmless(line, name);
  });

  it('of any letters at all makes a card Teams can read, within its size', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.array(fc.string({ unit: 'grapheme', maxLength: 60 }), { maxLength: 20 }),
        (name, mentioned) => {
          const card = drawHeldCard({ ...held, postedBy: name, mentions: people(mentioned) });
          expect(faultsOf(card)).toEqual([]);
          const line = mentionLine(mentioned.map((one, at) => ({ userId: `29:${at}`, name: one })));
          expect(size({ ...withCard(card), ...line })).toBeLessThan(LIMIT);
        },
      ),
    );
  });

  it('stays within Teams’ size with a hundred copies, and with fifty people mentioned', () => {
    const receipt = Array.from({ length: 100 }, () => held.receipt[0]).filter((line) => line !== undefined);
    const names = Array.from({ length: 50 }, () => 'Ng'.repeat(200));
    const card = drawHeldCard({
      ...held,
      items: receipt.map(() => 'image'),
      receipt,
      mentions: people(names),
    });
    const line = mentionLine(names.map((name, at) => ({ userId: `29:${'x'.repeat(90)}${at}`, name })));
    expect(size({ ...withCard(card), ...line })).toBeLessThan(LIMIT);
  });
});

describe('A code or an address that is not ours, on its way to a card (S16; ASVS 5.0 V1.2.2, V3.7.2)', () => {
  it('opens nothing but a web page of ours', () => {
    for (const address of [
      'javascript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      'ms-word:ofe|u|https://evil.example',
      'not an address',
    ])
      expect(() => drawHeldCard({ ...held, openUrl: address })).toThrow();
  });

  it('is never said: a notice has words of its own for every code, known or not', () => {
    for (const code of [...HOSTILE, '__proto__', 'constructor']) {
      const card = drawNotice({ kind: 'custody-failed', code });
      expect(JSON.stringify(card)).not.toMatch(/evil|__proto__|constructor|\*\*/);
      expect(faultsOf(card)).toEqual([]);
    }
  });

  it('carries no picture, no picture’s address and no patient in any card there is', () => {
    for (const notice of Object.values(notices) as readonly Notice[]) {
      const text = JSON.stringify(drawNotice(notice));
      expect(text).not.toMatch(/"type":"(?:Image|ImageSet|Media)"|\/images\/|data:image/);
    }
    expect(JSON.stringify(drawHeldCard(held))).not.toMatch(
      /"type":"(?:Image|ImageSet|Media)"|\/images\/|data:image/,
    );
  });
});
