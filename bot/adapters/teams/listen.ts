import type { ServerResponse } from 'node:http';
import type { ChatEvents } from '../../ports/chat-events.ts';
import { asSafelightError } from '../../set/errors.ts';
import { text } from '../wire/read-json.ts';
import { openDoor } from './authenticate.ts';
import type { Refused } from './authenticate.ts';
import type { Teams } from './open-teams.ts';
import { readBody } from './read-body.ts';
import type { Request } from './read-body.ts';
import { takeActivity } from './take-activity.ts';
import type { Afterwards } from './take-activity.ts';

const statuses: Readonly<Record<Refused, number>> = { unsigned: 401, 'not-ours': 403, later: 503 };

const end = (response: ServerResponse, status: number, body?: unknown): void => {
  const json = body === undefined ? undefined : JSON.stringify(body);
  response.writeHead(status, {
    'cache-control': 'no-store',
    ...(json === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    'content-length': json === undefined ? 0 : Buffer.byteLength(json),
  });
  response.end(json);
};

/**
 * Handles `POST /api/messages`. Nothing is done for a caller who has not proved to be the Bot Connector: 400 without a
 * body, 401 without a good signature, 403 for another tenant or service address, 503 where nothing could be recorded, so
 * that the platform sends the activity again. Answers never say why.
 */
export const teamsMessages = (
  teams: Teams,
  events: ChatEvents,
  afterwards: Afterwards,
): ((request: Request, response: ServerResponse) => Promise<void>) => {
  const enter = openDoor(teams);
  return async (request, response) => {
    const activity = await readBody(request);
    if (activity === undefined || text(activity['type']) === undefined) {
      end(response, 400);
      return;
    }
    try {
      const answer = await enter(request.headers.authorization ?? '', activity, (proved) =>
        takeActivity(teams, proved, events, afterwards),
      );
      if (typeof answer === 'string') end(response, statuses[answer]);
      else end(response, answer?.status ?? 200, answer?.body);
    } catch (error) {
      const failure = asSafelightError(error);
      afterwards.failed(failure);
      end(response, failure.code === 'bad-request' ? 400 : 503);
    }
  };
};
