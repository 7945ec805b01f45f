import type { Doors } from '../doors.ts';
import type { Answer } from '../http/asked.ts';
import { pressPhotographer } from '../review/ask-photographer.ts';
import type { Room } from '../room.ts';
import { pressSeries } from './press-series.ts';
import { showCompare, showSeries } from './show-series.ts';

type SeriesRoute = readonly [method: 'GET' | 'POST', path: string, answer: Answer];

/** Photographs of one wound over time, and asking for a better one. */
export const seriesRoutes = (room: Room, { known }: Doors): readonly SeriesRoute[] => [
  ['GET', '/sets/:id/series', known(showSeries(room), 'open')],
  ['POST', '/sets/:id/series', known(pressSeries(room), 'press')],
  ['POST', '/sets/:id/photographer', known(pressPhotographer(room), 'press')],
  ['GET', '/sets/:id/series/compare', known(showCompare(room), 'open')],
];
