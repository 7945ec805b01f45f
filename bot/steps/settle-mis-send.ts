import { READ_WITHIN_MS, TOLD_OF } from '../policy/exceptions.ts';
import { concerned, misSendOf, settled } from '../policy/mis-send.ts';
import { isOpenMisSend } from '../set/mis-send.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { AuditEvent } from '../set/event.ts';
import type { NewDuty } from '../set/duty.ts';
import type { StoredSet } from '../set/image-set.ts';
import { later } from '../set/instant.ts';
import type { Instant } from '../set/instant.ts';
import type { Step } from './step.ts';

export interface SettleParts {
  readonly ledger: { readonly audit: Pick<Ledger['audit'], 'rows'> };
}

/**
 * The presser's 60 seconds are over. Calls nothing outside: in one commit the record is owed the retraction of every
 * document and opinion, and everybody who opened or answered is owed the message.
 */
export const settleMisSend =
  ({ ledger }: SettleParts): Step =>
  async ({ set, duty, now }) => {
    const nothing = { events: [], duty: 'done' } as const;
    if (set.state !== 'stored') return nothing;
    const found = set.misSends?.find((one) => one.id === duty.subject);
    if (found === undefined || !isOpenMisSend(found) || found.settledAt !== undefined) return nothing;
    const events: AuditEvent[] = [];
    for await (const { event } of ledger.audit.rows(set.organisation, set.id)) events.push(event);
    const after = settled(set, found.id, concerned(set, events, found.at), now);
    return {
      to: (current) =>
        current.state === 'stored'
          ? settled(current, found.id, concerned(current, events, found.at), now)
          : current,
      owes: found.kind === 'wrong-patient' ? owedToAll(after, found.id, now) : [],
      events: [
        {
          kind: 'mis-send-settled',
          at: now,
          by: 'system',
          set: set.id,
          facts: { id: found.id, told: misSendOf(after, found.id).told.length },
        },
      ],
      duty: 'done',
    };
  };

const owedToAll = (set: StoredSet, id: string, now: Instant): readonly NewDuty[] => [
  ...set.images.map((image) => ({ verb: 'file', subject: image.id, dueAt: now }) as const),
  { verb: 'redraw', dueAt: now },
  { verb: 'remind', subject: `${TOLD_OF.recheck}:${id}`, dueAt: now },
  { verb: 'alarm', subject: 'mis-send-unread', dueAt: later(now, READ_WITHIN_MS) },
];
