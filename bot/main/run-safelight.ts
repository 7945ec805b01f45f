import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { Logger } from 'pino';
import { spawnDecoder } from '../adapters/decoder/spawn-decoder.ts';
import { fhirOpinions } from '../adapters/fhir/fhir-opinions.ts';
import { fhirRecord } from '../adapters/fhir/fhir-record.ts';
import { oidcIdentity } from '../adapters/oidc/sign-in.ts';
import { readRotas } from '../adapters/rota/read-rotas.ts';
import { postgresOnce } from '../adapters/postgres/keep-coverage.ts';
import { postgresWatching } from '../adapters/postgres/watch-conversations.ts';
import { teamsMessages } from '../adapters/teams/listen.ts';
import { coverageSections } from '../console/coverage-sections.ts';
import { restoredSection } from '../console/restored-section.ts';
import { lifecycle } from '../lifecycle.ts';
import type { Policy } from '../policy/conversations.ts';
import { bandRulesIn } from '../policy/band/band-rules.ts';
import { opinionsOf } from '../policy/opinions-of.ts';
import { readRotaText } from '../policy/opinion/read-rota-text.ts';
import type { Alerts } from '../ports/alerts.ts';
import type { Decoder, Looker } from '../ports/decoder.ts';
import type { Identity } from '../ports/identity.ts';
import type { PatientRecord } from '../ports/record.ts';
import type { Rotas } from '../ports/rotas.ts';
import { createSafelightServer, type SafelightServer, type ServerParts } from '../server.ts';
import { asSafelightError } from '../set/errors.ts';
import type { OrganisationId, PersonId } from '../set/ids.ts';
import { personId } from '../set/ids.ts';
import type { Restore } from '../set/journal.ts';
import type { ViewerAddresses } from '../steps/describe-set.ts';
import type { Duty } from '../steps/tell-to-do.ts';
import { STANDING_SHIFTS } from '../policy/shifts.ts';
import { whoHolds } from '../steps/who-holds.ts';
import { byteBudget } from '../steps/ingest/admit-bytes.ts';
import { stageChunk } from '../steps/stage.ts';
import { cameraLink } from '../viewer/capture/camera-link.ts';
import { html } from '../viewer/html.ts';
import { rateLimit } from '../viewer/http/rate.ts';
import { createWorker, type Worker, type WorkerNote } from '../worker.ts';
import { alertChannel } from './alert-channel.ts';
import { checkHealth } from './check-health.ts';
import { hearChat } from './hear-chat.ts';
import { keepAlarms, type Alarms } from './keep-alarms.ts';
import { keepStore } from './keep-store.ts';
import { keepWatch, type Watch } from './keep-watch.ts';
import { errorFacts, logWorker } from './log.ts';
import { openMetrics, type Metrics } from './metrics.ts';
import { notLongerThan } from '../not-longer-than.ts';
import { openChat, type Chat } from './open-chat.ts';
import { openClient } from './open-client.ts';
import type { Stores } from './open-stores.ts';
import { systemClock } from './open-stores.ts';
import type { Complete } from './start-stand-ins.ts';
import { tellAlerts } from './tell-alerts.ts';

/** Past this an original is refused: it is held in memory while it is sealed. */
const MAX_ORIGINAL_BYTES = 200 * 1024 * 1024;
/** Originals in memory at once, in bytes: a burst waits in the chat platform, not here. */
const MAX_BYTES_HELD = 256 * 1024 * 1024;
/** Originals in memory at once: more would share the processor and the store, and all be gone as late as the last. */
const MOST_HELD = 10;
/** Most of them wait for somebody: for the chat's answer, or for its limits. */
const LANES = 96;
/** Buttons one person presses in the chat: generous for a hand, tight for a program. */
const PRESSES = { burst: 20, perMinute: 20 };
/** A sweep or a look in hand when we stop is given so long; each is done again from where it was saved. */
const LOOPS_MS = 14_000;
/** Beside this file as `.ts` in development, as `.js` once built. */
const DECODER = new URL(`../inspect/decoder-child${import.meta.url.slice(-3)}`, import.meta.url);

export interface Running {
  /** Stops claiming, finishes what is in hand, closes; says how many duties hung and were left to the next start. */
  stop(): Promise<number>;
}

/** What the worker and the server are both built from. */
interface Parts {
  readonly config: Complete;
  readonly policy: Policy;
  readonly stores: Stores;
  readonly log: Logger;
  /** Every time the ledger was found to come from a backup. */
  readonly restores: readonly Restore[];
  readonly chat: Chat;
  readonly metrics: Metrics;
  readonly record: PatientRecord;
  readonly rotas: Rotas;
  readonly identity: Identity;
  readonly decoder: Decoder & Looker;
  readonly alerts: Alerts;
  readonly health: ServerParts['health'];
}

