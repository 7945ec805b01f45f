import { at, list, text } from '../../wire/read-json.ts';

/** One notification, of which nothing but this is read. */
export interface GraphNotification {
  readonly subscription: string;
  readonly secret: string;
  readonly lifecycle?: string;
}

export interface NotificationAnswer {
  readonly status: number;
  readonly type?: string;
  readonly body?: string;
}

/** What a caller we know nothing of may make us repeat, and how much it may send at once. */
const LONGEST_TOKEN = 2_048;
const MOST_AT_ONCE = 1_000;

const notificationsIn = (body: unknown): readonly GraphNotification[] | undefined => {
  const value = at(body, 'value');
  if (!Array.isArray(value) || value.length > MOST_AT_ONCE) return undefined;
  return list(value).flatMap((one) => {
    const [subscription, lifecycle] = [text(at(one, 'subscriptionId')), text(at(one, 'lifecycleEvent'))];
    if (subscription === undefined || subscription.length > 128) return [];
    const secret = (text(at(one, 'clientState')) ?? '').slice(0, 128);
    return [{ subscription, secret, ...(lifecycle === undefined ? {} : { lifecycle }) }];
  });
};

const isPlain = (token: string): boolean => token.length <= LONGEST_TOKEN && !/\p{Cc}/u.test(token);

/**
 * `POST /api/notifications`: the handshake is repeated to whoever asks, as plain text; a notification is recorded and
 * accepted with 202, whether or not it was ours, so that nobody learns which are (platform.md 1.4).
 */
export const answerNotifications =
  (hear: (notifications: readonly GraphNotification[]) => Promise<void>) =>
  async (validationToken: string | null, readBody: () => Promise<unknown>): Promise<NotificationAnswer> => {
    if (validationToken !== null) {
      if (!isPlain(validationToken)) return { status: 400 };
      return { status: 200, type: 'text/plain; charset=utf-8', body: validationToken };
    }
    const notifications = notificationsIn(await readBody());
    if (notifications === undefined) return { status: 400 };
    await hear(notifications);
    return { status: 202 };
  };
