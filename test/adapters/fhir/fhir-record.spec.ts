import { afterEach, describe, expect, it } from '@jest/globals';
import { documentReference } from '../../../bot/adapters/fhir/document-reference.ts';
import { fhirRecord } from '../../../bot/adapters/fhir/fhir-record.ts';
import { imageDocument } from '../../contract/record.ts';
import { scriptedRecord } from './scripted-record.ts';
import type { Reply, Seen } from './scripted-record.ts';

let hospital: Awaited<ReturnType<typeof scriptedRecord>>;
afterEach(async () => {
  await hospital.close();
});
const record = async (reply: (seen: Seen, turn: number) => Reply) => {
  hospital = await scriptedRecord(reply);
  return fhirRecord({ baseUrl: hospital.url, live: false });
};
const written = { ...documentReference(imageDocument('image-1')), id: 'd1', meta: { versionId: '3' } };

describe('Filing an image in a hospital’s FHIR record', () => {
  it('is conditional on the image among current documents', async () => {
    const hospitalRecord = await record(() => ({ status: 201, body: written }));
    expect(await hospitalRecord.file(imageDocument('image-1'))).toEqual({ document: 'DocumentReference/d1' });
    expect(decodeURIComponent(String(hospital.seen[0]?.headers['if-none-exist']))).toMatch(
      /^identifier=urn:uuid:[0-9a-f-]{36}\|image-1&status=current$/,
    );
  });

  it('reads the document where the server answers with its place alone', async () => {
    const hospitalRecord = await record(({ method }) =>
      method === 'GET'
        ? { body: written }
        : {
            status: 201,
            body: '',
            headers: { location: 'https://x.example/R4/DocumentReference/d1/_history/1' },
          },
    );
    expect(await hospitalRecord.file(imageDocument('image-1'))).toEqual({ document: 'DocumentReference/d1' });
  });

  it('is refused where the record holds two current documents of the image', async () => {
    const hospitalRecord = await record(() => ({ status: 412 }));
    await expect(hospitalRecord.file(imageDocument('image-1'))).rejects.toMatchObject({
      code: 'record-refused',
      transient: false,
    });
  });

  it('is tried again where somebody else was writing', async () => {
    const hospitalRecord = await record(() => ({ status: 409 }));
    await expect(hospitalRecord.file(imageDocument('image-1'))).rejects.toMatchObject({ transient: true });
  });

  it.each([
    ['another patient’s', { ...written, subject: { reference: 'Patient/other' } }],
    ['taken back', { ...written, status: 'entered-in-error' }],
  ])('never passes for done where the document found is %s', async (_, body) => {
    const hospitalRecord = await record(() => ({ body }));
    await expect(hospitalRecord.file(imageDocument('image-1'))).rejects.toMatchObject({
      code: 'record-refused',
    });
  });
});

describe('Taking a document back', () => {
  it('keeps whatever the record added to it, and writes only over the edition it read', async () => {
    const annotated = { ...written, securityLabel: [{ text: 'added by the hospital' }] };
    const hospitalRecord = await record(({ method }) =>
      method === 'GET' ? { body: annotated, headers: { etag: 'W/"3"' } } : { body: {} },
    );
    await hospitalRecord.retract('DocumentReference/d1');
    const put = hospital.seen.at(-1);
    expect(put?.headers['if-match']).toBe('W/"3"');
    expect(JSON.parse(put?.body ?? '')).toMatchObject({
      status: 'entered-in-error',
      securityLabel: [{ text: 'added by the hospital' }],
    });
  });

  it('reads again where somebody else wrote in between', async () => {
    const hospitalRecord = await record(({ method }, turn) => {
      if (method === 'PUT') return turn === 2 ? { status: 412 } : { body: {} };
      return { body: { ...written, meta: { versionId: String(turn) } } };
    });
    await hospitalRecord.retract('DocumentReference/d1');
    expect(hospital.seen.map((one) => one.headers['if-match'] ?? one.method)).toEqual([
      'GET',
      'W/"1"',
      'GET',
      'W/"3"',
    ]);
  });

  it('is tried again later where the document never stands still', async () => {
    const hospitalRecord = await record(({ method }) =>
      method === 'PUT' ? { status: 409 } : { body: written },
    );
    await expect(hospitalRecord.retract('DocumentReference/d1')).rejects.toMatchObject({ transient: true });
  });

  it('is done where the record has deleted it', async () => {
    const hospitalRecord = await record(() => ({ status: 410 }));
    await expect(hospitalRecord.retract('DocumentReference/d1')).resolves.toBeUndefined();
  });

  it('is refused for a reference that is not a document’s', async () => {
    const hospitalRecord = await record(() => ({}));
    for (const one of [
      'Patient/p1',
      'https://elsewhere.example/DocumentReference/d1',
      'DocumentReference/../x',
    ])
      await expect(hospitalRecord.retract(one)).rejects.toMatchObject({ code: 'record-refused' });
    expect(hospital.seen).toEqual([]);
  });
});

describe('Readiness of the record', () => {
  it('wants FHIR R4', async () => {
    const hospitalRecord = await record(() => ({ body: { fhirVersion: '3.0.2' } }));
    await expect(hospitalRecord.ready()).rejects.toMatchObject({ code: 'record-refused' });
  });
});
