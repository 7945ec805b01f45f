import { describe, expect, it } from '@jest/globals';
import { openWords } from '../../bot/sealed/words.ts';
import { personId } from '../../bot/set/ids.ts';
import { sealContext } from '../../bot/set/sealed.ts';
import { TRUST, amina, edith, filingWard, joseph } from './filing-ward.ts';

const states = async (ward: ReturnType<typeof filingWard>, at: Parameters<typeof ward.read>[0]) =>
  (await ward.read(at)).images.map((image) => image.filing.state);

describe('Filing to a patient', () => {
  it('waits for the record, then is filed, and the card says so', async () => {
    const ward = filingWard();
    const at = await ward.post('a', 'b');
    await ward.file(edith, [[at]]);
    expect(await states(ward, at)).toEqual(['waiting', 'waiting']);
    await ward.work();
    expect(await states(ward, at)).toEqual(['filed', 'filed']);
    expect(ward.written()).toEqual(['Patient/demo-1: current', 'Patient/demo-1: current']);
    expect(ward.hospital.chat.cards[0]?.card).toMatchObject({ filed: 2, waitingForRecord: 0 });
  });

  it('splits one post between three patients', async () => {
    const ward = filingWard();
    const at = await ward.post('a', 'b', 'c', 'd', 'e', 'f');
    await ward.file(edith, [[at, 0, 3]]);
    await ward.file(joseph, [[at, 1, 4]]);
    await ward.file(amina, [[at, 2, 5]]);
    await ward.work();
    const documents = ward.record.documents();
    const byImage = (await ward.read(at)).images.map(
      (image) => documents.find((one) => one.image === image.id)?.patient,
    );
    expect(byImage).toEqual([1, 2, 3, 1, 2, 3].map((n) => `Patient/demo-${n}`));
  });

  it('takes several posts as one filing', async () => {
    const ward = filingWard();
    const [one, other] = [await ward.post('a'), await ward.post('b')];
    await ward.file(edith, [[one], [other]]);
    await ward.work();
    expect([...(await states(ward, one)), ...(await states(ward, other))]).toEqual(['filed', 'filed']);
  });

  it('says in the record who posted it, when, and where it can be opened', async () => {
    const ward = filingWard();
    const at = await ward.post('a');
    await ward.file(edith, [[at]]);
    await ward.work();
    const set = await ward.read(at);
    expect(ward.record.documents()[0]).toMatchObject({
      organisation: 'XHB',
      author: 'Poster',
      postedAt: set.postedAt,
      url: `https://safelight.example/sets/${set.id}`,
      sha256: set.images[0]?.sha256,
      bytes: set.images[0]?.original.plainBytes,
    });
  });

  it('keeps the patient sealed: the ledger holds neither number, name nor date of birth', async () => {
    const ward = filingWard();
    const at = await ward.post('a');
    await ward.file(edith, [[at]]);
    await ward.work();
    const set = await ward.read(at);
    const kept = JSON.stringify([set, await ward.events(at), ward.ledger.duties()]);
    for (const detail of [edith.nhsNumber, 'Marlowe', 'Edith', edith.birthDate, 'Patient/'])
      expect(kept).not.toContain(detail);
    const [image] = set.images;
    if (image?.filing.state !== 'filed') throw new Error('not filed');
    const key = await ward.hospital.keys.unwrap(set.wordsKey);
    expect(openWords(image.filing.patient.patient, key, sealContext.patient(set, image.id))).toEqual({
      nhsNumber: edith.nhsNumber,
      name: 'Edith Marlowe',
      birthDate: edith.birthDate,
      reference: 'Patient/demo-1',
    });
  });

  it('lets a patient’s images be found by a keyed hash, the same in every set and useless elsewhere', async () => {
    const ward = filingWard();
    const [one, other] = [await ward.post('a'), await ward.post('b')];
    await ward.file(edith, [[one]]);
    await ward.file(edith, [[other]]);
    const { filing } = await ward.image(one);
    if (filing.state === 'unfiled') throw new Error('not linked');
    expect(filing.patient.lookup).toMatch(/^[0-9a-f]{64}$/);
    const found = await ward.ledger.find(TRUST, { by: 'patient', lookup: filing.patient.lookup });
    expect(found).toHaveLength(2);
    const elsewhere = filingWard();
    const third = await elsewhere.post('a');
    await elsewhere.file(edith, [[third]]);
    const { filing: foreign } = await elsewhere.image(third);
    expect(foreign.state === 'unfiled' ? '' : foreign.patient.lookup).not.toBe(filing.patient.lookup);
  });

  it('pressed twice, or by two people, is one filing', async () => {
    const ward = filingWard();
    const at = await ward.post('a');
    await ward.file(edith, [[at]]);
    await ward.file(edith, [[at]], personId('tenant', 'somebody-else'));
    await ward.work();
    await ward.file(edith, [[at]]);
    await ward.work();
    expect(ward.written()).toEqual(['Patient/demo-1: current']);
    const requested = (await ward.events(at)).filter((event) => event.kind === 'filing-requested');
    expect(requested).toHaveLength(1);
  });

  it('is refused for an image that is another patient’s, and nothing of the filing is begun', async () => {
    const ward = filingWard();
    const [one, other] = [await ward.post('a'), await ward.post('b')];
    await ward.file(edith, [[other]]);
    await expect(ward.file(joseph, [[one], [other]])).rejects.toThrow('already-filed');
    expect(await states(ward, one)).toEqual(['unfiled']);
  });

  it('is refused for a set that was marked as not clinical', async () => {
    const ward = filingWard();
    const at = await ward.post('a');
    const { id, poster, postedAt } = await ward.read(at);
    await ward.ledger.change(TRUST, id, {
      to: (set) => (set.state === 'stored' ? { ...set, notClinical: { by: poster, at: postedAt } } : set),
      events: [],
    });
    await expect(ward.file(edith, [[at]])).rejects.toThrow('change-refused');
  });

  it('waits while the record is away, says so on the card and to people, and is filed when it is back', async () => {
    const ward = filingWard();
    const at = await ward.post('a');
    await ward.file(edith, [[at]]);
    ward.record.reachable(false);
    await ward.work({}, 30);
    expect(await states(ward, at)).toEqual(['waiting']);
    expect(ward.hospital.chat.cards[0]?.card).toMatchObject({ filed: 0, waitingForRecord: 1 });
    expect((await ward.read(at)).alerts).toMatchObject([{ what: 'filing-late' }]);
    ward.record.reachable(true);
    await ward.work({}, 30);
    expect(await states(ward, at)).toEqual(['filed']);
    expect((await ward.read(at)).alerts.every((alert) => alert.closedAt !== undefined)).toBe(true);
  });

  it('waits where the record refuses, says so at once, and is asked again within the hour', async () => {
    const ward = filingWard();
    const at = await ward.post('a');
    await ward.file(edith, [[at]]);
    ward.record.refusing(true);
    await ward.work();
    expect(await states(ward, at)).toEqual(['waiting']);
    expect((await ward.read(at)).alerts).toMatchObject([{ what: 'filing-late' }]);
    ward.record.refusing(false);
    await ward.work({}, 61);
    expect(await states(ward, at)).toEqual(['filed']);
  });
});
