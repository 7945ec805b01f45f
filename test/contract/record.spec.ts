import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request } from 'undici';
import { sha256 } from '../../bot/set/ids.ts';
import { fhirRecord } from '../../bot/adapters/fhir/fhir-record.ts';
import { startFhir } from '../../bot/local/fhir/start-fhir.ts';
import { memoryRecord } from '../memory/record.ts';
import { recordContract } from './record.ts';

recordContract('in memory', async () => {
  const record = memoryRecord();
  return {
    record,
    documentsOf: async (image) =>
      record
        .documents()
        .filter((one) => one.image === image)
        .map(({ status, patient }) => ({ status, patient })),
    noteOf: async (image) =>
      record.documents().find((one) => one.image === image && one.status === 'current')?.note,
    close: async () => undefined,
  };
});

interface Found {
  readonly entry?: readonly {
    readonly resource: {
      readonly status: string;
      readonly subject: { readonly reference: string };
      readonly description: string;
      readonly securityLabel?: readonly object[];
      readonly context: {
        readonly related?: readonly {
          readonly display?: string;
          readonly identifier: { readonly value: string };
        }[];
      };
      readonly identifier: readonly { readonly value: string }[];
    };
  }[];
}

recordContract('a FHIR R4 server over HTTP', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'safelight-fhir-'));
  const server = await startFhir({ folder, port: 0 });
  const resourcesOf = async (image: string) => {
    const { body } = await request(`${server.url}DocumentReference`);
    const found = (await body.json()) as Found;
    return (found.entry ?? [])
      .map((entry) => entry.resource)
      .filter((one) => one.identifier.some(({ value }) => value === image));
  };
  return {
    record: fhirRecord({ baseUrl: server.url, live: false }),
    documentsOf: async (image) =>
      (await resourcesOf(image)).map(({ status, subject }) => ({ status, patient: subject.reference })),
    noteOf: async (image) => {
      const one = (await resourcesOf(image)).find(({ status }) => status === 'current');
      if (one === undefined) return undefined;
      const agreed = one.context.related?.find(({ display }) => display === 'What was agreed to');
      return {
        words: one.description,
        restricted: one.securityLabel !== undefined,
        ...(agreed === undefined ? {} : { agreed: sha256(agreed.identifier.value) }),
      };
    },
    close: async () => {
      await server.close();
      rmSync(folder, { recursive: true });
    },
  };
});
