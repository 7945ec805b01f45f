import type { Instant } from '../../set/instant.ts';
import { later, MINUTE } from '../../set/instant.ts';
import type { Urgency } from '../../set/question.ts';
import { endOfNextWorkingDay } from '../working-days.ts';
import type { OpinionRules } from './rules.ts';

/** Until when somebody who was asked at that moment must have looked (issue D part 2). */
export const seenBy = (
  urgency: Urgency,
  from: Instant,
  { seenWithin }: Pick<OpinionRules, 'seenWithin'>,
): Instant => (urgency === 'routine' ? endOfNextWorkingDay(from) : later(from, seenWithin[urgency] * MINUTE));
