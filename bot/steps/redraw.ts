import type { CardParts } from './post-card.ts';
import { describeSet, drawnAs } from './describe-set.ts';
import type { Step } from './step.ts';

/** The standing card says what is true now. Drawn only where that differs from what it said. */
export const redraw =
  ({ read, post, addresses }: CardParts): Step =>
  async ({ set, now }) => {
    if ((set.state !== 'stored' && set.state !== 'disposed') || set.card.state !== 'standing')
      return { events: [], duty: 'done' };
    const drawn = drawnAs(set, addresses, now);
    if (drawn === set.card.drawn) return { events: [], duty: 'done' };
    await post.redrawCard(set.origin, set.card.activity, await describeSet(set, addresses, now, read));
    return {
      to: (current) =>
        (current.state === 'stored' || current.state === 'disposed') && current.card.state === 'standing'
          ? { ...current, card: { ...current.card, drawn } }
          : current,
      // Whatever changed meanwhile is drawn in turn.
      owes: [{ verb: 'redraw', dueAt: now }],
      events: [{ kind: 'card-redrawn', at: now, by: 'system', set: set.id }],
      duty: 'done',
    };
  };
