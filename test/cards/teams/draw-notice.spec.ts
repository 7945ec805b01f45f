import { describe, expect, it } from '@jest/globals';
import { drawNotice, drawWelcome } from '../../../cards/teams/draw-notice.ts';
import { faultsOf } from '../card-schema.ts';
import { notices } from '../examples.ts';
import { golden } from '../golden.ts';
import { parseCard } from '../parse-card.ts';

describe('what the bot says to one person', () => {
  it.each(Object.values(notices))('looks as kept: $kind', (notice) => {
    const card = drawNotice(notice);
    expect(card).toEqual(golden(`notice-${notice.kind}`, card));
    expect(faultsOf(card)).toEqual([]);
    expect(parseCard(card)).toEqual({ faults: [], actions: card.actions?.length ?? 0 });
  });

  it('asks the poster with a button, and says how to do it by hand', () => {
    const said = JSON.stringify(drawNotice(notices['remove-now']));
    expect(said).toMatch(/"verb":"remove-now"/);
    expect(said).toMatch(/choose Delete/);
  });

  it('says nothing is held where nothing is', () => {
    expect(drawNotice({ kind: 'my-sets', sets: [] }).speak).toMatch(/holds nothing of yours/);
  });

  it('says what a reason nobody knows means', () => {
    expect(drawNotice({ kind: 'custody-failed', code: 'toString' }).speak).toMatch(/Something went wrong/);
  });

  it('says plainly where the policy lists nothing, and offers nothing', () => {
    const card = drawWelcome('channel', false);
    expect(card).toEqual(golden('welcome-not-listed', card));
    expect(card.actions).toBeUndefined();
    expect(faultsOf(card)).toEqual([]);
    expect(parseCard(card).faults).toEqual([]);
  });

  it('says when pictures can be opened again', () => {
    expect(drawNotice({ kind: 'pictures', open: true }).speak).toMatch(/can be opened again/);
  });

  it.each(['channel', 'groupChat', 'personal'] as const)('welcomes people where it is added: %s', (where) => {
    const card = drawWelcome(where);
    expect(card).toEqual(golden(`welcome-${where}`, card));
    expect(faultsOf(card)).toEqual([]);
    expect(parseCard(card).faults).toEqual([]);
  });
});
