import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { Logger } from 'pino';
import { spawnDecoder } from '../adapters/decoder/spawn-decoder.ts';
import { fhirRecord } from '../adapters/fhir/fhir-record.ts';
import { oidcIdentity } from '../adapters/oidc/sign-in.ts';
import { teamsMessages } from '../adapters/teams/listen.ts';
import { lifecycle } from '../lifecycle.ts';
import type { Policy } from '../policy/conversations.ts';
import type { Decoder } from '../ports/decoder.ts';
import type { Identity } from '../ports/identity.ts';
import type { PatientRecord } from '../ports/record.ts';
import { createSafelightServer, type SafelightServer } from '../server.ts';
import type { OrganisationId, PersonId } from '../set/ids.ts';
import { personId } from '../set/ids.ts';
import { byteBudget } from '../steps/ingest/admit-bytes.ts';
import { createWorker, type Worker } from '../worker.ts';
import { checkHealth } from './check-health.ts';
import { hearChat } from './hear-chat.ts';
import { keepWatch, type Watch } from './keep-watch.ts';
import { errorFacts, logWorker } from './log.ts';
import { openMetrics, type Metrics } from './metrics.ts';
import { openChat, type Chat } from './open-chat.ts';
import type { Stores } from './open-stores.ts';
import { systemClock } from './open-stores.ts';
import type { Complete } from './start-stand-ins.ts';
import { tellAlerts } from './tell-alerts.ts';

/** Past this an original is refused: it is held in memory while it is sealed. */
const MAX_ORIGINAL_BYTES = 200 * 1024 * 1024;
/** Originals in memory at once, in bytes: a burst waits in the chat platform, not here. */
const MAX_BYTES_HELD = 256 * 1024 * 1024;
const LANES = 16;
/** Beside this file as `.ts` in development, as `.js` once built. */
const DECODER = new URL(`../inspect/decoder-child${import.meta.url.slice(-3)}`, import.meta.url);

export interface Running {
  /** Stops claiming, finishes what is in hand, closes. */
  stop(): Promise<void>;
}

/** What the worker and the server are both built from. */
interface Parts {
  readonly config: Complete;
  readonly policy: Policy;
  readonly stores: Stores;
  readonly log: Logger;
  readonly chat: Chat;
  readonly metrics: Metrics;
  readonly record: PatientRecord;
  readonly identity: Identity;
  readonly decoder: Decoder;
}

/** Adapters into ports, ports into the worker and the server. Every arrow of the house begins here. */
export const runSafelight = async (
  config: Complete,
  policy: Policy,
  stores: Stores,
  log: Logger,
): Promise<Running> => {
  const parts: Parts = {
    config,
    policy,
    stores,
    log,
    chat: openChat(config),
    metrics: openMetrics(),
    record: fhirRecord({ baseUrl: config.fhirUrl, live: config.production }),
    identity: oidcIdentity({
      issuer: config.oidc.issuer,
      clientId: config.oidc.clientId,
      ...(config.oidc.clientSecret === undefined ? {} : { clientSecret: config.oidc.clientSecret.reveal() }),
      allowInsecureLoopback: !config.production,
    }),
    decoder: spawnDecoder({ script: DECODER, execArgv: process.execArgv }),
  };
  const worker = buildWorker(parts);
  const watch = keepWatch({ config, policy, stores, log, chat: parts.chat }, worker);
  const server = buildServer(parts, worker, watch);
  await server.listen(config.port, config.production ? '0.0.0.0' : '127.0.0.1');
  worker.start();
  watch.start();
  return {
    stop: async () => {
      await server.close();
      await watch.stop();
      await worker.stop();
      await parts.decoder.close();
    },
  };
};

const buildWorker = ({ config, policy, stores, log, chat, metrics, record, decoder }: Parts): Worker => {
  const { ledger, blobs, keys } = stores;
  const { read, remove, post } = chat;
  const addresses = { publicUrl: config.publicUrl };
  const note = logWorker(log);
  return createWorker(`${hostname()}:${process.pid}`, {
    ledger,
    clock: systemClock,
    lanes: LANES,
    random: Math.random,
    tell: (what) => {
      note(what);
      metrics.countDuty(what);
    },
    rows: lifecycle({
      ingest: { read, blobs, keys, maxBytes: MAX_ORIGINAL_BYTES, budget: byteBudget(MAX_BYTES_HELD) },
      remove: { chat: remove },
      card: { read, post, addresses },
      render: { blobs, keys, decoder },
      file: { record, keys, addresses },
      remind: { post, addresses, unfiledOwner: ownersIn(policy) },
      alarm: { alerts: tellAlerts(config, log, metrics.countAlert) },
      dispose: { blobs },
    }),
  });
};

const buildServer = (parts: Parts, worker: Worker, watch: Watch): SafelightServer => {
  const { config, policy, stores, log, chat, metrics, record, identity, decoder } = parts;
  const { ledger, sessions, blobs, keys } = stores;
  const poke = (): void => {
    worker.poke();
  };
  const { read, remove, teams } = chat;
  const { installed } = watch;
  const heard = { ledger, keys, clock: systemClock, policy, poke, read, remove, installed };
  const events = hearChat({ ...heard, addresses: { publicUrl: config.publicUrl } });
  return createSafelightServer({
    ledger,
    sessions,
    identity,
    chat: read,
    blobs,
    keys,
    decoder,
    record,
    live: config.production,
    policy,
    clock: systemClock,
    publicUrl: config.publicUrl,
    cookieKey: randomBytes(32),
    poke,
    log,
    messages: teamsMessages(teams, events, {
      failed: (error) => {
        log.warn(errorFacts(error), 'an activity was not taken');
      },
    }),
    health: checkHealth({
      ledger: () => ledger.audit.organisations(),
      blobs: () => blobs.ready(),
      keys: () => keys.ready(),
      record: () => record.ready(),
      'sign-in': () => identity.ready(),
    }),
    metrics: metrics.text,
    ...(watch.notifications === undefined ? {} : { notifications: watch.notifications }),
  });
};

/** Whose list an unfiled set joins when its card lapses: a person of the organisation's own tenant. */
const ownersIn =
  (policy: Policy) =>
  (organisation: OrganisationId): PersonId | undefined => {
    const found = policy.organisations.find((one) => one.id === organisation);
    const tenant = found?.viewerTenants[0];
    return found === undefined || tenant === undefined ? undefined : personId(tenant, found.unfiledOwner);
  };
