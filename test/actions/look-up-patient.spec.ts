import { describe, expect, it } from '@jest/globals';
import { edith, filingWard, joseph } from './filing-ward.ts';

describe('Looking a patient up', () => {
  it('gives the name, birth date and record of the one whom number and date of birth fit', async () => {
    const ward = filingWard();
    const at = await ward.post('a');
    expect(await ward.lookUp(at, edith.nhsNumber, edith.birthDate)).toMatchObject({
      name: 'Edith Marlowe',
      birthDate: '1941-03-09',
      reference: 'Patient/demo-1',
    });
  });

  it('is in the audit whatever came of it, without number, name or date of birth', async () => {
    const ward = filingWard();
    const at = await ward.post('a');
    await ward.lookUp(at, edith.nhsNumber, edith.birthDate);
    await expect(ward.lookUp(at, edith.nhsNumber, joseph.birthDate)).rejects.toThrow(
      'patient-details-differ',
    );
    await expect(ward.lookUp(at, '9000000009', edith.birthDate)).rejects.toThrow('patient-not-found');
    ward.record.reachable(false);
    await expect(ward.lookUp(at, edith.nhsNumber, edith.birthDate)).rejects.toThrow('record-unreachable');
    const asked = (await ward.events(at)).filter((event) => event.kind === 'patient-looked-up');
    expect(asked.map((event) => event.facts)).toEqual([
      { result: 'found' },
      { result: 'patient-details-differ' },
      { result: 'patient-not-found' },
      { result: 'record-unreachable' },
    ]);
    expect(JSON.stringify(asked)).not.toMatch(/9434765919|1941|Marlowe/);
  });

  it.each([
    ['9434765918', '1941-03-09', 'nhs-number-invalid'],
    ['9990000026', '1941-03-09', 'nhs-number-invalid'],
    ['9434765919', '09/03/1941', 'birth-date-invalid'],
  ])('by %s and %s is refused before the record is asked', async (number, birthDate, code) => {
    const ward = filingWard();
    const at = await ward.post('a');
    ward.record.reachable(false);
    await expect(ward.lookUp(at, number, birthDate)).rejects.toThrow(code);
  });
});
