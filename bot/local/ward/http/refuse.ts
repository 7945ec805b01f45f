import { randomUUID } from 'node:crypto';
import { Refusal } from './route.ts';
import type { Reply } from './route.ts';

const seconds = (retryAfter: number | undefined): Record<string, string> =>
  retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };

/** Microsoft Graph's error answer. */
export const graphError = (status: number, code: string, message: string, retryAfter?: number): Reply => {
  const id = randomUUID();
  return {
    status,
    headers: { 'request-id': id, 'client-request-id': id, ...seconds(retryAfter) },
    json: {
      error: {
        code,
        message,
        innerError: { date: new Date().toISOString(), 'request-id': id, 'client-request-id': id },
      },
    },
  };
};
/** The Bot Connector's and token service's error answer. */
export const connectorError = (
  status: number,
  code: string,
  message: string,
  retryAfter?: number,
): Reply => ({
  status,
  headers: seconds(retryAfter),
  json: { error: { code, message } },
});

export const refuseGraph = (status: number, code: string, message: string): Refusal =>
  new Refusal(graphError(status, code, message));
export const refuseConnector = (status: number, code: string, message: string): Refusal =>
  new Refusal(connectorError(status, code, message));
export const refusePage = (status: number, message: string): Refusal =>
  new Refusal({ status, json: { error: { message } } });
