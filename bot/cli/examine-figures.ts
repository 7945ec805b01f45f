import type { Config } from '../config.ts';
import { mediaTypeOf } from '../inspect/signatures.ts';
import type { Blobs } from '../ports/blobs.ts';
import type { Ledger } from '../ports/ledger.ts';
import { asSafelightError } from '../set/errors.ts';
import type { StoredSet } from '../set/image-set.ts';
import type { StoredImage } from '../set/image.ts';
import type { Examination, Finding } from './doctor.ts';
import type { OpenedStores } from './examine-outside.ts';
import { standIn } from './examine-outside.ts';

/** Of each organisation so many of the newest sets are looked at: evidence, not an inventory (that is `fsck`). */
const NEWEST = 20;

/**
 * The points of BAD Figures 5 (transfer) and 6 (storage), each with evidence from this installation as it is now, or why
 * nobody can see it from here (RISK-13).
 */
export const examineFigures = (
  config: Config,
  stores: Pick<OpenedStores, 'ledger' | 'blobs'>,
  running: boolean,
): readonly Examination[] => {
  const isThere = (config.databaseUrl !== undefined && config.storage !== undefined) || running;
  const looking = (look: (newest: Newest) => Promise<Finding>) => async (): Promise<Finding> => {
    if (!isThere) return standIn(false);
    try {
      return await look(await newestOf(await stores.ledger(), await stores.blobs()));
    } catch (thrown) {
      const seen = `cannot be seen (${asSafelightError(thrown).code}).`;
      return { state: 'fail', seen, mend: 'Mend the database and the store first.' };
    }
  };
  return [
    point('5', 'encrypted on its way', async () => lookAtTransfer(config)),
    point('5', 'Bluetooth and every other way off the device are off', async () => ({
      state: 'unchecked',
      seen: 'Safelight uses none of them; whether a device does, its management alone can tell.',
    })),
    point('6', 'encrypted where it lies', looking(lookAtSealed)),
    point('6', 'kept in the United Kingdom', async () => lookAtRegion(config)),
    point('6', 'searchable by patient', looking(lookAtSearch)),
    point('6', 'backed up', looking(lookAtCopies)),
  ];
};

const point = (figure: '5' | '6', what: string, look: Examination['look']): Examination => ({
  ...{ setting: `BAD Figure ${figure}`, what, look },
});

/** Every address that a picture, a key or a patient's name is sent to. */
const lookAtTransfer = (config: Config): Finding => {
  const { publicUrl, chat, oidc, fhirUrl, storage, keyVaultKeyId } = config;
  const account = storage?.kind === 'account' ? storage.accountUrl : undefined;
  const all = [publicUrl, chat?.graphUrl, oidc?.issuer, fhirUrl, account, keyVaultKeyId];
  const addresses = all.filter((one) => one !== undefined);
  const open = addresses.filter((one) => !one.startsWith('https://'));
  if (open.length === 0)
    return { state: 'pass', seen: `all ${addresses.length} addresses that are set are https.` };
  if (open.every((one) => ON_THIS_COMPUTER.test(one)) && !config.production)
    return { state: 'unchecked', seen: 'demonstration: nothing leaves this computer.' };
  return {
    state: 'fail',
    seen: `${open.length} of ${addresses.length} addresses are not https.`,
    mend: 'Put https before every address, SAFELIGHT_PUBLIC_URL first.',
  };
};
const ON_THIS_COMPUTER = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])([:/]|$)/;

const lookAtRegion = ({ storage, storeRegion }: Config): Finding => {
  if (storage === undefined) return { state: 'unchecked', seen: 'demonstration: on this computer.' };
  return storeRegion === undefined
    ? {
        state: 'fail',
        seen: 'nobody has said where the store is.',
        mend: 'Set SAFELIGHT_AZURE_REGION to uksouth or ukwest.',
      }
    : { state: 'pass', seen: `${storeRegion}; any other region is refused at the start.` };
};

interface Newest {
  readonly ledger: Pick<Ledger, 'find'>;
  readonly blobs: Pick<Blobs, 'get'>;
  readonly sets: readonly StoredSet[];
}

const newestOf = async (ledger: Ledger, blobs: Blobs): Promise<Newest> => {
  const sets: StoredSet[] = [];
  for (const organisation of await ledger.audit.organisations())
    for (const set of await ledger.find(organisation, { by: 'all', newest: NEWEST }))
      if (set.state === 'stored') sets.push(set);
  return { ledger, blobs, sets };
};

const NOTHING_YET: Finding = { state: 'unchecked', seen: 'nothing has been taken into custody yet.' };

const lookAtSealed = async (newest: Newest): Promise<Finding> =>
  eachOf(newest, 'sealed: more than the picture is long, and no picture by its first bytes', (image) =>
    isSealed(newest.blobs, image),
  );

const isSealed = async (blobs: Pick<Blobs, 'get'>, { original }: StoredImage): Promise<boolean> => {
  const lies = await blobs.get('images', original.blob);
  return lies.length > original.plainBytes && mediaTypeOf(lies)?.kind !== 'image';
};

const lookAtCopies = async (newest: Newest): Promise<Finding> => {
  const found = await eachOf(newest, 'whose key lies twice, apart from the ledger', ({ original }) =>
    isThere(newest.blobs, original.blob),
  );
  return found.state === 'pass'
    ? { ...found, seen: `${found.seen} The database’s own backups are seen where it is run.` }
    : found;
};

const isThere = async (
  blobs: Pick<Blobs, 'get'>,
  name: StoredImage['original']['blob'],
): Promise<boolean> => {
  try {
    return (await blobs.get('keys', name)).length > 0;
  } catch (thrown) {
    if (asSafelightError(thrown).code === 'blob-missing') return false;
    throw thrown;
  }
};

const lookAtSearch = async (newest: Newest): Promise<Finding> => {
  const filed = newest.sets.flatMap((set) =>
    set.images.flatMap(({ filing }) => (filing.state === 'filed' ? [{ set, filing }] : [])),
  );
  const [one] = filed;
  if (one === undefined) return { state: 'unchecked', seen: 'nothing has been filed to a patient yet.' };
  const { set, filing } = one;
  const { lookup } = filing.patient;
  const found = await newest.ledger.find(set.organisation, { by: 'patient', lookup });
  return found.some(({ id }) => id === set.id)
    ? { state: 'pass', seen: 'the newest that is filed is found by its patient.' }
    : { state: 'fail', seen: 'one that is filed is not found by its patient.', mend: MEND_STORE };
};

const MEND_STORE = 'Run npx safelight fsck: it names every one, and --rebuild brings back what it can.';

const eachOf = async (
  { sets }: Newest,
  are: string,
  holds: (image: StoredImage) => Promise<boolean>,
): Promise<Finding> => {
  const images = sets.flatMap((set) => set.images);
  if (images.length === 0) return NOTHING_YET;
  let broken = 0;
  for (const image of images) if (!(await holds(image))) broken += 1;
  return broken === 0
    ? { state: 'pass', seen: `the newest ${images.length} are ${are}.` }
    : { state: 'fail', seen: `${broken} of the newest ${images.length} are not ${are}.`, mend: MEND_STORE };
};
