import { link } from '../../bot/audit/chain.ts';
import type { Account } from '../../bot/set/account.ts';
import { SafelightError } from '../../bot/set/errors.ts';
import type { EventKind } from '../../bot/set/event.ts';
import {
  conversationId,
  imageId,
  messageId,
  organisationId,
  personId,
  setId,
  tenantId,
} from '../../bot/set/ids.ts';
import type { Filing, StoredImage } from '../../bot/set/image.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import { HOUR, later } from '../../bot/set/instant.ts';
import { movableClock } from '../memory/clock.ts';
import { memoryLedger } from '../memory/ledger.ts';

export const organisation = organisationId('XHB');
export const set = setId('a-set');
export const poster = personId('tenant', 'poster');
export const colleague = personId('tenant', 'colleague');

export const governance = (oid = 'governance'): Account => ({
  person: personId('tenant', oid),
  name: 'Owen Price',
  roles: ['InformationGovernance'],
  mfa: true,
  guest: false,
});

/** One stored set in a ledger in memory, and what the specs ask of it. */
export const setInCustody = async (
  change: Partial<StoredSet> = {},
  filing: Filing = { state: 'unfiled' },
) => {
  const clock = movableClock();
  const ledger = memoryLedger({ link, clock });
  const now = clock.now();
  const received = {
    id: set,
    organisation,
    state: 'received' as const,
    origin: {
      place: {
        tenant: tenantId('tenant'),
        kind: 'groupChat' as const,
        conversation: conversationId('19:chat'),
        reference: '',
      },
      message: messageId('1'),
    },
    poster,
    mode: 'protect' as const,
    postedAt: now,
    receivedAt: now,
    lapseAfterMs: 72 * HOUR,
    alerts: [],
  };
  await ledger.receive(received, [], []);
  const image = { id: imageId('image'), filing, renditions: { state: 'owed' }, retracted: [] };
  const stored: StoredSet = {
    ...received,
    state: 'stored',
    wordsKey: { keyId: 'k', algorithm: 'A256KW', wrapped: '' },
    storedAt: now,
    lapsesAt: later(now, 72 * HOUR),
    words: '',
    mentioned: [],
    images: [image as unknown as StoredImage],
    copies: [],
    card: { state: 'owed' },
    renewals: [],
    ...change,
  };
  await ledger.change(organisation, set, { to: () => stored, events: [] });
  return {
    clock,
    ledger,
    now,
    row: async (): Promise<StoredSet> => {
      const row = await ledger.read(organisation, set);
      if (row?.state !== 'stored') throw new SafelightError('set-missing');
      return row;
    },
    owed: () => ledger.duties().map(({ verb, subject, dueAt }) => ({ verb, subject, dueAt })),
    events: async (): Promise<readonly EventKind[]> => {
      const kinds: EventKind[] = [];
      for await (const { event } of ledger.audit.rows(organisation)) kinds.push(event.kind);
      return kinds;
    },
  };
};
