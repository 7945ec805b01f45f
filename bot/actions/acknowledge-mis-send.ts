import { acknowledged, inCustody } from '../policy/mis-send.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import { SafelightError } from '../set/errors.ts';
import type { OrganisationId, PersonId, SetId } from '../set/ids.ts';
import { samePerson } from '../set/ids.ts';

/**
 * "I have read it and checked my advice": whoever opened or answered says that they know the patient was wrong. Throws
 * `change-refused` for somebody who was told nothing; pressing twice changes nothing.
 */
export const acknowledgeMisSend =
  (deps: { readonly ledger: Ledger; readonly clock: Clock }) =>
  async (asked: {
    readonly organisation: OrganisationId;
    readonly set: SetId;
    readonly by: PersonId;
  }): Promise<void> => {
    const { organisation, set, by } = asked;
    const at = deps.clock.now();
    const before = inCustody(await deps.ledger.read(organisation, set));
    const told = (before.misSends ?? []).flatMap((one) =>
      one.told.filter(({ person }) => samePerson(person, by)),
    );
    if (told.length === 0) throw new SafelightError('change-refused');
    if (told.every((one) => one.acknowledgedAt !== undefined)) return;
    await deps.ledger.change(organisation, set, {
      to: (row) => acknowledged(inCustody(row), by, at),
      owes: [{ verb: 'alarm', subject: 'mis-send-unread', dueAt: at }],
      events: [{ kind: 'mis-send-acknowledged', at, by, set }],
    });
  };
