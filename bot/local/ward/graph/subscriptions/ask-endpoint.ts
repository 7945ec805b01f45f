import { randomUUID } from 'node:crypto';

/** Graph waits so long for a handshake, and so long for a notification (platform.md 1.4). */
const HANDSHAKE_MS = 10_000;
const ANSWER_MS = 3_000;

const post = async (
  url: string,
  body: string,
  type: string,
  patienceMs: number,
): Promise<Response | undefined> => {
  try {
    return await fetch(url, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
    });
  } catch (error) {
    // No connection, or no answer in time.
    if (error instanceof TypeError || (error as Error).name === 'TimeoutError') return undefined;
    throw error;
  }
};

/** An endpoint is believed only when it repeats a token it could not have guessed, as plain text. */
export const isWilling = async (url: string): Promise<boolean> => {
  const token = `Validation: Testing client application reachability for subscription Request-Id: ${randomUUID()}`;
  const asked = new URL(url);
  asked.searchParams.set('validationToken', token);
  const answer = await post(asked.href, '', 'text/plain; charset=utf-8', HANDSHAKE_MS);
  if (answer === undefined) return false;
  const isPlain = answer.headers.get('content-type')?.startsWith('text/plain') === true;
  return answer.status === 200 && isPlain && (await answer.text()) === token;
};

export const tell = async (url: string, notification: object): Promise<boolean> => {
  const body = JSON.stringify({ value: [notification] });
  const answer = await post(url, body, 'application/json; charset=utf-8', ANSWER_MS);
  await answer?.body?.cancel();
  return answer !== undefined && answer.status >= 200 && answer.status < 300;
};
