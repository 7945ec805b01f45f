import type { Instant } from '../../set/instant.ts';
import type { Rota, RotaGap, RotaRead, WeeklyTurn } from '../../set/rota.ts';
import { londonTime, weekdayInLondon } from '../london-time.ts';

export type OnCall = { readonly people: readonly string[] } | { readonly gap: RotaGap };

/** Who is on call at this moment, in order; or why nobody is. Nobody is ever guessed at. */
export const onCall = (rota: RotaRead['rota'], now: Instant): OnCall => {
  if (rota === 'missing' || rota === 'unreadable') return { gap: rota };
  if (rota.dated.length + rota.weekly.length === 0) return { gap: 'missing' };
  const end = endOf(rota);
  if (end !== undefined && end <= now) return { gap: 'expired' };
  const turn =
    rota.dated.find(({ from, to }) => from <= now && now < to) ??
    rota.weekly.find((one) => isInTurn(one, now));
  return turn === undefined || turn.people.length === 0 ? { gap: 'gap' } : { people: turn.people };
};

/** What is said of every week never ends by itself. */
const endOf = ({ dated, weekly, until }: Rota): Instant | undefined =>
  until ??
  (weekly.length > 0
    ? undefined
    : dated
        .map(({ to }) => to)
        .sort()
        .at(-1));

const isInTurn = ({ days, from, to }: WeeklyTurn, now: Instant): boolean => {
  const { minutes } = londonTime(now);
  const today = weekdayInLondon(now);
  const yesterday = (today + 6) % 7;
  if (from < to) return days.includes(today) && from <= minutes && minutes < to;
  return (days.includes(today) && from <= minutes) || (days.includes(yesterday) && minutes < to);
};
