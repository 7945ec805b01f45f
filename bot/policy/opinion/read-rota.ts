import { isMap } from 'yaml';
import type { YAMLMap } from 'yaml';
import { instant } from '../../set/instant.ts';
import type { Instant } from '../../set/instant.ts';
import type { DatedTurn, Rota, RotaSource, WeeklyTurn } from '../../set/rota.ts';
import type { Reader } from '../policy-reader.ts';
import { GUID } from '../policy-reader.ts';
import { rotaMoment } from './read-rota-text.ts';

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const ANY_DAY = new RegExp(`^(${DAYS.join('|')})$`);
const TIME = /^([01][0-9]|2[0-3]):[0-5][0-9]$/;
const MOMENT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?$/;
const SAYS_MOMENT = 'a day and time, e.g. 2027-05-04T08:00';
const NOTHING: RotaSource = { kind: 'inline', rota: { dated: [], weekly: [] } };

/** `rota` of one role: `weekly` and `dated` turns, or a `file`, or a `url`. One that is left out is a rota with nobody on it. */
export const rotaFrom = (map: YAMLMap, reader: Reader): RotaSource => {
  if (!map.has('rota')) return NOTHING;
  const node = map.get('rota', true);
  if (!isMap(node)) {
    reader.fault(node ?? map, '"rota" must hold weekly or dated turns, or name a file or a url');
    return NOTHING;
  }
  reader.known(node, ['weekly', 'dated', 'file', 'url', 'until']);
  const until = node.has('until') ? moment(node, 'until', reader) : undefined;
  const ends = until === undefined ? {} : { until };
  const isInline = node.has('weekly') || node.has('dated');
  if (Number(isInline) + Number(node.has('file')) + Number(node.has('url')) > 1)
    reader.fault(node, 'a rota stands here, or in a file, or at a url: in one of them alone');
  if (node.has('file'))
    return { kind: 'file', path: reader.text(node, 'file', /^[^\0]{1,400}$/, 'the path of a file'), ...ends };
  if (node.has('url'))
    return {
      kind: 'https',
      url: reader.text(node, 'url', /^https:\/\/[^\s"<>@]+$/, 'an https address'),
      ...ends,
    };
  return { kind: 'inline', rota: { ...turnsFrom(node, reader), ...ends } };
};

const turnsFrom = (node: YAMLMap, reader: Reader): Rota => {
  const each = (word: 'weekly' | 'dated'): readonly YAMLMap[] =>
    node.has(word) ? reader.list(node, word).flatMap((one) => reader.map(one, 'a turn')) : [];
  return {
    dated: each('dated').map((one) => datedFrom(one, reader)),
    weekly: each('weekly').map((one) => weeklyFrom(one, reader)),
  };
};

const datedFrom = (map: YAMLMap, reader: Reader): DatedTurn => {
  reader.known(map, ['from', 'to', 'people']);
  const [from, to] = [moment(map, 'from', reader), moment(map, 'to', reader)];
  if (to <= from) reader.fault(map, 'a turn ends after it begins');
  return { from, to, people: peopleFrom(map, reader) };
};

const weeklyFrom = (map: YAMLMap, reader: Reader): WeeklyTurn => {
  reader.known(map, ['days', 'from', 'to', 'people']);
  const days = map.has('days')
    ? reader.texts(map, 'days', ANY_DAY, `one of ${DAYS.join(', ')}`).map((one) => DAYS.indexOf(one))
    : DAYS.map((_, at) => at);
  const time = (word: 'from' | 'to'): number => {
    const text = reader.text(map, word, TIME, 'a time, e.g. "08:00"');
    return Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  };
  return { days, from: time('from'), to: time('to'), people: peopleFrom(map, reader) };
};

const peopleFrom = (map: YAMLMap, reader: Reader): readonly string[] =>
  reader.texts(map, 'people', GUID, "a person's object id");

/** What no calendar has is a fault; so that reading can go on, it is the year 1970. */
const moment = (map: YAMLMap, word: string, reader: Reader): Instant => {
  const text = reader.text(map, word, MOMENT, SAYS_MOMENT);
  const found = rotaMoment(text);
  if (found === undefined && MOMENT.test(text)) reader.fault(map, `"${word}" is no real day and time`);
  return found ?? instant(0);
};
