import { randomBytes } from 'node:crypto';
import type { Config } from '../config.ts';
import type { Blobs } from '../ports/blobs.ts';
import type { Keys } from '../ports/keys.ts';
import type { Ledger } from '../ports/ledger.ts';
import { asSafelightError } from '../set/errors.ts';
import { blobName } from '../set/ids.ts';
import type { Examination, Finding } from './doctor.ts';

/** The stores as they were opened, or what went wrong when they were. */
export interface OpenedStores {
  readonly ledger: () => Promise<Ledger>;
  readonly blobs: () => Promise<Blobs>;
  readonly keys: () => Promise<Keys>;
}

/** Every outside system, asked as gently as proves that it works. A stand-in not running now has nothing to be asked. */
export const examineOutside = (
  config: Config,
  stores: OpenedStores,
  running: boolean,
): readonly Examination[] => [...examineStores(config, stores, running), ...examineOthers(config, running)];

const examineStores = (config: Config, stores: OpenedStores, running: boolean): readonly Examination[] => [
  {
    setting: 'DATABASE_URL',
    what: 'PostgreSQL, the ledger',
    look: () =>
      looking(config.databaseUrl !== undefined || running || standIn(false), MEND.database, async () => {
        const organisations = await (await stores.ledger()).audit.organisations();
        return `answers; ${organisations.length} organisation(s) have an audit.`;
      }),
  },
  {
    setting: 'AZURE_STORAGE_…',
    what: 'Azure Blob Storage, the sealed files',
    look: () =>
      looking(config.storage !== undefined || running || standIn(false), MEND.storage, async () => {
        await tryBlobs(await stores.blobs());
        return 'a file was put, read back and destroyed.';
      }),
  },
  {
    setting: 'KEY_VAULT_KEY_ID',
    what: 'the key that wraps every other',
    look: () =>
      looking(config.keyVaultKeyId !== undefined || running || standIn(false), MEND.keys, async () => {
        await tryKeys(await stores.keys());
        return config.keyVaultKeyId === undefined
          ? 'a key file on this computer wraps and unwraps.'
          : 'a key was wrapped and unwrapped.';
      }),
  },
];

const examineOthers = (config: Config, running: boolean): readonly Examination[] => [
  {
    setting: 'MicrosoftAppId, SAFELIGHT_GRAPH_URL',
    what: 'Microsoft Teams and Graph',
    look: async () => (config.chat === undefined ? standIn(running) : lookAtChat(config.chat)),
  },
  {
    setting: 'SAFELIGHT_OIDC_ISSUER',
    what: 'where people sign in',
    look: () =>
      looking(config.oidc !== undefined || standIn(running), MEND.oidc, async () => {
        const issuer = config.oidc?.issuer ?? '';
        const said = await getJson(`${issuer}/.well-known/openid-configuration`);
        if (typeof said['authorization_endpoint'] !== 'string') throw new Error('not an OpenID provider');
        return 'its discovery document is in order; signing in itself needs a person.';
      }),
  },
  {
    setting: 'SAFELIGHT_FHIR_URL',
    what: 'the patient record',
    look: () =>
      looking(config.fhirUrl !== undefined || standIn(running), MEND.fhir, async () => {
        const { fhirVersion } = await getJson(`${config.fhirUrl ?? ''}/metadata`);
        if (typeof fhirVersion !== 'string' || !fhirVersion.startsWith('4.')) throw new Error('not FHIR R4');
        return `speaks FHIR ${fhirVersion}.`;
      }),
  },
];

const MEND = {
  database: 'Check the address, the password and that this computer may reach it.',
  storage: 'Check the account, its firewall, and that Safelight may read, write and delete blobs.',
  keys: 'Check the key’s address, and that Safelight’s identity may wrap and unwrap with it.',
  chat: 'Check the address, and that this computer may reach it through the firewall.',
  oidc: 'Check the issuer’s address: it must be the one its discovery document names.',
  fhir: 'Check that the address is the FHIR base, and that its /metadata answers.',
} as const;

export const standIn = (running: boolean): Finding => ({
  state: 'unchecked',
  seen: running
    ? 'empty: a stand-in of the Safelight that is running; its /readyz tells how it is.'
    : 'empty: `npm start` starts a stand-in; it is not running now.',
});

/** `there`: true, or what to say instead of looking. */
const looking = async (
  there: true | Finding,
  mend: string,
  look: () => Promise<string>,
): Promise<Finding> => {
  if (there !== true) return there;
  try {
    return { state: 'pass', seen: await look() };
  } catch (thrown) {
    // The code alone: a driver's own message may quote an address with its password.
    return { state: 'fail', seen: `does not work (${asSafelightError(thrown).code}).`, mend };
  }
};

const lookAtChat = async (chat: NonNullable<Config['chat']>): Promise<Finding> => {
  try {
    // Whatever it answers without a token, it is there.
    await fetch(chat.graphUrl, { redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch {
    return { state: 'fail', seen: `${chat.graphUrl} does not answer.`, mend: MEND.chat };
  }
  return {
    state: 'unchecked',
    seen: 'Graph answers; whether the app may act in your teams shows only in a conversation.',
  };
};

const PATIENCE_MS = 10_000;

const getJson = async (url: string): Promise<Record<string, unknown>> => {
  const answer = await fetch(url, {
    headers: { accept: 'application/json, application/fhir+json' },
    redirect: 'error',
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return (await answer.json()) as Record<string, unknown>;
};

const tryBlobs = async (blobs: Blobs): Promise<void> => {
  await blobs.ready();
  const [name, bytes] = [blobName(randomBytes(16).toString('hex')), randomBytes(64)];
  await blobs.put('images', name, bytes);
  try {
    if (!Buffer.from(await blobs.get('images', name)).equals(bytes)) throw new Error('other bytes came back');
  } finally {
    await blobs.destroy('images', name);
  }
};

const tryKeys = async (keys: Keys): Promise<void> => {
  const key = randomBytes(32);
  if (!Buffer.from(await keys.unwrap(await keys.wrap(key))).equals(key))
    throw new Error('another key came back');
};
