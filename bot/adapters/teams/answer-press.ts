import { wordsForCode } from '../../../cards/text.ts';
import { ADAPTIVE_CARD } from '../../../cards/teams/adaptive.ts';
import { drawHeldCard } from '../../../cards/teams/draw-held-card.ts';
import { drawNotice } from '../../../cards/teams/draw-notice.ts';
import { noticeButtons, pressedWords, signInFirstWords, signedInWords } from '../../../cards/text/notice.ts';
import { renewalReasons } from '../../../cards/text/held-card.ts';
import type { ChatEvents, Press, PressAnswer } from '../../ports/chat-events.ts';
import { setId } from '../../set/ids.ts';
import type { RenewalReason } from '../../set/image-set.ts';
import type { Place } from '../../set/place.ts';
import { at, text } from '../wire/read-json.ts';
import type { Fields } from '../wire/read-json.ts';
import type { Teams } from './open-teams.ts';
import { personOf, placeOf } from './place-of-activity.ts';

/** The body of an answer to `adaptiveCard/action`. */
export interface ActionAnswer {
  readonly statusCode: number;
  readonly type: string;
  readonly value?: unknown;
}

const said = (words: string): ActionAnswer => ({
  statusCode: 200,
  type: 'application/vnd.microsoft.activity.message',
  value: words,
});
export const sayCode = (code: string): ActionAnswer => {
  const { title, whatToDo } = wordsForCode(code);
  return said(`${title}. ${whatToDo}`);
};

const askToSignIn = async (teams: Teams, activity: Fields, place: Place): Promise<ActionAnswer> => {
  const link = await teams.tokens.signInLink(place, text(at(activity, 'from', 'id')) ?? '');
  return {
    statusCode: 401,
    type: 'application/vnd.microsoft.activity.loginRequest',
    value: {
      text: signInFirstWords,
      connectionName: teams.options.connectionName,
      buttons: [{ type: 'signin', title: noticeButtons.signIn, text: noticeButtons.signIn, value: link }],
    },
  };
};

const isReason = (value: unknown): value is RenewalReason =>
  typeof value === 'string' && Object.hasOwn(renewalReasons, value);

/** What was pressed; undefined for anything our cards do not have. */
export const readPress = (activity: Fields, place: Place): Press | undefined => {
  const data = at(activity, 'value', 'action', 'data');
  const set = text(at(data, 'set')) ?? '';
  if (!/^[\w-]{1,64}$/.test(set)) return undefined;
  const common = { by: personOf(activity), place, set: setId(set) };
  const verb = at(activity, 'value', 'action', 'verb');
  if (verb === 'not-clinical' || verb === 'remove-now') return { ...common, verb };
  const reason = at(data, 'reason');
  return verb === 'renew' && isReason(reason) ? { ...common, verb, reason } : undefined;
};

const answerOf = async (
  teams: Teams,
  activity: Fields,
  press: Press,
  answer: PressAnswer,
): Promise<ActionAnswer> => {
  switch (answer.kind) {
    case 'card':
      return { statusCode: 200, type: ADAPTIVE_CARD, value: drawHeldCard(answer.card) };
    case 'notice':
      return { statusCode: 200, type: ADAPTIVE_CARD, value: drawNotice(answer.notice) };
    case 'done':
      return said(pressedWords[press.verb]);
    case 'sign-in':
      return askToSignIn(teams, activity, press.place);
    case 'refused':
      return sayCode(answer.code);
  }
};

/** True when the code that ends a sign-in is good: the person's token is in the token service then. */
export const redeem = async (teams: Teams, activity: Fields, events: ChatEvents): Promise<boolean> => {
  const code = text(at(activity, 'value', 'state'));
  if (code === undefined || code === '') return false;
  const token = await teams.tokens.token(text(at(activity, 'from', 'id')) ?? '', code);
  if (token === undefined) return false;
  await events.signedIn(personOf(activity));
  return true;
};

/** A button of one of our cards. After a sign-in Teams presses it again, with the code that ends it. */
export const answerPress = async (
  teams: Teams,
  activity: Fields,
  events: ChatEvents,
): Promise<ActionAnswer> => {
  const place = await placeOf(teams, activity);
  const fresh = await redeem(teams, activity, events);
  if (at(activity, 'value', 'action', 'verb') === 'sign-in') {
    const userId = text(at(activity, 'from', 'id')) ?? '';
    if (fresh || (await teams.tokens.token(userId)) !== undefined) return said(signedInWords);
    return askToSignIn(teams, activity, place);
  }
  const press = readPress(activity, place);
  if (press === undefined) return sayCode('bad-request');
  return answerOf(teams, activity, press, await events.pressed(press));
};