/** Adapters into ports, ports into the worker and the server. Every arrow of the house begins here. */
export const runSafelight = async (
  config: Complete,
  policy: Policy,
  stores: Stores,
  log: Logger,
  restores: readonly Restore[],
): Promise<Running> => {
  const { ledger, blobs, keys, pool } = stores;
  const chat = openChat(config);
  const metrics = openMetrics();
  const record = fhirRecord({ baseUrl: config.fhirUrl, live: config.production });
  const identity = openIdentity(config);
  const watching = postgresWatching(pool);
  const channel = alertChannel({ policy, watching, post: chat.post, publicUrl: config.publicUrl });
  const parts: Parts = {
    config,
    policy,
    stores,
    log,
    restores,
    chat,
    metrics,
    record,
    rotas: readRotas({ parse: readRotaText, loopback: !config.production }),
    identity,
    decoder: spawnDecoder({ script: DECODER, execArgv: process.execArgv }),
    alerts: tellAlerts(config, log, metrics.countAlert, channel),
    health: checkHealth({
      ledger: () => ledger.audit.organisations(),
      blobs: () => blobs.ready(),
      keys: () => keys.ready(),
      record: () => record.ready(),
      'sign-in': () => identity.ready(),
    }),
  };
  const worker = buildWorker(parts);
  const watch = keepWatch({ config, policy, stores, log, chat }, worker);
  const alarms = keepAlarms(parts);
  const store = keepStore(parts);
  const server = buildServer(parts, worker, watch, alarms);
  await server.listen(config.port, config.production ? '0.0.0.0' : '127.0.0.1');
  worker.start();
  watch.start();
  alarms.start();
  store.start();
  return {
    stop: async () => {
      // All at once: a chat that does not answer holds up neither the others nor the end.
      const loops = Promise.all([server.close(), alarms.stop(), watch.stop(), store.stop()]);
      const [left] = await Promise.all([worker.stop(), notLongerThan(LOOPS_MS, loops)]);
      await parts.decoder.close();
      return left;
    },
  };
};

const openIdentity = ({ oidc, production }: Complete): Identity =>
  oidcIdentity({
    issuer: oidc.issuer,
    clientId: oidc.clientId,
    ...(oidc.clientSecret === undefined ? {} : { clientSecret: oidc.clientSecret.reveal() }),
    allowInsecureLoopback: !production,
  });

const buildWorker = (parts: Parts): Worker => {
  const { config, policy, stores, log, chat, metrics, record, rotas, decoder, alerts } = parts;
  const { ledger, blobs, keys } = stores;
  const { read, remove, post } = chat;
  const addresses = addressesOf(parts);
  const note = logWorker(log);
  const tellLost = lostDuties(parts);
  return createWorker(`${hostname()}:${process.pid}`, {
    ledger,
    clock: systemClock,
    lanes: LANES,
    random: Math.random,
    tell: (what) => {
      note(what);
      metrics.countDuty(what);
      tellLost(what);
    },
    rows: lifecycle({
      ingest: {
        read,
        remove,
        blobs,
        keys,
        maxBytes: MAX_ORIGINAL_BYTES,
        budget: byteBudget(MAX_BYTES_HELD, MOST_HELD),
      },
      remove: { chat: remove },
      card: { read, post, addresses },
      render: { blobs, keys, decoder },
      look: { blobs, keys, ledger, looker: decoder, bandRules: bandRulesIn(policy, config.production) },
      file: { record, keys, addresses },
      opinion: { opinions: fhirOpinions({ baseUrl: config.fhirUrl, live: config.production }), keys },
      escalate: { ...{ read, post, ledger, rotas, addresses, policy }, dutyOf: dutyIn(policy) },
      remind: {
        ...{ post, addresses, unfiledOwner: ownersIn(policy), governance: governanceIn(policy) },
        illustrationLead: leadIn(policy),
        holding: whoHolds({ policy, rotas }),
        toDo: { ledger, once: postgresOnce(stores.pool), dutyOf: dutyIn(policy) },
      },
      settle: { ledger },
      alarm: { alerts },
      dispose: { blobs },
    }),
  });
};

const addressesOf = ({ config, policy }: Pick<Parts, 'config' | 'policy'>): ViewerAddresses => ({
  publicUrl: config.publicUrl,
  mayAsk: (organisation) => opinionsOf(policy, organisation) !== undefined,
});

/** People hear of a duty whose set is gone; what cannot be said stands in the log and the metrics. */
const lostDuties =
  ({ alerts, log }: Pick<Parts, 'alerts' | 'log'>) =>
  ({ what, organisation }: WorkerNote): void => {
    if (what !== 'set-missing' || organisation === undefined) return;
    const alert = {
      what: 'duty-without-set',
      organisation,
      since: systemClock.now(),
      state: 'raised',
    } as const;
    alerts.raise(alert).catch((thrown: unknown) => {
      log.error(errorFacts(asSafelightError(thrown)), 'an alert was not told');
    });
  };

