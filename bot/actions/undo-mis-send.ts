import { inCustody, undone, waitingAgain } from '../policy/mis-send.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { MisSendId, OrganisationId, PersonId, SetId } from '../set/ids.ts';

/**
 * The presser takes it back within 60 seconds: access and links stand as before, nobody was told anything but that it was
 * said. Throws `change-refused` once it is too late, for anybody else, or where an image has been filed anew.
 */
export const undoMisSend =
  (deps: { readonly ledger: Ledger; readonly clock: Clock }) =>
  async (asked: {
    readonly organisation: OrganisationId;
    readonly set: SetId;
    readonly by: PersonId;
    readonly id: MisSendId;
  }): Promise<void> => {
    const { organisation, set, by, id } = asked;
    const now = deps.clock.now();
    const before = inCustody(await deps.ledger.read(organisation, set));
    const waiting = (before.misSends ?? []).some((one) => one.id === id) ? waitingAgain(before, id) : [];
    await deps.ledger.change(organisation, set, {
      to: (row) => undone(inCustody(row), id, by, now),
      settles: [{ verb: 'settle', subject: id }],
      owes: [
        { verb: 'redraw', dueAt: now },
        { verb: 'alarm', subject: 'mis-sent', dueAt: now },
        ...waiting.map((image) => ({ verb: 'file', subject: image, dueAt: now }) as const),
      ],
      events: [{ kind: 'mis-send-undone', at: now, by, set, facts: { id } }],
    });
  };
