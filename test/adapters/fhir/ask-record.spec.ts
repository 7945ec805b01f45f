import { afterEach, describe, expect, it } from '@jest/globals';
import { askRecord } from '../../../bot/adapters/fhir/ask-record.ts';
import type { RecordAccess } from '../../../bot/adapters/fhir/ask-record.ts';
import { scriptedRecord } from './scripted-record.ts';
import type { Reply } from './scripted-record.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

const hospital = async (reply: Reply) => {
  const server = await scriptedRecord(() => reply);
  open.push(server);
  return server;
};
const get = (baseUrl: string, rest: Partial<RecordAccess> = {}) =>
  askRecord({ baseUrl, live: false, ...rest })({ method: 'GET', path: 'metadata' });

describe('A request to the hospital’s record', () => {
  it('carries the token and a request id', async () => {
    const server = await hospital({});
    await get(server.url, { fetchToken: async () => 'secret-token' });
    expect(server.seen[0]?.headers.authorization).toBe('Bearer secret-token');
    expect(server.seen[0]?.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('never follows a redirect, so the token reaches no other host', async () => {
    const elsewhere = await hospital({ body: { resourceType: 'Bundle' } });
    const server = await hospital({ status: 307, headers: { location: `${elsewhere.url}/metadata` } });
    await expect(get(server.url, { fetchToken: async () => 'secret-token' })).rejects.toMatchObject({
      code: 'record-refused',
      facts: { status: 307 },
    });
    expect(elsewhere.seen).toEqual([]);
  });

  it.each(['https://elsewhere.example/x', '//elsewhere.example/x', '../admin', '/admin'])(
    'is not sent to %s',
    async (path) => {
      const server = await hospital({});
      const ask = askRecord({ baseUrl: server.url, live: false });
      await expect(ask({ method: 'GET', path })).rejects.toMatchObject({ code: 'host-not-allowed' });
      expect(server.seen).toEqual([]);
    },
  );

  it.each([429, 500, 502, 503, 504])('answered %i is worth another try', async (status) => {
    const server = await hospital({ status, headers: { 'retry-after': '7' } });
    await expect(get(server.url)).rejects.toMatchObject({
      code: 'record-unreachable',
      transient: true,
      retryAfterMs: 7000,
    });
  });

  it.each([301, 400, 401, 403, 404, 422])('answered %i is refused for good', async (status) => {
    const server = await hospital({ status });
    await expect(get(server.url)).rejects.toMatchObject({ code: 'record-refused', transient: false });
  });

  it('that is cut off, or not answered in time, is worth another try', async () => {
    const cut = await hospital('cut');
    await expect(get(cut.url)).rejects.toMatchObject({ code: 'record-unreachable', transient: true });
    const silent = await hospital('silence');
    await expect(get(silent.url, { timeoutMs: 50 })).rejects.toMatchObject({
      code: 'record-unreachable',
      transient: true,
    });
  });

  it('for which no token can be had is worth another try, and is not sent without', async () => {
    const server = await hospital({});
    const fetchToken = () => Promise.reject(new Error('the token service is down'));
    await expect(get(server.url, { fetchToken })).rejects.toMatchObject({ code: 'record-unreachable' });
    expect(server.seen).toEqual([]);
  });

  it('whose answer does not end is given up', async () => {
    const server = await hospital({ body: 'x'.repeat(5 * 1024 * 1024) });
    await expect(get(server.url)).rejects.toMatchObject({ code: 'record-refused' });
  });

  it('says nothing of what the record answered: an error may quote the patient', async () => {
    const server = await hospital({ status: 400, body: { issue: [{ diagnostics: 'Edith Marlowe' }] } });
    const error: unknown = await get(server.url).catch((thrown: unknown) => thrown);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error as object))).not.toContain('Marlowe');
  });

  it.each([
    ['http://fhir.hospital.example/R4', false],
    ['http://127.0.0.1:1/R4', true],
    ['https://user:word@fhir.hospital.example/R4', true],
    ['https://fhir.hospital.example/R4?key=1', true],
    ['ftp://fhir.hospital.example', true],
    ['not an address', true],
  ])('is never made to %s (live: %s)', (baseUrl, live) => {
    expect(() => askRecord({ baseUrl, live })).toThrow('config-invalid');
  });
});
