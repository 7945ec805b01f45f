import { isNothingLeft, openAsks } from '../policy/asks.ts';
import type { NewDuty } from '../set/duty.ts';
import type { CardParts } from './post-card.ts';
import { describeSet, drawnAs } from './describe-set.ts';
import type { Job, Step } from './step.ts';

/** Subject of the `remind` that changes what asked the poster. */
export const ASK_OVER = 'ask-over';

/** The standing card says what is true now. Drawn only where that differs from what it said. */
export const redraw =
  ({ read, post, addresses }: CardParts): Step =>
  async (job) => {
    const { set, now } = job;
    const asks = asksOver(job);
    if ((set.state !== 'stored' && set.state !== 'disposed') || set.card.state !== 'standing')
      return { owes: asks, events: [], duty: 'done' };
    const drawn = drawnAs(set, addresses, now);
    if (drawn === set.card.drawn) return { owes: asks, events: [], duty: 'done' };
    await post.redrawCard(set.origin, set.card.activity, await describeSet(set, addresses, now, read));
    return {
      to: (current) =>
        (current.state === 'stored' || current.state === 'disposed') && current.card.state === 'standing'
          ? { ...current, card: { ...current.card, drawn } }
          : current,
      // Whatever changed meanwhile is drawn in turn.
      owes: [{ verb: 'redraw', dueAt: now }, ...asks],
      events: [{ kind: 'card-redrawn', at: now, by: 'system', set: set.id }],
      duty: 'done',
    };
  };

/** Whatever asked the poster to do something says so when there is nothing left to do: it is drawn by what tells people. */
const asksOver = ({ set, now }: Job): readonly NewDuty[] =>
  openAsks(set).length > 0 && isNothingLeft(set) ? [{ verb: 'remind', subject: ASK_OVER, dueAt: now }] : [];
