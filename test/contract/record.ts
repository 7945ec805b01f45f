import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HOSPITAL_NUMBER_SYSTEM, patients } from '../../bot/local/demonstration/patients.ts';
import type { DocumentNote, ImageDocument, PatientRecord } from '../../bot/ports/record.ts';
import { imageId, setId, sha256 } from '../../bot/set/ids.ts';
import { instant } from '../../bot/set/instant.ts';

/** A record that holds the demonstration's patients, and a way to see what was written to it. */
export interface RecordWorld {
  readonly record: PatientRecord;
  /** Every document of this image, oldest first. */
  documentsOf(image: string): Promise<readonly { readonly status: string; readonly patient: string }[]>;
  /** What stands beside the image's current document. */
  noteOf(image: string): Promise<DocumentNote | undefined>;
  close(): Promise<void>;
}

const [edith, joseph] = patients;
if (edith === undefined || joseph === undefined)
  throw new Error('the demonstration has two patients at least');

export const imageDocument = (image: string, rest: Partial<ImageDocument> = {}): ImageDocument => ({
  image: imageId(image),
  set: setId('q1w2e3r4t5y6u7i8o9p0aa'),
  organisation: 'XHB',
  patient: `Patient/${edith.id}`,
  mediaType: 'image/jpeg',
  sha256: '0123456789abcdef'.repeat(4),
  bytes: 2_345_678,
  takenAt: '2026-03-15T02:55:10+00:00',
  postedAt: instant('2026-03-15T02:57:00Z'),
  filedAt: instant('2026-03-15T03:04:00Z'),
  author: 'Tom Whitlock',
  url: 'https://safelight.hospital.example/sets/q1w2e3r4t5y6u7i8o9p0aa',
  ...rest,
});

