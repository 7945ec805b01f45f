import type { ConversationRule } from './conversations.ts';

/** One entry of the policy file: where it stands, and which organisation it is listed under. */
export interface Listing {
  readonly organisation: string;
  readonly line: number;
  readonly where: ConversationRule['where'];
}

/** What two organisations both claim: the fault stands at the later entry. */
export interface Overlap {
  readonly first: Listing;
  readonly second: Listing;
  /** As the file names it: a chat or channel id, or "every channel of …". */
  readonly what: string;
}

/** A conversation belongs to one organisation: whose patients, whose keys and whose people would else be a matter of order. */
export const findOverlaps = (listings: readonly Listing[]): readonly Overlap[] =>
  listings.flatMap((second, at) =>
    listings.slice(0, at).flatMap((first) => {
      const what = first.organisation === second.organisation ? undefined : shared(first.where, second.where);
      return what === undefined ? [] : [{ first, second, what }];
    }),
  );

type Where = Listing['where'];

const shared = (a: Where, b: Where): string | undefined => {
  if (a.kind === 'chat') return b.kind === 'chat' && a.chat !== '' && a.chat === b.chat ? a.chat : undefined;
  if (b.kind === 'chat' || a.team === '' || a.team !== b.team) return undefined;
  const named = [...a.channels, ...b.channels].filter((one) => one !== '*');
  const both = named.find((channel) => lists(a, channel) && lists(b, channel));
  if (both !== undefined) return both;
  return a.channels.includes('*') && b.channels.includes('*') ? `every channel of ${a.team}` : undefined;
};

const lists = ({ channels, except }: Extract<Where, { kind: 'team' }>, channel: string): boolean =>
  !except.includes(channel) && (channels.includes('*') || channels.includes(channel));
