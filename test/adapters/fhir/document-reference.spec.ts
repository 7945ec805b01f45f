import { describe, expect, it } from '@jest/globals';
import { documentReference } from '../../../bot/adapters/fhir/document-reference.ts';
import { imageDocument } from '../../contract/record.ts';

describe('The document written to the patient’s record', () => {
  it('is a UK Core DocumentReference that names image, patient, author and organisation', () => {
    expect(documentReference(imageDocument('image-1'))).toMatchObject({
      resourceType: 'DocumentReference',
      meta: { profile: ['https://fhir.hl7.org.uk/StructureDefinition/UKCore-DocumentReference'] },
      status: 'current',
      docStatus: 'final',
      type: {
        text: 'Clinical photograph',
        coding: [{ system: 'http://loinc.org', code: '72170-4', display: 'Photographic image' }],
      },
      subject: { reference: 'Patient/demo-1' },
      date: '2026-03-15T03:04:00.000Z',
      author: [{ display: 'Tom Whitlock' }],
      custodian: { identifier: { system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: 'XHB' } },
      context: { period: { start: '2026-03-15T02:57:00.000Z' } },
    });
  });

  it('points to the image and never holds its bytes or its file name', () => {
    const attachment = documentReference(imageDocument('image-1')).content[0]?.attachment;
    expect(attachment).toEqual({
      contentType: 'image/jpeg',
      url: 'https://safelight.hospital.example/sets/q1w2e3r4t5y6u7i8o9p0aa',
      size: 2_345_678,
      title: 'Clinical photograph',
      creation: '2026-03-15T02:55:10+00:00',
    });
  });

  it('carries the SHA-256 as an RFC 6920 name, for FHIR R4’s own hash is SHA-1', () => {
    const names = documentReference(imageDocument('image-1')).identifier?.map((one) => one.value);
    expect(names).toEqual(['image-1', 'ni:///sha-256;ASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4mrze8']);
  });

  it.each([
    ['2026-03-15T02:55:10+01:00', '2026-03-15T02:55:10+01:00'],
    ['2026-03-15T02:55:10', '2026-03-15'],
    ['0000:00:00 00:00:00', undefined],
  ])(
    'taken at %s says %s: a time of day needs its zone, and the time posted never stands in',
    (takenAt, creation) => {
      const document = documentReference(imageDocument('image-1', { takenAt }));
      expect(document.content[0]?.attachment.creation).toBe(creation);
    },
  );

  it('is marked as not Medical Illustration’s', () => {
    expect(documentReference(imageDocument('image-1')).description).toContain('not Medical Illustration');
    const words = 'Medical Illustration, bedside.';
    const note = { words, restricted: false };
    expect(documentReference({ ...imageDocument('image-1'), note }).description).toBe(words);
  });

  it('takes the hospital’s own code for a clinical photograph, and claims none for a video', () => {
    const own = { system: 'http://snomed.info/sct', code: '1', display: 'local' };
    expect(documentReference(imageDocument('i'), own).type?.coding).toEqual([own]);
    expect(documentReference(imageDocument('i', { mediaType: 'video/mp4' })).type).toEqual({
      text: 'Clinical recording',
    });
  });
});
