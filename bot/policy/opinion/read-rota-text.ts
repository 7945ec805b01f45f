import type { Instant } from '../../set/instant.ts';
import { instant } from '../../set/instant.ts';
import type { DatedTurn, Rota } from '../../set/rota.ts';
import { wallMoment } from '../london-time.ts';
import { GUID } from '../policy-reader.ts';

const MOST_LINES = 5_000;
const MOST_PEOPLE = 10;

/**
 * A rota as a table: `from,to,oid[,oid…]` a line, the first line may name the columns. Times are `2026-05-04T08:00` by
 * the ward's clock, or with `Z` or an offset. Undefined where any line is not so: half a rota is none.
 */
export const readRotaText = (text: string, until?: Instant): Rota | undefined => {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const table = /^from\s*,/i.test(lines[0] ?? '') ? lines.slice(1) : lines;
  if (table.length === 0 || table.length > MOST_LINES) return undefined;
  const dated = table.map(turnFrom);
  return dated.includes(undefined)
    ? undefined
    : {
        dated: dated.filter((one) => one !== undefined),
        weekly: [],
        ...(until === undefined ? {} : { until }),
      };
};

const turnFrom = (line: string): DatedTurn | undefined => {
  const [first = '', second = '', ...people] = line.split(',').map((cell) => cell.trim());
  const [from, to] = [rotaMoment(first), rotaMoment(second)];
  const named = people.filter((one) => one !== '');
  if (from === undefined || to === undefined || to <= from) return undefined;
  return named.length <= MOST_PEOPLE && named.every((one) => GUID.test(one))
    ? { from, to, people: named }
    : undefined;
};

const SHAPE = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::\d\d)?(Z|[+-]\d\d:\d\d)?$/;

/** One moment as a rota writes it. */
export const rotaMoment = (text: string): Instant | undefined => {
  const found = SHAPE.exec(text);
  if (found === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = found.slice(1, 6).map(Number);
  const isReal =
    new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day && month <= 12 && hour < 24 && minute < 60;
  if (!isReal) return undefined;
  return found[6] === undefined
    ? wallMoment(year, month, day, hour * 60 + minute)
    : instant(text.replace(' ', 'T'));
};
