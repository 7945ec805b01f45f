import type { Notice } from '../../cards/model.ts';
import { READ_WITHIN_MS, TOLD_OF, unacknowledged } from '../policy/exceptions.ts';
import type { AuditEvent } from '../set/event.ts';
import type { PersonId } from '../set/ids.ts';
import { samePerson } from '../set/ids.ts';
import type { StoredSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import { HOUR, later, millis, MINUTE } from '../set/instant.ts';
import { isOpenMisSend } from '../set/mis-send.ts';

/** What is told of urgent care and of what was sent wrongly: codes and addresses, no patient, no name. */
export interface ExceptionTelling {
  readonly to: readonly PersonId[];
  readonly notice: Notice;
  readonly event?: AuditEvent['kind'];
  readonly again?: Instant;
}

export interface ExceptionParts {
  /** People of information governance who are told at once (policy file: `informationGovernance`). */
  readonly governance: readonly PersonId[];
  readonly openUrl: string;
}

/** Undefined: none of these, or its reason is gone. */
export const exceptionTelling = (
  set: StoredSet,
  reason: string,
  which: string,
  now: Instant,
  parts: ExceptionParts,
): ExceptionTelling | undefined => {
  switch (reason) {
    case TOLD_OF.urgentCare:
      return urgentCare(set, which, parts);
    case TOLD_OF.misSend:
      return said(set, which, parts);
    case TOLD_OF.recheck:
      return recheck(set, which, now, parts);
    default:
      return undefined;
  }
};

/** Poster and information governance, whatever they said before; not whoever pressed. */
const urgentCare = (
  { urgentCare: all, poster }: StoredSet,
  began: string,
  { governance, openUrl }: ExceptionParts,
): ExceptionTelling | undefined => {
  const found = all?.find((one) => String(millis(one.at)) === began);
  if (found === undefined) return undefined;
  return {
    to: others([poster, ...governance], found.by),
    notice: { kind: 'urgent-care', reason: found.reason, at: found.at, openUrl: `${openUrl}/receipt` },
    event: 'urgent-care-told',
  };
};

const said = (
  { misSends, poster }: StoredSet,
  id: string,
  { governance, openUrl }: ExceptionParts,
): ExceptionTelling | undefined => {
  const found = misSends?.find((one) => one.id === id);
  if (found === undefined || !isOpenMisSend(found)) return undefined;
  return {
    to: others([poster, ...governance], found.by),
    notice: { kind: 'mis-send', what: found.kind, at: found.at, openUrl: `${openUrl}/mis-send` },
    event: 'mis-send-told',
  };
};

/** Asked again at growing intervals, until everybody has said that they read it or it has been dealt with. */
const recheck = (
  { misSends }: StoredSet,
  id: string,
  now: Instant,
  { openUrl }: ExceptionParts,
): ExceptionTelling | undefined => {
  const found = misSends?.find((one) => one.id === id);
  if (found?.settledAt === undefined || !isOpenMisSend(found)) return undefined;
  const to = unacknowledged(found);
  if (to.length === 0) return undefined;
  const since = millis(now) - millis(found.settledAt);
  const interval = [30 * MINUTE, READ_WITHIN_MS].find((one) => one > since) ?? 12 * HOUR;
  return {
    to,
    notice: { kind: 'mis-send-recheck', at: found.at, openUrl: `${openUrl}/mis-send` },
    event: 'mis-send-told',
    again: later(now, interval),
  };
};

const others = (people: readonly PersonId[], presser: PersonId): readonly PersonId[] =>
  people.filter(
    (one, at) => !samePerson(one, presser) && people.findIndex((each) => samePerson(each, one)) === at,
  );
