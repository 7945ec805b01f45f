import { describe, expect, it } from '@jest/globals';
import { onCall } from '../../../bot/policy/opinion/on-call.ts';
import { readRotaText, rotaMoment } from '../../../bot/policy/opinion/read-rota-text.ts';
import { instant } from '../../../bot/set/instant.ts';
import type { Rota } from '../../../bot/set/rota.ts';

const FIRST = '5afe0000-0000-4000-8000-000000000003';
const NEXT = '5afe0000-0000-4000-8000-000000000004';
const at = (text: string) => instant(text);
const weekly = (rest: Partial<Rota['weekly'][number]> = {}): Rota => ({
  dated: [],
  weekly: [{ days: [1, 2, 3, 4, 5], from: 8 * 60, to: 20 * 60, people: [FIRST, NEXT], ...rest }],
});

describe('Who is on call', () => {
  it('is whoever the rota names for this hour, the first and then the next', () => {
    expect(onCall(weekly(), at('2026-03-02T09:00:00Z'))).toEqual({ people: [FIRST, NEXT] });
  });

  it('begins at the minute the turn begins, and is nobody from the minute it ends', () => {
    const monday = (time: string) => onCall(weekly(), at(`2026-03-02T${time}Z`));
    expect(monday('07:59:59')).toEqual({ gap: 'gap' });
    expect(monday('08:00:00')).toHaveProperty('people');
    expect(monday('19:59:59')).toHaveProperty('people');
    expect(monday('20:00:00')).toEqual({ gap: 'gap' });
  });

  it('goes by the ward’s clock, in summer too', () => {
    // 08:00 in July is 07:00 UTC.
    expect(onCall(weekly(), at('2026-07-06T07:00:00Z'))).toHaveProperty('people');
    expect(onCall(weekly(), at('2026-07-06T06:59:00Z'))).toEqual({ gap: 'gap' });
  });

  it('a night that begins on Friday goes on until Saturday morning, and Saturday’s own is another', () => {
    const nights = weekly({ days: [5], from: 20 * 60, to: 8 * 60 });
    expect(onCall(nights, at('2026-03-06T23:30:00Z'))).toHaveProperty('people');
    expect(onCall(nights, at('2026-03-07T07:59:00Z'))).toHaveProperty('people');
    expect(onCall(nights, at('2026-03-07T20:30:00Z'))).toEqual({ gap: 'gap' });
  });

  it('a dated turn goes before the weekly one, also where it names nobody', () => {
    const dated = { from: at('2026-03-02T00:00:00Z'), to: at('2026-03-03T00:00:00Z'), people: [NEXT] };
    expect(onCall({ ...weekly(), dated: [dated] }, at('2026-03-02T09:00:00Z'))).toEqual({ people: [NEXT] });
    expect(onCall({ ...weekly(), dated: [{ ...dated, people: [] }] }, at('2026-03-02T09:00:00Z'))).toEqual({
      gap: 'gap',
    });
  });

  it('says why there is nobody: no rota, run out, a gap, not to be read', () => {
    const until = at('2026-03-01T00:00:00Z');
    expect(onCall('missing', at('2026-03-02T09:00:00Z'))).toEqual({ gap: 'missing' });
    expect(onCall('unreadable', at('2026-03-02T09:00:00Z'))).toEqual({ gap: 'unreadable' });
    expect(onCall({ dated: [], weekly: [] }, at('2026-03-02T09:00:00Z'))).toEqual({ gap: 'missing' });
    expect(onCall({ ...weekly(), until }, at('2026-03-02T09:00:00Z'))).toEqual({ gap: 'expired' });
    const over = { from: at('2026-02-01T00:00:00Z'), to: until, people: [FIRST] };
    expect(onCall({ dated: [over], weekly: [] }, at('2026-03-02T09:00:00Z'))).toEqual({ gap: 'expired' });
    expect(onCall({ dated: [over], weekly: [] }, at('2026-01-02T09:00:00Z'))).toEqual({ gap: 'gap' });
  });
});

describe('A rota kept as a table', () => {
  it('is read with or without a line of headings, by the ward’s clock unless it says otherwise', () => {
    const rota = readRotaText(
      `\uFEFFfrom,to,first,next\r\n2026-07-06T08:00,2026-07-06T20:00,${FIRST},${NEXT}\n\n# nights\n2026-07-06T20:00Z,2026-07-07T08:00+01:00,${NEXT}\n`,
    );
    expect(rota?.dated).toEqual([
      { from: '2026-07-06T07:00:00.000Z', to: '2026-07-06T19:00:00.000Z', people: [FIRST, NEXT] },
      { from: '2026-07-06T20:00:00.000Z', to: '2026-07-07T07:00:00.000Z', people: [NEXT] },
    ]);
  });

  it('is none at all where one line of it is not a turn', () => {
    const good = `2026-07-06T08:00,2026-07-06T20:00,${FIRST}`;
    for (const bad of [
      'from,to',
      `2026-07-06T20:00,2026-07-06T08:00,${FIRST}`,
      `2026-02-30T08:00,2026-03-06T20:00,${FIRST}`,
      '2026-07-06T08:00,2026-07-06T20:00,grace@example.org',
      `tomorrow,2026-07-06T20:00,${FIRST}`,
    ])
      expect(readRotaText(`${good}\n${bad}`)).toBeUndefined();
    expect(readRotaText('')).toBeUndefined();
    expect(readRotaText('<html><body>Sign in</body></html>')).toBeUndefined();
  });

  it('a time that the clocks leave out is that minute of the hour before', () => {
    expect(rotaMoment('2026-03-29T01:30')).toBe('2026-03-29T00:30:00.000Z');
    expect(rotaMoment('2026-13-01T01:30')).toBeUndefined();
  });
});
