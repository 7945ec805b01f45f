import { randomBytes } from 'node:crypto';
import { TOLD_OF } from '../policy/exceptions.ts';
import { concerned, inCustody, reported, UNDO_MS } from '../policy/mis-send.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { AuditEvent } from '../set/event.ts';
import { misSendId } from '../set/ids.ts';
import type { MisSendId, OrganisationId, PersonId, SetId } from '../set/ids.ts';
import { later } from '../set/instant.ts';
import type { MisSendKind } from '../set/mis-send.ts';

/**
 * "Wrong patient / wrong people": acts with this commit (BRCH-01). What cannot be taken back, telling the record and
 * telling people, is the duty `settle`, owed when the presser's 60 seconds are over. Throws `change-refused` where the
 * same has been said already, `set-missing`.
 */
export const reportMisSend =
  (deps: { readonly ledger: Ledger; readonly clock: Clock }) =>
  async (asked: {
    readonly organisation: OrganisationId;
    readonly set: SetId;
    readonly by: PersonId;
    readonly kind: MisSendKind;
  }): Promise<MisSendId> => {
    const { organisation, set, by, kind } = asked;
    const at = deps.clock.now();
    const id = misSendId(randomBytes(16).toString('base64url'));
    const events: AuditEvent[] = [];
    if (kind === 'wrong-patient')
      for await (const { event } of deps.ledger.audit.rows(organisation, set)) events.push(event);
    await deps.ledger.change(organisation, set, {
      to: (row) => {
        const before = inCustody(row);
        const told = kind === 'wrong-patient' ? concerned(before, events, at) : [];
        return reported(before, { id, kind, by, at, told });
      },
      owes: [
        { verb: 'redraw', dueAt: at },
        { verb: 'alarm', subject: 'mis-sent', dueAt: at },
        { verb: 'remind', subject: `${TOLD_OF.misSend}:${id}`, dueAt: at },
        { verb: 'settle', subject: id, dueAt: later(at, UNDO_MS) },
      ],
      events: [{ kind: 'mis-send-reported', at, by, set, facts: { kind, id } }],
    });
    return id;
  };