/** What bot/ports/record.ts promises, whatever keeps it. */
export const recordContract = (name: string, open: () => Promise<RecordWorld>): void => {
  describe(`The patient record: ${name}`, () => {
    let world: RecordWorld;
    beforeAll(async () => {
      world = await open();
    });
    afterAll(async () => {
      await world.close();
    });

    it('is ready', async () => {
      await expect(world.record.ready()).resolves.toBeUndefined();
    });

    it('finds a patient by the hospital’s own number, under the hospital’s own system alone', async () => {
      const value = edith.hospitalNumber ?? '';
      const found = await world.record.findByHospitalNumber({ system: HOSPITAL_NUMBER_SYSTEM, value });
      expect(found).toEqual(await world.record.find(edith.nhsNumber, edith.birthDate));
      for (const other of [
        { system: 'https://another.example/id', value },
        { system: HOSPITAL_NUMBER_SYSTEM, value: 'H9999999' },
        { system: HOSPITAL_NUMBER_SYSTEM, value: edith.nhsNumber },
      ])
        await expect(world.record.findByHospitalNumber(other)).rejects.toMatchObject({
          code: 'patient-not-found',
        });
    });

    it('finds a patient by NHS number and date of birth together', async () => {
      expect(await world.record.find(edith.nhsNumber, edith.birthDate)).toEqual({
        reference: `Patient/${edith.id}`,
        nhsNumber: edith.nhsNumber,
        name: 'Edith Marlowe',
        birthDate: edith.birthDate,
        gender: 'female',
        deceased: false,
        superseded: false,
      });
    });

    it('says that details differ when only the number fits', async () => {
      await expect(world.record.find(edith.nhsNumber, '1941-03-10')).rejects.toMatchObject({
        code: 'patient-details-differ',
        transient: false,
      });
    });

    it('says not found when the number is nobody’s', async () => {
      await expect(world.record.find('9000000009', edith.birthDate)).rejects.toMatchObject({
        code: 'patient-not-found',
        transient: false,
      });
    });

    it('never takes one patient’s number with another’s date of birth', async () => {
      await expect(world.record.find(edith.nhsNumber, joseph.birthDate)).rejects.toMatchObject({
        code: 'patient-details-differ',
      });
    });

    it('writes an image’s document once, however often it is asked', async () => {
      const first = await world.record.file(imageDocument('once-image'));
      const again = await world.record.file(imageDocument('once-image'));
      expect(first.document).toMatch(/^DocumentReference\//);
      expect(again).toEqual(first);
      expect(await world.documentsOf('once-image')).toEqual([
        { status: 'current', patient: `Patient/${edith.id}` },
      ]);
    });

    it('writes one document when asked twice at the same moment', async () => {
      const [one, other] = await Promise.all([
        world.record.file(imageDocument('race-image')),
        world.record.file(imageDocument('race-image')),
      ]);
      expect(one).toEqual(other);
      expect(await world.documentsOf('race-image')).toHaveLength(1);
    });

    it('refuses an image that stands in another patient’s record', async () => {
      await world.record.file(imageDocument('taken-image'));
      const elsewhere = imageDocument('taken-image', { patient: `Patient/${joseph.id}` });
      await expect(world.record.file(elsewhere)).rejects.toMatchObject({ code: 'record-refused' });
    });

    it('marks a document as entered in error, and doing so twice succeeds', async () => {
      const { document } = await world.record.file(imageDocument('wrong-image'));
      await world.record.retract(document);
      await world.record.retract(document);
      expect(await world.documentsOf('wrong-image')).toEqual([
        { status: 'entered-in-error', patient: `Patient/${edith.id}` },
      ]);
    });

    it('files an image to the right patient after it was taken back from the wrong one', async () => {
      const wrong = await world.record.file(imageDocument('refiled-image'));
      await world.record.retract(wrong.document);
      const right = await world.record.file(
        imageDocument('refiled-image', { patient: `Patient/${joseph.id}` }),
      );
      expect(right.document).not.toBe(wrong.document);
      expect(await world.documentsOf('refiled-image')).toEqual([
        { status: 'entered-in-error', patient: `Patient/${edith.id}` },
        { status: 'current', patient: `Patient/${joseph.id}` },
      ]);
    });

    it('names the current documents of an image, for a filing whose answer was lost', async () => {
      const image = imageId('lost-image');
      expect(await world.record.standing(image)).toEqual([]);
      const { document } = await world.record.file(imageDocument('lost-image'));
      expect(await world.record.standing(image)).toEqual([document]);
      await world.record.retract(document);
      expect(await world.record.standing(image)).toEqual([]);
    });

    it('has the note of an image beside it, and makes it another however often it is asked', async () => {
      const before = { words: 'Ward photograph. Shows the left heel.', restricted: false } as const;
      const { document } = await world.record.file(imageDocument('noted-image', { note: before }));
      expect(await world.noteOf('noted-image')).toEqual(before);
      const agreed = sha256('c'.repeat(64));
      const after = { words: 'Ward photograph. Restricted.', restricted: true, agreed } as const;
      await world.record.note(document, after);
      await world.record.note(document, after);
      expect(await world.noteOf('noted-image')).toEqual(after);
      await world.record.note(document, before);
      expect(await world.noteOf('noted-image')).toEqual(before);
    });

    it('finds the document of an earlier try with an older note, and the newer one then stands', async () => {
      const note = { words: 'Older.', restricted: true } as const;
      await world.record.file(imageDocument('older-note', { note }));
      await world.record.file(imageDocument('older-note', { note: { words: 'Newer.', restricted: false } }));
      expect(await world.noteOf('older-note')).toEqual({ words: 'Newer.', restricted: false });
      expect(await world.documentsOf('older-note')).toHaveLength(1);
    });

    it('says nothing more of a document that was taken back', async () => {
      const { document } = await world.record.file(imageDocument('taken-back-note'));
      await world.record.retract(document);
      await world.record.note(document, { words: 'Later.', restricted: false });
      expect(await world.noteOf('taken-back-note')).toBeUndefined();
    });

    it('refuses to retract what is not there', async () => {
      await expect(world.record.retract('DocumentReference/never')).rejects.toMatchObject({
        code: 'record-refused',
        transient: false,
      });
    });
  });
};
