import type { InvokeResponse } from 'botbuilder';
import { drawNotice, drawWelcome } from '../../../cards/teams/draw-notice.ts';
import type { ChatEvents } from '../../ports/chat-events.ts';
import { asSafelightError } from '../../set/errors.ts';
import type { SafelightError } from '../../set/errors.ts';
import type { PersonId } from '../../set/ids.ts';
import { at, list, text } from '../wire/read-json.ts';
import type { Fields } from '../wire/read-json.ts';
import { answerDialog, sentenceForCode } from './answer-dialog.ts';
import { answerPress, redeem, sayCode } from './answer-press.ts';
import { doorbell, mayHoldImages, occasionOf } from './doorbell.ts';
import type { Teams } from './open-teams.ts';
import { personOf, placeOf } from './place-of-activity.ts';
import { say, withCard } from './post.ts';
import { readReference } from './reference.ts';

/** What follows an activity after it was answered. */
export interface Afterwards {
  /** Told of what went wrong with something nobody waits for. */
  readonly failed: (error: SafelightError) => void;
  /** Whether one more press of this person's is within bounds; counts it. Absent: there are none. */
  readonly mayPress?: (person: PersonId) => boolean;
}

type Taken = InvokeResponse | undefined;

/** Speaking takes a call of its own: it is not waited for, because Teams sends an unanswered activity again. */
const later = (afterwards: Afterwards, work: () => Promise<unknown>): void => {
  work().catch((error: unknown) => {
    afterwards.failed(asSafelightError(error));
  });
};

const takeMessage = async (teams: Teams, activity: Fields, events: ChatEvents, afterwards: Afterwards) => {
  const occasion = occasionOf(activity);
  if (occasion === undefined) return;
  const place = await placeOf(teams, activity);
  const person = personOf(activity);
  teams.roster.remember(person.tid, person.oid, text(at(activity, 'from', 'id')) ?? '');
  if (place.kind !== 'personal' || mayHoldImages(activity)) {
    await events.rang(doorbell(activity, place, occasion));
    return;
  }
  if (occasion !== 'posted') return;
  later(afterwards, async () =>
    say(teams, readReference(place), withCard(drawNotice(await events.asked(place, person)))),
  );
};

const takeInstallation = async (
  teams: Teams,
  activity: Fields,
  events: ChatEvents,
  afterwards: Afterwards,
): Promise<void> => {
  const action = text(activity['action']);
  if (action?.startsWith('add') !== true) return;
  const place = await placeOf(teams, activity);
  await events.installed(place);
  // An upgrade is an installation, too, but no news to those who are there.
  if (action !== 'add') return;
  const listed = events.lists(place, personOf(activity));
  later(afterwards, () => say(teams, readReference(place), withCard(drawWelcome(place.kind, listed))));
};

const takeMembers = async (teams: Teams, activity: Fields, events: ChatEvents): Promise<void> => {
  const changed = [...list(activity['membersAdded']), ...list(activity['membersRemoved'])];
  const people = changed.filter((one) => text(at(one, 'id'))?.startsWith('28:') === false);
  if (people.length > 0) await events.membersChanged(await placeOf(teams, activity));
};

const takeInvoke = async (
  teams: Teams,
  activity: Fields,
  events: ChatEvents,
  { mayPress = () => true }: Afterwards,
): Promise<Taken> => {
  switch (activity['name']) {
    case 'adaptiveCard/action':
      // Before anything is asked of the platform or written: a program that presses costs one look at a number.
      return {
        status: 200,
        body: mayPress(personOf(activity))
          ? await answerPress(teams, activity, events)
          : sayCode('too-many-requests'),
      };
    case 'composeExtension/fetchTask':
    case 'task/fetch':
      return {
        status: 200,
        body: mayPress(personOf(activity))
          ? await answerDialog(teams, activity, events)
          : sentenceForCode('too-many-requests'),
      };
    case 'composeExtension/submitAction':
    case 'task/submit':
      // The page has done its work by itself, and closes its dialog by this: there is nothing to add to it.
      return { status: 200, body: {} };
    case 'signin/verifyState':
      return { status: mayPress(personOf(activity)) && (await redeem(teams, activity, events)) ? 200 : 412 };
    case 'signin/tokenExchange':
      // Not offered: the client then falls back to the ordinary sign-in.
      return { status: 412 };
    default:
      return { status: 501 };
  }
};

/** One proved activity. Awaits no more than the writing of a row, except where a person waits for the answer. */
export const takeActivity = async (
  teams: Teams,
  activity: Fields,
  events: ChatEvents,
  afterwards: Afterwards,
): Promise<Taken> => {
  switch (activity['type']) {
    case 'message':
    case 'messageUpdate':
      await takeMessage(teams, activity, events, afterwards);
      return undefined;
    case 'installationUpdate':
      await takeInstallation(teams, activity, events, afterwards);
      return undefined;
    case 'conversationUpdate':
      await takeMembers(teams, activity, events);
      return undefined;
    case 'invoke':
      return takeInvoke(teams, activity, events, afterwards);
    case 'event':
      if (activity['name'] === 'tokens/response') await events.signedIn(personOf(activity));
      return undefined;
    default:
      return undefined;
  }
};
