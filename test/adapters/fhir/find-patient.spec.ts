import { afterEach, describe, expect, it } from '@jest/globals';
import { fhirRecord } from '../../../bot/adapters/fhir/fhir-record.ts';
import { scriptedRecord } from './scripted-record.ts';
import type { Reply, Seen } from './scripted-record.ts';

const NHS = 'https://fhir.nhs.uk/Id/nhs-number';
const edith = {
  resourceType: 'Patient',
  id: 'p1',
  identifier: [{ system: NHS, value: '9434765919' }],
  name: [
    { use: 'old', family: 'Maiden' },
    { use: 'official', given: ['Edith', 'Rose'], family: 'Marlowe' },
  ],
  gender: 'female',
  birthDate: '1941-03-09',
};
const bundle = (...patients: object[]): Reply => ({
  body: { resourceType: 'Bundle', type: 'searchset', entry: patients.map((resource) => ({ resource })) },
});

let hospital: Awaited<ReturnType<typeof scriptedRecord>>;
afterEach(() => hospital.close());

const ask = async (reply: (seen: Seen, turn: number) => Reply) => {
  hospital = await scriptedRecord(reply);
  return fhirRecord({ baseUrl: hospital.url, live: false }).find('9434765919', '1941-03-09');
};

describe('Looking a patient up in the hospital’s record', () => {
  it('asks for number and birth date in the body: no address holds a patient’s detail', async () => {
    await ask(() => bundle(edith));
    expect(hospital.seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /R4/Patient/_search',
    ]);
    expect(Object.fromEntries(new URLSearchParams(hospital.seen[0]?.body))).toEqual({
      identifier: `${NHS}|9434765919`,
      birthdate: '1941-03-09',
    });
  });

  it('gives the name the patient has now', async () => {
    expect(await ask(() => bundle(edith))).toMatchObject({ name: 'Edith Rose Marlowe', gender: 'female' });
  });

  it('says that the patient has died', async () => {
    expect(await ask(() => bundle({ ...edith, deceasedDateTime: '2026-01-02' }))).toMatchObject({
      deceased: true,
    });
  });

  it('gives the number that replaced the one asked for, and says so', async () => {
    const identifier = [
      { system: NHS, value: '9434765919', use: 'old' },
      { system: NHS, value: '4010232137' },
    ];
    expect(await ask(() => bundle({ ...edith, identifier }))).toMatchObject({
      nhsNumber: '4010232137',
      superseded: true,
    });
  });

  it('follows a merged record to the one that stands', async () => {
    const link = [{ type: 'replaced-by', other: { reference: 'Patient/p2' } }];
    const standing = { ...edith, id: 'p2', identifier: [{ system: NHS, value: '4010232137' }] };
    const found = await ask(({ method }) =>
      method === 'GET' ? { body: standing } : bundle({ ...edith, link }),
    );
    expect(found).toMatchObject({ reference: 'Patient/p2', nhsNumber: '4010232137', superseded: true });
    expect(hospital.seen.at(-1)?.path).toBe('/R4/Patient/p2');
  });

  it('gives up on records that are merged into one another', async () => {
    const link = [{ type: 'replaced-by', other: { reference: 'Patient/p1' } }];
    const merged = { ...edith, link };
    await expect(
      ask(({ method }) => (method === 'GET' ? { body: merged } : bundle(merged))),
    ).rejects.toMatchObject({
      code: 'record-refused',
    });
  });

  it('never guesses between two living records of one number', async () => {
    await expect(ask(() => bundle(edith, { ...edith, id: 'p2' }))).rejects.toMatchObject({
      code: 'record-refused',
      facts: { why: 'more-than-one-patient' },
    });
  });

  it('compares the birth date itself, where the server ignored it', async () => {
    await expect(ask(() => bundle({ ...edith, birthDate: '1941-09-03' }))).rejects.toMatchObject({
      code: 'patient-details-differ',
    });
  });

  it('takes a birth date the record knows only in part as different', async () => {
    const known = { ...edith, birthDate: '1941' };
    await expect(ask((_, turn) => (turn === 1 ? bundle() : bundle(known)))).rejects.toMatchObject({
      code: 'patient-details-differ',
    });
  });

  it.each([
    ['a page in HTML', { body: '<html>Sign in</html>' }],
    ['another resource', { body: { resourceType: 'OperationOutcome' } }],
    ['a list', { body: '[]' }],
  ])('refuses an answer that is %s', async (_, reply) => {
    await expect(ask(() => reply)).rejects.toMatchObject({ code: 'record-refused' });
  });
});
