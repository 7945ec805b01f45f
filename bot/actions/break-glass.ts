import type { AccessRules } from '../policy/access.ts';
import { TOLD_OF } from '../policy/exceptions.ts';
import { OFTEN, openedInUrgentCare, unreviewedOf } from '../policy/urgent-care.ts';
import { endOfNextWorkingDay } from '../policy/working-days.ts';
import type { Clock } from '../ports/clock.ts';
import type { Keys } from '../ports/keys.ts';
import type { Ledger } from '../ports/ledger.ts';
import { sealWords } from '../sealed/words.ts';
import type { Account } from '../set/account.ts';
import { SafelightError } from '../set/errors.ts';
import type { OrganisationId, SetId } from '../set/ids.ts';
import type { StoredSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import { millis } from '../set/instant.ts';
import { sealContext } from '../set/sealed.ts';
import type { UrgentCareReason } from '../set/urgent-care.ts';

/** More than anybody can break in a day; the count is for an alert, not for a limit. */
const LOOKED_AT = 200;

/**
 * A clinician outside the conversation opens a set for fifteen minutes, with a reason (design.md section 6). Poster and
 * information governance are told by a duty owed in this commit. Throws `not-allowed` where urgent care opens nothing of
 * it to this person, and `set-missing`.
 */
export const breakGlass =
  (deps: { readonly ledger: Ledger; readonly keys: Keys; readonly clock: Clock }) =>
  async (asked: {
    readonly organisation: OrganisationId;
    readonly set: SetId;
    readonly account: Account;
    readonly home: OrganisationId;
    readonly rules: AccessRules;
    readonly reason: UrgentCareReason;
    readonly rosterUnreachable: boolean;
  }): Promise<void> => {
    const now = deps.clock.now();
    const { organisation, set, account, reason, rosterUnreachable } = asked;
    const waiting = await deps.ledger.find(organisation, { by: 'exceptional', oldest: LOOKED_AT });
    const others = unreviewedOf(waiting, account.person, now);
    const before = await deps.ledger.read(organisation, set);
    const name = before?.state === 'stored' ? await sealName(deps.keys, before, account.name, now) : '';
    await deps.ledger.change(organisation, set, {
      to: (row) => {
        const opened = openedInUrgentCare(row, { ...asked, others, name }, now);
        if (opened === undefined) throw new SafelightError('not-allowed');
        return opened;
      },
      owes: [
        { verb: 'remind', subject: `${TOLD_OF.urgentCare}:${millis(now)}`, dueAt: now },
        { verb: 'alarm', subject: 'urgent-care-unreviewed', dueAt: endOfNextWorkingDay(now) },
        ...(others + 1 >= OFTEN
          ? [{ verb: 'alarm', subject: 'urgent-care-often', dueAt: now } as const]
          : []),
      ],
      events: [
        {
          kind: 'urgent-care-begun',
          at: now,
          by: account.person,
          set,
          facts: { reason, ...(rosterUnreachable ? { rosterUnreachable } : {}) },
        },
      ],
    });
  };

const sealName = async (keys: Keys, set: StoredSet, name: string, began: Instant): Promise<string> => {
  const key = await keys.unwrap(set.wordsKey);
  const sealed = sealWords(name, key, sealContext.urgentCare(set, began));
  key.fill(0);
  return sealed;
};
