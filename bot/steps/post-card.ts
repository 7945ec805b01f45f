import type { ChatPost, ChatRead } from '../ports/chat.ts';
import { CARD_MAY_STAND } from '../set/duty.ts';
import type { ViewerAddresses } from './describe-set.ts';
import { describeSet, drawnAs } from './describe-set.ts';
import type { Step } from './step.ts';

export interface CardParts {
  readonly read: ChatRead;
  readonly post: ChatPost;
  readonly addresses: ViewerAddresses;
}

/** The held card, in the same thread. Posting is not idempotent on the platform: a second try looks first. */
export const postCard =
  ({ read, post, addresses }: CardParts): Step =>
  async ({ set, duty, now }) => {
    // Invariant 3: a card points only at a stored set; one set, one card.
    if (set.state !== 'stored' || set.card.state === 'standing') return { events: [], duty: 'done' };
    const card = await describeSet(set, addresses, now, read);
    // The first claim has fence 1: any later one means an earlier try may have posted before it could say so.
    const again = duty.fence > 1 || duty.subject === CARD_MAY_STAND;
    const { activity } = await post.postCard(set.origin, set.id, card, again);
    // What an earlier try drew is not known: the redraw that is owed next draws it anew.
    const drawn = again ? '' : drawnAs(set, addresses, now);
    return {
      to: (current) =>
        current.state === 'stored'
          ? { ...current, card: { state: 'standing', activity, at: now, drawn } }
          : current,
      // Facts may have changed while the card was on its way.
      owes: [
        { verb: 'redraw', dueAt: now },
        { verb: 'redraw', subject: 'lapsed', dueAt: set.lapsesAt },
      ],
      settles: [{ verb: 'remind', subject: 'card-missing' }],
      events: [{ kind: 'card-posted', at: now, by: 'system', set: set.id }],
      duty: 'done',
      // Whoever took over may have found this very card, or may yet: only one that another stands beside is too many.
      overtaken: async (current) => {
        if (current?.state !== 'stored' || current.card.state !== 'standing') return;
        if (current.card.activity !== activity) await post.takeBackCard(set.origin, activity);
      },
    };
  };
