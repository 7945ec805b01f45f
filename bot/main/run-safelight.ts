import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { Logger } from 'pino';
import { spawnDecoder } from '../adapters/decoder/spawn-decoder.ts';
import { fhirRecord } from '../adapters/fhir/fhir-record.ts';
import { oidcIdentity } from '../adapters/oidc/sign-in.ts';
import { teamsMessages } from '../adapters/teams/listen.ts';
import { lifecycle } from '../lifecycle.ts';
import type { Policy } from '../policy/conversations.ts';
import { createSafelightServer } from '../server.ts';
import type { OrganisationId, PersonId } from '../set/ids.ts';
import { personId } from '../set/ids.ts';
import { byteBudget } from '../steps/ingest/admit-bytes.ts';
import { createWorker } from '../worker.ts';
import { checkHealth } from './check-health.ts';
import { hearChat } from './hear-chat.ts';
import { errorFacts, logWorker } from './log.ts';
import { openMetrics } from './metrics.ts';
import { openChat } from './open-chat.ts';
import { openFiling } from './open-filing.ts';
import type { Stores } from './open-stores.ts';
import { systemClock } from './open-stores.ts';
import type { Complete } from './start-stand-ins.ts';
import { tellAlerts } from './tell-alerts.ts';

/** Past this an original is refused: it is held in memory while it is sealed. */
const MAX_ORIGINAL_BYTES = 200 * 1024 * 1024;
const LANES = 16;
/** Originals in memory at once, in bytes: a burst waits in the chat platform, not here. */
const MAX_BYTES_HELD = 256 * 1024 * 1024;
/** Beside this file as `.ts` in development, as `.js` once built. */
const DECODER = new URL(`../inspect/decoder-child${import.meta.url.slice(-3)}`, import.meta.url);

export interface Running {
  /** Stops claiming, finishes what is in hand, closes. */
  stop(): Promise<void>;
}

/** Adapters into ports, ports into the worker and the server. Every arrow of the house begins here. */
export const runSafelight = async (
  config: Complete,
  policy: Policy,
  stores: Stores,
  log: Logger,
): Promise<Running> => {
  const { ledger, sessions, blobs, keys } = stores;
  const clock = systemClock;
  const addresses = { publicUrl: config.publicUrl };
  const chat = openChat(config);
  const metrics = openMetrics();
  const record = fhirRecord({ baseUrl: config.fhirUrl, live: config.production });
  const identity = oidcIdentity({
    issuer: config.oidc.issuer,
    clientId: config.oidc.clientId,
    ...(config.oidc.clientSecret === undefined ? {} : { clientSecret: config.oidc.clientSecret.reveal() }),
    allowInsecureLoopback: !config.production,
  });
  const decoder = spawnDecoder({ script: DECODER, execArgv: process.execArgv });
  const note = logWorker(log);
  const worker = createWorker(`${hostname()}:${process.pid}`, {
    ledger,
    clock,
    lanes: LANES,
    random: Math.random,
    tell: (what) => {
      note(what);
      metrics.countDuty(what);
    },
    rows: lifecycle({
      ingest: {
        read: chat.read,
        blobs,
        keys,
        maxBytes: MAX_ORIGINAL_BYTES,
        budget: byteBudget(MAX_BYTES_HELD),
      },
      remove: { chat: chat.remove },
      card: { read: chat.read, post: chat.post, addresses },
      render: { blobs, keys, decoder },
      file: { record, keys, addresses },
      remind: { post: chat.post, addresses, unfiledOwner: ownersIn(policy) },
      alarm: { alerts: tellAlerts(config, log, metrics.countAlert) },
      dispose: { blobs },
    }),
  });
  const poke = (): void => {
    worker.poke();
  };
  const { read, remove } = chat;
  const events = hearChat({ ledger, keys, clock, policy, poke, addresses, read, remove });
  const server = createSafelightServer({
    ledger,
    sessions,
    identity,
    chat: chat.read,
    blobs,
    keys,
    decoder,
    policy,
    clock,
    filing: openFiling({ ledger, keys, record, clock, live: config.production }),
    publicUrl: config.publicUrl,
    cookieKey: randomBytes(32),
    poke,
    log,
    messages: teamsMessages(chat.teams, events, {
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
  });
  await server.listen(config.port, config.production ? '0.0.0.0' : '127.0.0.1');
  worker.start();
  return {
    stop: async () => {
      await server.close();
      await worker.stop();
      await decoder.close();
    },
  };
};

/** Whose list an unfiled set joins when its card lapses: a person of the organisation's own tenant. */
const ownersIn =
  (policy: Policy) =>
  (organisation: OrganisationId): PersonId | undefined => {
    const found = policy.organisations.find((one) => one.id === organisation);
    const tenant = found?.viewerTenants[0];
    return found === undefined || tenant === undefined ? undefined : personId(tenant, found.unfiledOwner);
  };
