import { fields, list, text, textOr } from '../http/read-json.ts';
import type { CardActionResult } from '../page-contract.ts';
import type { BotAnswer } from '../world/bot-line.ts';

const WENT_WRONG = 'Something went wrong. Please try again.';

const failed = (status: number, words = WENT_WRONG): CardActionResult => ({
  kind: 'error',
  status,
  text: words,
});

/** The first link of a sign-in card. */
const signInOf = (card: unknown): CardActionResult => {
  const button = fields(list(fields(card)?.['buttons'])[0]);
  const url = text(button?.['value']);
  return url === undefined ? failed(401, 'Please sign in.') : { kind: 'signIn', url };
};

/** What the client shows for the answer to `adaptiveCard/action` (Universal Actions' response types). */
export const readCardAnswer = (answer: BotAnswer): CardActionResult => {
  if (answer.status === 0) return failed(504, 'The app did not answer. Please try again.');
  if (answer.status !== 200) return failed(answer.status);
  const body = fields(answer.body);
  if (!body) return { kind: 'nothing' };
  const status = typeof body['statusCode'] === 'number' ? body['statusCode'] : 200;
  switch (body['type']) {
    case 'application/vnd.microsoft.card.adaptive':
      return { kind: 'card', card: body['value'] };
    case 'application/vnd.microsoft.activity.message':
      return { kind: 'message', text: textOr(body['value'], '') };
    case 'application/vnd.microsoft.activity.loginRequest':
      return signInOf(body['value']);
    case 'application/vnd.microsoft.error':
      return failed(status, textOr(fields(body['value'])?.['message'], WENT_WRONG));
    default:
      return status >= 200 && status < 300 ? { kind: 'nothing' } : failed(status);
  }
};

/** What the client shows for the answer to `task/fetch` and `task/submit`. */
export const readTaskAnswer = (answer: BotAnswer): CardActionResult => {
  if (answer.status === 0) return failed(504, 'The app did not answer. Please try again.');
  if (answer.status !== 200) return failed(answer.status);
  const task = fields(fields(answer.body)?.['task']);
  if (task?.['type'] === 'message') return { kind: 'message', text: textOr(task['value'], '') };
  const shown = fields(task?.['value']);
  if (task?.['type'] !== 'continue' || !shown) return { kind: 'nothing' };
  const url = text(shown['url']);
  const card = fields(fields(shown['card'])?.['content']) ?? fields(shown['card']);
  return {
    kind: 'dialog',
    title: textOr(shown['title'], ''),
    ...(url === undefined ? {} : { url }),
    ...(card === undefined ? {} : { card }),
  };
};
