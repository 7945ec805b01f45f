import type { Consent } from '../set/consent.ts';
import type { ConsentFacts } from '../set/consented.ts';
import type { Copy } from '../set/copy.ts';
import { isUnsettled } from '../set/copy.ts';
import type { AlertKind, GoneSet, ImageSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import { DAY, HOUR, later, millis, MINUTE } from '../set/instant.ts';
import type { RestrictionReason } from '../set/restriction.ts';
import { approversOf } from './disposal.ts';
import { exceptionStands } from './exceptions.ts';
import { retractionOwed } from './filing.ts';
import { hasLapsed } from './lapse.ts';
import { isOpinionLate } from './opinion/filing.ts';
import { isAskedAgain, isToFile } from './to-do.ts';

/** Whether the fact an alert speaks of is still so. */
export const stillStands = (what: AlertKind, set: ImageSet, now: Instant): boolean => {
  if (set.state === 'disposed') return what === 'disposal-failed' && set.leftover !== undefined;
  switch (what) {
    case 'custody-late':
      return set.state === 'received';
    case 'gone-before-custody':
      return isGoneBecause('message-gone', set, now);
    case 'capture-broken':
      return isGoneBecause(what, set, now);
    case 'intimate-unconfirmed':
      return restrictionsIn(set).includes('unconfirmed');
    case 'closed-since-restore':
      return restrictionsIn(set).includes('restored');
    case 'removal-late':
      return set.state === 'stored' && set.copies.some(isUnsettled);
    case 'reappeared':
      return set.state === 'stored' && set.copies.some((copy) => cameBack(copy, now));
    case 'card-missing':
      return set.state === 'stored' && set.card.state !== 'standing';
    case 'not-displayable':
      return set.state === 'stored' && set.images.some((image) => image.renditions.state === 'owed');
    case 'filing-late':
      return (
        set.state === 'stored' &&
        (set.images.some((image) => image.filing.state === 'waiting' || retractionOwed(image)) ||
          isOpinionLate(set))
      );
    case 'reread-failed':
      return (
        set.state === 'stored' &&
        set.copies.some((copy) => copy.sightings.at(-1)?.showed === 'could-not-look')
      );
    case 'missed-by-ear':
      return isFresh(what, set, now);
    case 'unfiled-at-lapse':
      return isUnfiledAtLapse(set, now);
    case 'declined-undecided':
      return (
        set.state === 'stored' &&
        set.images.some(({ consent }) => consent?.consent.state === 'declined' && !isDecided(consent.consent))
      );
    case 'consent-due':
      return set.state === 'stored' && set.images.some((image) => isAskedAgain(image, now));
    case 'sixteenth-birthday':
      return (
        set.state === 'stored' &&
        set.images.some(({ consent }) => consent !== undefined && isChildsConsent(consent))
      );
    case 'urgent-care-unreviewed':
    case 'urgent-care-often':
    case 'mis-sent':
    case 'mis-send-unread':
      return set.state === 'stored' && exceptionStands(what, set, now);
    case 'disposal-failed':
      return set.state === 'stored' && approversOf(set).length === 2;
  }
};

/** For a day: nobody can mend it. */
const isGoneBecause = (why: GoneSet['why'], set: ImageSet, now: Instant): boolean =>
  set.state === 'gone-before-custody' && set.why === why && millis(now) - millis(set.goneAt) < DAY;

/** Also of what a capture sent and is not in custody yet. */
const restrictionsIn = (set: ImageSet): readonly (RestrictionReason | undefined)[] => {
  const images = set.state === 'stored' ? set.images : set.state === 'received' ? set.staged?.images : [];
  return (images ?? []).map(({ consent }) => consent?.restriction?.why);
};

const isDecided = ({ decided }: Extract<Consent, { state: 'declined' }>): boolean => decided !== undefined;

/** Its alarm is owed for the month of the birthday alone: asked anew, the patient is under 16 no more. */
const isChildsConsent = ({ consent, ageBand, withdrawals }: ConsentFacts): boolean =>
  consent.state === 'given' &&
  ageBand === 'under-16' &&
  !withdrawals.some(({ levels }) => levels.includes('making'));

/** What is over as it happens is shown for an hour, so that somebody sees it. */
const isFresh = (what: AlertKind, { alerts }: ImageSet, now: Instant): boolean => {
  const open = alerts.find((one) => one.what === what && one.closedAt === undefined);
  return open === undefined || millis(now) - millis(open.since) < HOUR;
};

/** Seen again after it had been seen gone: worth a person's eye for an hour, even where it was removed again at once. */
const cameBack = ({ outcome, sightings }: Copy, now: Instant): boolean => {
  const wasGone = sightings.findIndex((one) => one.showed === 'gone');
  const back = wasGone < 0 ? undefined : sightings.slice(wasGone).findLast((one) => one.showed === 'visible');
  return outcome.state === 'reappeared' || (back !== undefined && millis(now) - millis(back.at) < HOUR);
};

/** An image nobody filed, on a card whose time is over: it must not fall from everyone's list. */
export const isUnfiledAtLapse = (set: ImageSet, now: Instant): boolean =>
  set.state === 'stored' && set.notClinical === undefined && hasLapsed(set, now) && set.images.some(isToFile);

/** When to tell people again of what still stands: at growing intervals, so that nobody mutes it. */
export const tellAgainAt = (alert: { readonly since: Instant; readonly toldAt: Instant }): Instant => {
  const open = millis(alert.toldAt) - millis(alert.since);
  const interval = [5 * MINUTE, 15 * MINUTE, HOUR, 4 * HOUR].find((one) => one > open) ?? DAY;
  return later(alert.toldAt, interval);
};
