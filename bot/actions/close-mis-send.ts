import { withImage } from '../policy/filing.ts';
import { inCustody, misSendOf, replaced, takenBackFromRecord } from '../policy/mis-send.ts';
import { destroyersOf } from '../policy/disposal.ts';
import { ROLES } from '../policy/roles.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Account } from '../set/account.ts';
import { SafelightError } from '../set/errors.ts';
import type { MisSendId, OrganisationId, SetId } from '../set/ids.ts';
import { samePerson } from '../set/ids.ts';
import type { StoredSet } from '../set/image-set.ts';
import type { StoredImage } from '../set/image.ts';
import type { Instant } from '../set/instant.ts';
import type { MisSendOutcome } from '../set/mis-send.ts';
import { isOpenMisSend } from '../set/mis-send.ts';

export interface CloseMisSend {
  readonly organisation: OrganisationId;
  readonly set: SetId;
  readonly account: Account;
  readonly id: MisSendId;
  readonly outcome: MisSendOutcome;
}

/**
 * Information governance has dealt with it (journey E3 b): filed anew, opened again, stays closed, or destroyed, which
 * takes a second person who says the same and is neither poster nor whoever said it went wrong. Throws `not-allowed`,
 * `second-person-needed`, and `change-refused` where it is not open any more.
 */
export const closeMisSend =
  (deps: { readonly ledger: Ledger; readonly clock: Clock }) =>
  async (asked: CloseMisSend): Promise<'proposed' | 'closed'> => {
    const { organisation, set, account, id, outcome } = asked;
    if (!account.roles.includes(ROLES.informationGovernance)) throw new SafelightError('not-allowed');
    const now = deps.clock.now();
    const before = inCustody(await deps.ledger.read(organisation, set));
    const isProposal = outcome === 'destroy' && misSendOf(before, id).destroyProposed === undefined;
    const after = closed(before, asked, isProposal, now);
    await deps.ledger.change(organisation, set, {
      to: (row) => closed(inCustody(row), asked, isProposal, now),
      owes: [
        { verb: 'redraw', dueAt: now },
        { verb: 'alarm', subject: 'mis-sent', dueAt: now },
        { verb: 'alarm', subject: 'mis-send-unread', dueAt: now },
        ...after.images.map((image) => ({ verb: 'file', subject: image.id, dueAt: now }) as const),
        ...(destroyersOf(after) === undefined ? [] : [{ verb: 'dispose', dueAt: now } as const]),
      ],
      events: [
        {
          kind: isProposal ? 'mis-send-destruction-proposed' : 'mis-send-closed',
          at: now,
          by: account.person,
          set,
          facts: { id, outcome },
        },
      ],
    });
    return isProposal ? 'proposed' : 'closed';
  };

const closed = (
  set: StoredSet,
  { account, id, outcome }: CloseMisSend,
  isProposal: boolean,
  at: Instant,
): StoredSet => {
  const by = account.person;
  const misSend = misSendOf(set, id);
  if (!isOpenMisSend(misSend)) throw new SafelightError('change-refused');
  if (outcome !== 'destroy')
    return replaced(takenBackFromRecord(set, at), {
      ...misSendOf(takenBackFromRecord(set, at), id),
      closed: { by, at, outcome },
    });
  const isOwn = samePerson(set.poster, by) || samePerson(misSend.by, by);
  const { destroyProposed: first } = misSend;
  if (isOwn || (first !== undefined && samePerson(first.by, by)))
    throw new SafelightError('second-person-needed');
  if (set.hold !== undefined) throw new SafelightError('change-refused');
  if (isProposal || first === undefined)
    return replaced(set, { ...misSend, destroyProposed: first ?? { by, at } });
  const row = takenBackFromRecord(set, at);
  const decided = replaced(row, { ...misSendOf(row, id), closed: { by, at, outcome, first: first.by } });
  return decided.images.reduce<StoredSet>(
    (sofar, { id: image }) => withImage(sofar, image, unfiled(by, at)),
    decided,
  );
};

/** What is destroyed is nobody's record: its document is marked as entered in error first. */
const unfiled =
  (by: Account['person'], at: Instant) =>
  (was: StoredImage): StoredImage => {
    const { filing } = was;
    if (filing.state === 'unfiled') return was;
    const document = filing.state === 'filed' ? filing.document : '';
    return {
      ...was,
      filing: { state: 'unfiled' },
      retracted: [...was.retracted, { document, at, by, done: false }],
    };
  };
