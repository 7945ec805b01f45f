import { isUnsettled } from '../set/copy.ts';
import type { Copy } from '../set/copy.ts';
import { receiptLines } from '../policy/removal.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { SetId } from '../set/ids.ts';
import type { ImageSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import { instant, later, millis, MINUTE } from '../set/instant.ts';
import type { Outcome } from './outcome.ts';

/** Up to this many Teams messages a mailbox can be purged by one search (platform.md 2f). */
const MOST_A_SEARCH = 100;

/** What a compliance team needs to find one message and no other: where, which, when, by whom. No text, no name. */
interface Entry {
  readonly set: SetId;
  readonly organisation: string;
  readonly tenant: string;
  readonly conversation: string;
  readonly kind: string;
  readonly team?: string;
  readonly message: string;
  readonly root?: string;
  readonly postedAt: Instant;
  /** The minute it was posted in, for a search that knows no message ids. */
  readonly from: Instant;
  readonly to: Instant;
  readonly posterObjectId: string;
  readonly posterTenant: string;
  readonly copies: readonly object[];
}

/** One set, or everything that is still to be seen somewhere. */
export const purgeRunbook = async (
  ledger: Pick<Ledger, 'find' | 'read' | 'audit'>,
  which: SetId | 'outstanding',
): Promise<Outcome> => {
  const sets: ImageSet[] = [];
  for (const organisation of await ledger.audit.organisations()) {
    if (which === 'outstanding')
      sets.push(...(await ledger.find(organisation, { by: 'outstanding' })).filter(isMeant));
    else sets.push(...[await ledger.read(organisation, which)].flatMap((set) => set ?? []));
  }
  if (sets.length === 0 && which !== 'outstanding')
    return { lines: ['There is no such set.'], json: { error: 'set-missing' }, exit: 1 };
  const messages = sets.map(entryOf).sort((a, b) => a.postedAt.localeCompare(b.postedAt));
  return {
    json: { runbook: STEPS, limits: LIMITS, messages },
    lines: [...STEPS.map((step, at) => `${at + 1}. ${step}`), ...LIMITS, '', ...messages.flatMap(linesOf)],
    exit: 0,
  };
};

/** A conversation that is watched only is left as it is on purpose; before custody, a purge would lose the picture. */
const isMeant = (set: ImageSet): boolean => set.state === 'stored' && set.mode === 'protect';

const STEPS = [
  'Only for the organisation’s compliance team, in Microsoft Purview eDiscovery. Safelight has no permission to do this, and needs none.',
  'Make a case and one search an incident. Search by the conversation, the person who posted (object id) and the minute; compare the message id of what is found.',
  'Check that nothing must be kept: a hold or a retention policy on the mailbox stops the purge, and must be lifted by whoever may. A legal hold is not lifted for this.',
  `Run purgeData on the search: purgeAreas teamsMessages, purgeType permanentlyDelete; at most ${MOST_A_SEARCH} messages a mailbox and search.`,
  'Files are not messages: they are deleted where they lie, by their owner or the site’s administrator.',
  'Run npx safelight show <set> afterwards, or wait for the next look: the receipt says what is still to be seen.',
] as const;
const LIMITS = [
  'People see “This message was deleted by an admin”. What is purged passes through hidden folders for a day and more,',
  'then a timer removes it within 1 to 7 days. Copies that belong to another organisation of the conversation remain.',
] as const;

const entryOf = (set: ImageSet): Entry => {
  const { place, message, root } = set.origin;
  return {
    set: set.id,
    organisation: set.organisation,
    tenant: place.tenant,
    conversation: place.conversation,
    kind: place.kind,
    ...(place.team === undefined ? {} : { team: place.team }),
    message,
    ...(root === undefined ? {} : { root }),
    postedAt: set.postedAt,
    from: instant(Math.floor(millis(set.postedAt) / MINUTE) * MINUTE),
    to: later(instant(Math.floor(millis(set.postedAt) / MINUTE) * MINUTE), MINUTE),
    posterObjectId: set.poster.oid,
    posterTenant: set.poster.tid,
    copies: 'copies' in set ? set.copies.map((copy, at) => copyOf(copy, receiptLines(set)[at]?.outcome)) : [],
  };
};

const copyOf = (copy: Copy, outcome: string | undefined): object => ({
  what: copy.what.kind,
  ...('drive' in copy.what ? { drive: copy.what.drive, item: copy.what.item } : {}),
  outcome,
  outstanding: isUnsettled(copy),
});

const linesOf = (entry: Entry): readonly string[] => [
  `Set ${entry.set} (${entry.organisation})`,
  `  tenant            ${entry.tenant}`,
  `  conversation      ${entry.conversation} (${entry.kind}${entry.team === undefined ? '' : `, team ${entry.team}`})`,
  `  message           ${entry.message}${entry.root === undefined ? '' : `, a reply to ${entry.root}`}`,
  `  posted            ${entry.postedAt}; search ${entry.from} to ${entry.to}`,
  `  posted by         ${entry.posterObjectId} of tenant ${entry.posterTenant}`,
  ...entry.copies.map((copy) => `  copy              ${JSON.stringify(copy)}`),
];
