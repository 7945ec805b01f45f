import { join } from 'node:path';
import { Secret, type Config } from '../config.ts';
import { SafelightError } from '../set/errors.ts';

/** Every outside system, real or stood in for; `config` now has a value for each. */
export interface Outside {
  readonly config: Complete;
  /** What was started, in plain words. */
  readonly started: readonly string[];
  readonly wardPage: string | undefined;
  /** Ends every stand-in. */
  close(): Promise<void>;
}

/** A configuration in which nothing is left empty. */
export type Complete = Config & {
  readonly databaseUrl: Secret;
  readonly storage: NonNullable<Config['storage']>;
  readonly chat: NonNullable<Config['chat']>;
  readonly oidc: NonNullable<Config['oidc']>;
  readonly fhirUrl: string;
};

interface Started {
  readonly settings: Partial<Config>;
  readonly words: string;
  readonly page?: string;
  close(): Promise<void>;
}

type Say = (line: string) => void;

/**
 * Starts a stand-in on loopback for each setting that is empty (design.md section 5). They are imported only here
 * and only then: a production image does not contain them. If one fails, those already started are ended.
 */
export const startStandIns = async (config: Config, say: Say): Promise<Outside> => {
  const wanted: (() => Promise<Started>)[] = [
    ...(config.databaseUrl === undefined ? [() => database(config, say)] : []),
    ...(config.storage === undefined ? [() => blobStore(config)] : []),
    ...(config.chat === undefined ? [() => ward(config)] : []),
    ...(config.oidc === undefined ? [() => signIn(config)] : []),
    ...(config.fhirUrl === undefined ? [() => record(config)] : []),
  ];
  const settled = await Promise.allSettled(wanted.map((start) => start()));
  const started = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  // None waits for another: one that hangs must not leave the others running.
  const close = async (): Promise<void> => {
    const ended = await Promise.allSettled(started.map((one) => one.close()));
    const failed = ended.find((one) => one.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  };
  const failed = settled.find((one) => one.status === 'rejected');
  if (failed !== undefined) {
    await close();
    throw failed.reason;
  }
  return {
    config: Object.assign({}, config, ...started.map((one) => one.settings)) as Complete,
    started: started.map((one) => one.words),
    wardPage: started.find((one) => one.page !== undefined)?.page,
    close,
  };
};

/** A stand-in's own failure as one of ours: a port in use is said by name. */
const starting = async <T>(what: string, port: number, start: () => Promise<T>): Promise<T> => {
  try {
    return await start();
  } catch (cause) {
    const inUse = (cause as { code?: unknown }).code === 'EADDRINUSE';
    throw new SafelightError(inUse ? 'port-in-use' : 'stand-in-failed', {
      cause,
      facts: inUse ? { port, what } : { what },
    });
  }
};

const database = (config: Config, say: Say): Promise<Started> =>
  starting('PostgreSQL', 0, async () => {
    const { startPostgres } = await import('../local/postgres/start-postgres.ts');
    const server = await startPostgres({ folder: join(config.home, 'postgres'), port: 0, say });
    return {
      settings: { databaseUrl: new Secret(server.url) },
      words: `PostgreSQL, the ledger${server.adopted ? ' (taken over from an earlier run)' : ''}`,
      close: () => server.close(),
    };
  });

const blobStore = (config: Config): Promise<Started> =>
  starting('Azurite', 0, async () => {
    const { startAzurite } = await import('../local/azurite/start-azurite.ts');
    const store = await startAzurite({ folder: join(config.home, 'azurite'), port: 0 });
    return {
      settings: { storage: { kind: 'connection', connectionString: new Secret(store.connectionString) } },
      words: 'Azurite, in place of Azure Blob Storage',
      close: () => store.close(),
    };
  });

const ward = (config: Config): Promise<Started> =>
  starting('the ward', config.wardPort, async () => {
    const { startWard } = await import('../local/ward/start-ward.ts');
    const { people } = await import('../local/demonstration/people.ts');
    const { wardSeven, tissueViability } = await import('../local/demonstration/places.ts');
    const tenant = await startWard({
      folder: join(config.world, 'ward'),
      port: config.wardPort,
      botEndpoint: `http://127.0.0.1:${config.port}/api/messages`,
      tab: { name: 'My photographs', contentUrl: `${config.publicUrl}/tab` },
      commands: [
        { id: 'photo', title: 'Photo', context: 'compose' },
        { id: 'move', title: 'Move to Safelight', context: 'message' },
      ],
      // As a trust would have set it up: staff signed in once at joining, and the app granted its team sites.
      signedIn: people.filter((person) => !person.guest).map((person) => person.oid),
      weather: { siteWrite: [wardSeven.siteId, tissueViability.siteId], permanentDelete: true },
    });
    const {
      SAFELIGHT_GRAPH_URL: graphUrl = '',
      MicrosoftAppPassword: password = '',
      ...settings
    } = tenant.settings;
    return {
      settings: { chat: { settings, password: new Secret(password), graphUrl } },
      words: 'the ward, a demonstration Teams tenant, in place of Microsoft Teams',
      page: tenant.pageUrl,
      close: () => tenant.close(),
    };
  });

const signIn = (config: Config): Promise<Started> =>
  starting('the sign-in', 0, async () => {
    const { startOidc } = await import('../local/oidc/start-oidc.ts');
    const provider = await startOidc({
      folder: join(config.world, 'sign-in'),
      port: 0,
      redirectUris: [`${config.publicUrl}/signed-in`],
    });
    return {
      settings: {
        oidc: {
          issuer: provider.issuer,
          clientId: provider.clientId,
          clientSecret: new Secret(provider.clientSecret),
        },
      },
      words: 'a sign-in with demonstration staff, in place of Microsoft Entra ID',
      close: () => provider.close(),
    };
  });

const record = (config: Config): Promise<Started> =>
  starting('the patient record', 0, async () => {
    const { startFhir } = await import('../local/fhir/start-fhir.ts');
    const server = await startFhir({ folder: join(config.world, 'fhir'), port: 0 });
    return {
      settings: { fhirUrl: server.url },
      words: 'a FHIR R4 patient record with demonstration patients',
      close: () => server.close(),
    };
  });
