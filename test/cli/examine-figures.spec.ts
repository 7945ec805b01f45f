import { describe, expect, it } from '@jest/globals';
import type { Finding } from '../../bot/cli/doctor.ts';
import { examineFigures } from '../../bot/cli/examine-figures.ts';
import { loadConfig, Secret } from '../../bot/config.ts';
import type { Config } from '../../bot/config.ts';
import { A, filedTo } from '../contract/ledger-samples.ts';
import { pathOf } from '../memory/blobs.ts';
import { newStores, takeIntoCustody } from './custody.ts';
import type { Stores } from './custody.ts';

const hospital: Config = {
  ...loadConfig({}),
  ...{ production: true, publicUrl: 'https://safelight.hospital.example', storeRegion: 'uksouth' },
  ...{ databaseUrl: new Secret('postgres://'), fhirUrl: 'https://fhir.hospital.example' },
  storage: { kind: 'account', accountUrl: 'https://account.blob.core.windows.net' },
};

const examined = async (
  stores: Stores,
  config: Config = hospital,
  running = false,
): Promise<Readonly<Record<string, Finding>>> => {
  const { ledger, blobs } = stores;
  const points = examineFigures(config, { ledger: async () => ledger, blobs: async () => blobs }, running);
  const found = await Promise.all(points.map(async (point) => [point.what, await point.look()] as const));
  return Object.fromEntries(found);
};

const inCustody = async () => {
  const stores = newStores();
  const set = await takeIntoCustody(stores, ['one', 'two']);
  const images = set.images.map((image) => ({ ...image, filing: filedTo('p') }));
  await stores.ledger.change(A, set.id, { to: () => ({ ...set, images }), events: [] });
  return { stores, set };
};

describe('The points of Figures 5 and 6, as doctor sees them (RISK-13)', () => {
  it('have live evidence, or say who alone can tell', async () => {
    const { stores } = await inCustody();
    const found = await examined(stores);
    for (const what of ['encrypted on its way', 'encrypted where it lies', 'kept in the United Kingdom'])
      expect(found[what]).toMatchObject({ state: 'pass' });
    for (const what of ['searchable by patient', 'backed up'])
      expect(found[what]).toMatchObject({ state: 'pass' });
    expect(found['Bluetooth and every other way off the device are off']).toMatchObject({
      state: 'unchecked',
    });
  });

  it('a file that lies there as a picture is red', async () => {
    const { stores, set } = await inCustody();
    const blob = set.images[0]?.original.blob ?? ('' as never);
    const lies = stores.blobs.contents.get(pathOf('images', blob));
    if (lies === undefined) throw new Error('nothing lies there');
    lies.bytes = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(5_000)]);
    expect((await examined(stores))['encrypted where it lies']).toMatchObject({
      state: 'fail',
      seen: expect.stringContaining('1 of the newest 2'),
    });
  });

  it('a key that lies but once is red', async () => {
    const { stores, set } = await inCustody();
    const blob = set.images[0]?.original.blob ?? ('' as never);
    await stores.blobs.destroy('keys', blob);
    expect((await examined(stores))['backed up']).toMatchObject({ state: 'fail' });
  });

  it('an address in the clear is red, and on a laptop nothing leaves it', async () => {
    const { stores } = await inCustody();
    const open = { ...hospital, fhirUrl: 'http://fhir.hospital.example' };
    expect((await examined(stores, open))['encrypted on its way']).toMatchObject({ state: 'fail' });
    const laptop = await examined(stores, loadConfig({}), true);
    expect(laptop['encrypted on its way']).toMatchObject({ state: 'unchecked' });
    expect(laptop['kept in the United Kingdom']).toMatchObject({ state: 'unchecked' });
  });

  it('a store of which nobody says where it is, is red', async () => {
    const { stores } = await inCustody();
    const unsaid = { ...hospital, storeRegion: undefined };
    expect((await examined(stores, unsaid))['kept in the United Kingdom']).toMatchObject({ state: 'fail' });
  });

  it('a picture that its patient does not find is red', async () => {
    const { stores } = await inCustody();
    const blind = { ...stores, ledger: { ...stores.ledger } };
    blind.ledger.find = async (organisation, query) =>
      query.by === 'patient' ? [] : stores.ledger.find(organisation, query);
    expect((await examined(blind))['searchable by patient']).toMatchObject({ state: 'fail' });
  });

  it('where there is nothing yet, that is said, and nothing is called right', async () => {
    const found = await examined(newStores());
    for (const what of ['encrypted where it lies', 'backed up', 'searchable by patient'])
      expect(found[what]).toMatchObject({ state: 'unchecked' });
  });
});