const buildServer = (parts: Parts, worker: Worker, watch: Watch, alarms: Alarms): SafelightServer => {
  const { config, policy, stores, log, chat, metrics, record, rotas, identity, decoder } = parts;
  const { ledger, sessions, devices, challenges, blobs, keys, captures } = stores;
  const poke = (): void => {
    worker.poke();
  };
  const { read, remove, teams } = chat;
  const watched = {
    installed: watch.installed,
    membersChanged: alarms.lookSoon,
    closeSignIn: alarms.closeSignIn,
  };
  const heard = { ledger, keys, clock: systemClock, policy, poke, read, remove, ...watched };
  const within = rateLimit(PRESSES, systemClock);
  const { publicUrl } = config;
  const cookieKey = randomBytes(32);
  const camera = cameraLink({ publicUrl, cookieKey, clock: systemClock, policy });
  const events = hearChat({ ...heard, camera, addresses: addressesOf(parts) });
  return createSafelightServer({
    ledger,
    ...{ sessions, devices, challenges, alerts: parts.alerts },
    identity,
    client: openClient(config),
    chat: read,
    names: read,
    captures,
    stage: stageChunk({ captures, blobs, keys, clock: systemClock }),
    watching: postgresWatching(stores.pool),
    blobs,
    keys,
    decoder,
    record,
    rotas,
    live: config.production,
    policy,
    clock: systemClock,
    publicUrl,
    cookieKey,
    ...(config.storeRegion === undefined ? {} : { storeRegion: config.storeRegion }),
    poke,
    log,
    messages: teamsMessages(teams, events, {
      failed: (error) => {
        log.warn(errorFacts(error), 'an activity was not taken');
      },
      mayPress: ({ tid, oid }) => within(`${tid} ${oid}`),
    }),
    health: parts.health,
    coverage: sectionsOf(parts, alarms),
    metrics: metrics.text,
    ...(config.trustProxy === undefined ? {} : { trustProxy: config.trustProxy }),
    ...(watch.notifications === undefined ? {} : { notifications: watch.notifications }),
  });
};

/** What the console shows beside sets: restores, parts and coverage. */
const sectionsOf = (
  { stores, chat, restores }: Parts,
  alarms: Alarms,
): NonNullable<ServerParts['coverage']> => {
  const sections = coverageSections({
    ...{ coverage: alarms.coverage, open: alarms.open, ledger: stores.ledger, clock: systemClock },
    ...{ chat: chat.read, teams: chat.coverage },
  });
  return async (organisation) => {
    const shown = await sections(organisation);
    return { ...shown, sections: html`${restoredSection(restores, organisation)}${shown.sections}` };
  };
};

/** How shifts go, and who is told of what they left: people of the organisation's own tenant. */
const dutyIn =
  (policy: Policy) =>
  (organisation: OrganisationId): Duty => {
    const found = policy.organisations.find((one) => one.id === organisation);
    const tenant = found?.viewerTenants[0];
    const oids = found?.onDuty ?? (found === undefined ? [] : [found.unfiledOwner]);
    return {
      shifts: found?.shifts ?? STANDING_SHIFTS,
      onDuty: tenant === undefined ? [] : oids.map((oid) => personId(tenant, oid)),
      ...(found?.illustration?.contact === undefined ? {} : { illustration: found.illustration.contact }),
    };
  };

/** Who in information governance hears at once of urgent care and of what was sent wrongly. */
const governanceIn =
  (policy: Policy) =>
  (organisation: OrganisationId): readonly PersonId[] => {
    const found = policy.organisations.find((one) => one.id === organisation);
    const tenant = found?.viewerTenants[0];
    return tenant === undefined
      ? []
      : (found?.informationGovernance ?? []).map((oid) => personId(tenant, oid));
  };

/** Who leads Medical Illustration: a person of the organisation's own tenant. */
const leadIn =
  (policy: Policy) =>
  (organisation: OrganisationId): PersonId | undefined => {
    const found = policy.organisations.find((one) => one.id === organisation);
    const [tenant, lead] = [found?.viewerTenants[0], found?.illustration?.lead];
    return tenant === undefined || lead === undefined ? undefined : personId(tenant, lead);
  };

/** Whose list an unfiled set joins when its card lapses: a person of the organisation's own tenant. */
const ownersIn =
  (policy: Policy) =>
  (organisation: OrganisationId): PersonId | undefined => {
    const found = policy.organisations.find((one) => one.id === organisation);
    const tenant = found?.viewerTenants[0];
    return found === undefined || tenant === undefined ? undefined : personId(tenant, found.unfiledOwner);
  };
