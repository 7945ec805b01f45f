import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { request } from 'undici';
import { patients } from '../../../bot/local/demonstration/patients.ts';
import { startFhir } from '../../../bot/local/fhir/start-fhir.ts';
import type { LocalFhir } from '../../../bot/local/fhir/start-fhir.ts';

let folder: string;
let server: LocalFhir | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'safelight-fhir-'));
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  rmSync(folder, { recursive: true });
});

const start = async (): Promise<LocalFhir> => (server = await startFhir({ folder, port: 0 }));
const get = async (url: string) => {
  const { statusCode, body } = await request(url);
  return { status: statusCode, body: (await body.json()) as Record<string, unknown> };
};
const create = async (base: string, resource: object) => {
  const { statusCode, headers, body } = await request(`${base}Patient`, {
    method: 'POST',
    headers: { 'content-type': 'application/fhir+json' },
    body: JSON.stringify(resource),
  });
  return { status: statusCode, headers, body: (await body.json()) as Record<string, unknown> };
};
const someone = { resourceType: 'Patient', name: [{ family: 'Someone' }] };

describe('The laptop’s patient record', () => {
  it('holds the demonstration’s patients, once, after any number of starts', async () => {
    for (let starts = 0; starts < 2; starts += 1) {
      const { url } = await start();
      const { body } = await get(`${url}Patient`);
      expect((body['entry'] as unknown[]).length).toBe(patients.length);
      await server?.close();
    }
  });

  it('answers after a restart with the same document, edition and time', async () => {
    const first = await start();
    const { body } = await create(first.url, someone);
    await first.close();
    const second = await start();
    expect((await get(`${second.url}Patient/${String(body['id'])}`)).body).toEqual(body);
  });
});

describe('The laptop’s patient record, running', () => {
  let running: LocalFhir;
  let kept: string;
  beforeAll(async () => {
    kept = mkdtempSync(join(tmpdir(), 'safelight-fhir-'));
    running = await startFhir({ folder: kept, port: 0 });
  });
  afterAll(async () => {
    await running.close();
    rmSync(kept, { recursive: true });
  });

  it('gives a new document an id of its own, whatever id it was sent with', async () => {
    const { url } = running;
    const { status, headers, body } = await create(url, { ...someone, id: 'demo-1' });
    expect(status).toBe(201);
    expect(body['id']).not.toBe('demo-1');
    expect(headers['location']).toContain(`/fhir/R4/Patient/${String(body['id'])}/_history/`);
  });

  it('refuses what a hospital’s record would refuse, with an OperationOutcome', async () => {
    const { url } = running;
    for (const wrong of [
      { ...someone, nonsense: 1 },
      { ...someone, gender: 1 },
      { resourceType: 'Nonsense' },
    ]) {
      const { status, body } = await create(url, wrong);
      expect(status).toBe(400);
      expect(body['resourceType']).toBe('OperationOutcome');
    }
    expect((await get(`${url}Patient/nobody`)).status).toBe(404);
  });

  it('serves nobody who calls it by another name', async () => {
    const { url } = running;
    const { statusCode, body } = await request(`${url}Patient`, { headers: { host: 'attacker.example' } });
    await body.dump();
    expect(statusCode).toBe(421);
  });

  it('says what it is', async () => {
    const { url } = running;
    expect((await get(`${url}metadata`)).body).toMatchObject({
      resourceType: 'CapabilityStatement',
      fhirVersion: '4.0.1',
    });
  });

  it('names the port where it is in use', async () => {
    const { url } = running;
    const port = Number(new URL(url).port);
    await expect(startFhir({ folder, port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

/** A process that starts the record and then only waits, so that it can be killed. */
const parent = async (): Promise<{ readonly process: ChildProcess; readonly url: string }> => {
  const program = `
    import { startFhir } from './bot/local/fhir/start-fhir.ts';
    console.log((await startFhir({ folder: process.argv[1], port: 0 })).url);
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { process: child, url: line.toString().trim() };
};

const isUp = async (url: string): Promise<boolean> => {
  try {
    await (await request(`${url}metadata`)).body.dump();
    return true;
  } catch {
    return false;
  }
};

describe('A killed record', () => {
  it('ends with its parent, and has every document it ever confirmed', async () => {
    const killed = await parent();
    const confirmed: string[] = [];
    const writing = (async () => {
      for (;;) confirmed.push(String((await create(killed.url, someone)).body['id']));
    })().catch((error: unknown) => error);
    while (confirmed.length < 20) await wait(5);
    killed.process.kill('SIGKILL');
    await writing;
    while (await isUp(killed.url)) await wait(20);
    const { url } = await start();
    for (const id of confirmed) expect((await get(`${url}Patient/${id}`)).status).toBe(200);
  });

  it('drops a line cut short, and writes on after it', async () => {
    await (await start()).close();
    appendFileSync(join(folder, 'record.jsonl'), '["Patient","half","{"resourceTy');
    const { url } = await start();
    const { body } = await create(url, someone);
    await server?.close();
    const again = await start();
    expect((await get(`${again.url}Patient/${String(body['id'])}`)).status).toBe(200);
    expect((await get(`${again.url}Patient/half`)).status).toBe(404);
  });
});
