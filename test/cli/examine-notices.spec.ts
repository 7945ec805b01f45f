import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { examineNotices } from '../../bot/cli/examine-notices.ts';
import type { Answered } from '../../bot/cli/examine-notices.ts';
import type { Finding } from '../../bot/cli/doctor.ts';
import { readPolicy } from '../../bot/policy/read-policy.ts';
import { SafelightError } from '../../bot/set/errors.ts';

/** A trust's web site, as it really answers; `https://trust.example` stands for it. */
let site: Server;
let base = '';
beforeAll(async () => {
  site = createServer((request, response) => {
    const to = {
      '/moved': '/privacy/',
      '/privacy': '/privacy/',
      '/sold': 'https://elsewhere.example/privacy',
      '/plain': 'http://trust.example/privacy/',
      '/round': '/round',
    }[request.url ?? ''];
    response.statusCode = to === undefined ? (request.url === '/privacy/' ? 200 : 404) : 302;
    if (to !== undefined) response.setHeader('location', to);
    response.end('Privacy notice');
  });
  await new Promise<void>((done) => site.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((done) => site.close(done)));

const throughTheSite = async (address: string): Promise<Answered> => {
  if (!address.startsWith('https://trust.example')) throw new Error('another host was asked');
  const answer = await fetch(address.replace('https://trust.example', base), { redirect: 'manual' });
  return { status: answer.status, location: answer.headers.get('location') };
};

const look = async (notice: string, ask = throughTheSite): Promise<Finding> => {
  const { organisations } = readPolicy(`organisations:
  - ods: XHB
    name: Harbourside Hospitals
    viewerTenants: [5afe1194-0000-4000-8000-000000000001]
    people: ['*']
    unfiledOwner: 5afe0000-0000-4000-8000-000000000004
    conversations: [{ chat: '19:one@thread.v2' }]
${notice === '' ? '' : `    patients: { privacyNotice: '${notice}' }\n`}`);
  return examineNotices(async () => organisations, false, ask).look();
};

describe('The privacy notice that patients are sent to (INF-06)', () => {
  it('passes where it answers by https on the host that the policy names', async () => {
    for (const path of ['/privacy/', '/privacy', '/moved'])
      expect(await look(`https://trust.example${path}`)).toMatchObject({ state: 'pass' });
  });

  it('fails where it is gone, leads elsewhere, leaves https, goes in circles or does not answer', async () => {
    for (const [path, seen] of [
      ['/gone', 'XHB: trust.example answers with status 404.'],
      ['/sold', 'XHB: trust.example sends people on to https://elsewhere.example.'],
      ['/plain', 'XHB: trust.example sends people on to http://trust.example.'],
      ['/round', 'XHB: trust.example sends people in circles.'],
    ] as const)
      expect(await look(`https://trust.example${path}`)).toMatchObject({ state: 'fail', seen });
    const silent = await look('https://trust.example/privacy', () =>
      Promise.reject(new Error('nobody there')),
    );
    expect(silent).toMatchObject({ state: 'fail', seen: 'XHB: trust.example does not answer.' });
  });

  it('says what it cannot check: no notice, a policy with a fault, the demonstration', async () => {
    expect(await look('')).toEqual({ state: 'unchecked', seen: 'None is named for XHB.' });
    const faulty = examineNotices(async () => Promise.reject(new SafelightError('policy-invalid')), false);
    expect(await faulty.look()).toMatchObject({ state: 'unchecked' });
    const demonstration = examineNotices(() => Promise.reject(new Error('never asked')), true);
    expect(await demonstration.look()).toMatchObject({ state: 'unchecked' });
  });
});
