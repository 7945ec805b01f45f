import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Communication } from '@medplum/fhirtypes';
import { request } from 'undici';
import { fhirOpinions } from '../../bot/adapters/fhir/fhir-opinions.ts';
import { startFhir } from '../../bot/local/fhir/start-fhir.ts';
import { memoryRecord } from '../memory/record.ts';
import { opinionsContract } from './opinions.ts';

opinionsContract('in memory', async () => {
  const record = memoryRecord();
  return {
    opinions: record.opinions,
    statementsOf: async (answer) =>
      record
        .statements()
        .filter((one) => one.answer === answer)
        .map(({ status, patient, images }) => ({
          ...{ status, patient },
          about: images.map(({ document }) => document),
        })),
    close: async () => undefined,
  };
});

interface Found {
  readonly entry?: readonly { readonly resource: Communication }[];
}

opinionsContract('a FHIR R4 server over HTTP', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'safelight-fhir-'));
  const server = await startFhir({ folder, port: 0 });
  return {
    opinions: fhirOpinions({ baseUrl: server.url, live: false }),
    statementsOf: async (answer) => {
      const { body } = await request(`${server.url}Communication`);
      const found = (await body.json()) as Found;
      return (found.entry ?? [])
        .map((entry) => entry.resource)
        .filter((one) => one.identifier?.some(({ value }) => value === answer) === true)
        .map(({ status, subject, about }) => ({
          status,
          patient: subject?.reference ?? '',
          about: (about ?? []).map(({ reference }) => reference ?? ''),
        }));
    },
    close: async () => {
      await server.close();
      rmSync(folder, { recursive: true });
    },
  };
});
