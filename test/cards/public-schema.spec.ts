import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import { drawHeldCard } from '../../cards/teams/draw-held-card.ts';
import { drawNotice } from '../../cards/teams/draw-notice.ts';
import { heldCards, notices } from './examples.ts';

/** Microsoft's own schema is not in any package: it is used where a copy lies beside the work. */
const FILE = fileURLToPath(new URL('../../../shared/schemas/adaptive-card-1.5.0.json', import.meta.url));
const there = existsSync(FILE);
if (!there) process.stderr.write(`skipped: no copy of the public Adaptive Card schema at ${FILE}\n`);

/** It is written in draft-06 with `id` for `$id`. */
const compile = (): ValidateFunction => {
  const { id, $schema, ...schema } = JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, unknown>;
  expect([id, $schema]).toHaveLength(2);
  return new Ajv({ strict: false, validateFormats: false }).compile(schema);
};

(there ? describe : describe.skip)('the public Adaptive Card 1.5 schema', () => {
  it('accepts every card and notice', () => {
    const validate = compile();
    const cards = [...Object.values(heldCards).map(drawHeldCard), ...Object.values(notices).map(drawNotice)];
    for (const card of cards) {
      expect({ valid: validate(card), errors: validate.errors }).toEqual({ valid: true, errors: null });
    }
  });
});
