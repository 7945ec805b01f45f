import { randomUUID } from 'node:crypto';

/** Graph waits so long for a handshake, and so long for a notification (platform.md 1.4). */
const HANDSHAKE_MS = 10_000;
const ANSWER_MS = 3_000;

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const post = async (
  url: string,
  body: string,
  type: string,
  patienceMs: number,
): Promise<Answer | undefined> => {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
    });
    return {
      status: answer.status,
      type: answer.headers.get('content-type') ?? '',
      body: await answer.text(),
    };
  } catch {
    // No connection, cut off half-way, or out of patience: to Graph each of them is silence.
    return undefined;
  }
};

/** An endpoint is believed only when it repeats a token it could not have guessed, as plain text. */
export const isWilling = async (url: string): Promise<boolean> => {
  const token = `Validation: Testing client application reachability for subscription Request-Id: ${randomUUID()}`;
  const asked = new URL(url);
  asked.searchParams.set('validationToken', token);
  const answer = await post(asked.href, '', 'text/plain; charset=utf-8', HANDSHAKE_MS);
  return answer?.status === 200 && answer.type.startsWith('text/plain') && answer.body === token;
};

export const tell = async (url: string, notification: object): Promise<boolean> => {
  const body = JSON.stringify({ value: [notification] });
  const answer = await post(url, body, 'application/json; charset=utf-8', ANSWER_MS);
  return answer !== undefined && answer.status >= 200 && answer.status < 300;
};
