import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { link } from '../../bot/audit/chain.ts';
import * as people from '../../bot/local/demonstration/people.ts';
import type { Person } from '../../bot/local/demonstration/people.ts';
import type { Policy } from '../../bot/policy/conversations.ts';
import type { Decoder } from '../../bot/ports/decoder.ts';
import type { Identity } from '../../bot/ports/identity.ts';
import type { ServerParts } from '../../bot/server.ts';
import { createSafelightServer } from '../../bot/server.ts';
import type { Account } from '../../bot/set/account.ts';
import { SafelightError } from '../../bot/set/errors.ts';
import type { AuditEvent } from '../../bot/set/event.ts';
import type { OrganisationId, PersonId, SetId } from '../../bot/set/ids.ts';
import { conversationId, organisationId, personId, tenantId } from '../../bot/set/ids.ts';
import type { ImageSet, StoredSet } from '../../bot/set/image-set.ts';
import { stageChunk } from '../../bot/steps/stage.ts';
import { MINUTE, later } from '../../bot/set/instant.ts';
import type { Place } from '../../bot/set/place.ts';
import { memoryCaptures } from '../memory/captures.ts';
import { memoryBlobs } from '../memory/blobs.ts';
import { memoryChat } from '../memory/chat.ts';
import { movableClock } from '../memory/clock.ts';
import { memoryDecoder } from '../memory/decoder.ts';
import { memoryChallenges, memoryDevices } from '../memory/devices.ts';
import { memoryKeys } from '../memory/keys.ts';
import { memoryLedger } from '../memory/ledger.ts';
import { memoryRecord } from '../memory/record.ts';
import { memoryRotas } from '../memory/rotas.ts';
import { memorySessions } from '../memory/sessions.ts';
import type { Browser } from './browser.ts';
import { openBrowser } from './browser.ts';
import { doDuties } from './do-duties.ts';
import type { Seed, SeedImage } from './seed-set.ts';
import { seedSet } from './seed-set.ts';

export const HARBOURSIDE = organisationId('XHB');
export const FELLVIEW = organisationId('XFV');
export const idOf = ({ tid, oid }: Person): PersonId => personId(tid, oid);

export const policy: Policy = {
  organisations: [
    {
      id: HARBOURSIDE,
      name: 'Harbourside Hospital',
      people: ['*'],
      conversations: [],
      viewerTenants: [people.TENANT_ID],
      refusedRoles: ['Student'],
      unfiledOwner: people.informationGovernance.oid,
    },
    {
      id: FELLVIEW,
      name: 'Fellview Community',
      people: [people.fellviewNurse.oid, people.fellviewConsultant.oid],
      conversations: [],
      viewerTenants: [people.TENANT_ID],
      refusedRoles: ['Student'],
      unfiledOwner: people.fellviewConsultant.oid,
    },
  ],
};

export const wardPhotos: Place = {
  tenant: tenantId(people.TENANT_ID),
  kind: 'channel',
  team: 'ward-7',
  conversation: conversationId('19:ward7photos@thread.tacv2'),
  reference: '{}',
};

export interface World {
  readonly address: string;
  readonly parts: ServerParts;
  readonly clock: ReturnType<typeof movableClock>;
  readonly chat: ReturnType<typeof memoryChat>;
  readonly ledger: ReturnType<typeof memoryLedger>;
  readonly record: ReturnType<typeof memoryRecord>;
  readonly blobs: ReturnType<typeof memoryBlobs>;
  /** Every line the server logged. */
  readonly logged: string[];
  seed(images: readonly SeedImage[], more?: Partial<Seed>): Promise<StoredSet>;
  read(set: SetId, organisation?: OrganisationId): Promise<ImageSet>;
  events(organisation?: OrganisationId): Promise<readonly AuditEvent[]>;
  /** The worker does everything that is due. */
  settle(): Promise<void>;
  /** A browser in which this person has signed in. */
  as(person: Person, change?: Partial<Account>): Promise<Browser>;
  /** A token by which the chat platform's client vouches for this person, until it is asked for anew. */
  tokenFor(person: Person, change?: Partial<Account>): string;
  /** A browser that will sign in as this person when asked to. */
  stranger(person: Person, change?: Partial<Account>): Browser;
  close(): Promise<void>;
}

export interface WorldOptions {
  readonly decoder?: Decoder;
  /** Where the address must be known beforehand; any free one otherwise. */
  readonly port?: number;
  readonly change?: (parts: ServerParts) => Partial<ServerParts>;
}

/** The real web server on loopback over everything in memory. Members of the ward are as the demonstration has them. */
export const openWorld = async (options: WorldOptions = {}): Promise<World> => {
  const clock = movableClock();
  const chat = memoryChat(clock);
  for (const person of [
    people.nurse,
    people.f1,
    people.registrar,
    people.consultant,
    people.informationGovernance,
    people.guest,
  ])
    chat.members.push({ person: idOf(person), name: person.name, guest: person.guest });
  const ledger = memoryLedger({ link, clock });
  const blobs = memoryBlobs();
  const keys = memoryKeys();
  const record = memoryRecord();
  const captures = memoryCaptures((organisation, events) => ledger.audit.append(organisation, events));
  const sessions = memorySessions();
  const decoder = options.decoder ?? memoryDecoder();
  const logged: string[] = [];
  const accounts = new Map<string, Account>();
  const vouched = new Map<string, Account>();
  const parts: ServerParts = {
    clock,
    ledger,
    blobs,
    keys,
    decoder,
    policy,
    sessions,
    devices: memoryDevices(sessions),
    challenges: memoryChallenges(),
    identity: identityOf(accounts),
    client: clientOf(vouched),
    chat: chat.read,
    names: chat.read,
    captures,
    stage: stageChunk({ captures, blobs, keys, clock }),
    watching: { watched: async () => [] },
    publicUrl: 'http://127.0.0.1',
    cookieKey: randomBytes(32),
    poke: () => undefined,
    log: pino({ base: null }, { write: (line: string) => void logged.push(line) }),
    record,
    rotas: memoryRotas(),
    live: false,
    messages: async (_request, response) => {
      response.writeHead(202);
      response.end();
    },
    health: async () => [{ part: 'ledger', ok: true }],
    metrics: async () => 'safelight_sets_total 1\n',
  };
  const served: ServerParts = { ...parts, ...options.change?.(parts) };
  const server = createSafelightServer(served);
  const address = `http://127.0.0.1:${await server.listen(options.port ?? 0, '127.0.0.1')}`;
  const stranger: World['stranger'] = (person, change) => {
    const account = { ...accountOf(person), ...change };
    return openBrowser(address, (away) => {
      accounts.set(new URL(away).searchParams.get('state') ?? '', account);
      return `/signed-in?code=1&state=${new URL(away).searchParams.get('state') ?? ''}`;
    });
  };
  return {
    address,
    parts,
    clock,
    chat,
    ledger,
    record,
    blobs,
    logged,
    stranger,
    tokenFor: (person, change) => {
      const token = randomBytes(16).toString('base64url');
      vouched.set(token, { ...accountOf(person), mfa: false, ...change });
      return token;
    },
    settle: () => doDuties({ ledger, keys, blobs, decoder, clock, chat, record, policy: served.policy }),
    as: async (person, change) => {
      const browser = stranger(person, change);
      await browser.signIn();
      return browser;
    },
    seed: (images, more) =>
      seedSet(
        { ledger, blobs, keys, decoder },
        {
          organisation: HARBOURSIDE,
          place: wardPhotos,
          poster: idOf(people.nurse),
          author: people.nurse.name,
          text: 'Left heel, day 3. ?infected',
          postedAt: later(clock.now(), -20 * MINUTE),
          images,
          ...more,
        },
      ),
    read: async (set, organisation = HARBOURSIDE) => {
      const found = await ledger.read(organisation, set);
      if (found === undefined) throw new SafelightError('set-missing');
      return found;
    },
    events: async (organisation = HARBOURSIDE) => {
      const events: AuditEvent[] = [];
      for await (const row of ledger.audit.rows(organisation)) events.push(row.event);
      return events;
    },
    close: () => server.close(),
  };
};

export const accountOf = (person: Person): Account => ({
  person: idOf(person),
  name: person.name,
  roles: person.roles,
  mfa: true,
  guest: person.guest,
});

/** Signs in whoever the browser said it would; anything that does not fit fails. */
const identityOf = (accounts: ReadonlyMap<string, Account>): Identity => ({
  begin: async (redirectUri) => {
    const state = randomBytes(16).toString('base64url');
    return {
      address: `https://sign-in.example/?state=${state}`,
      pending: { state, nonce: 'n', codeVerifier: 'v', redirectUri },
    };
  },
  complete: async (callbackUrl, pending) => {
    const account = accounts.get(pending.state);
    if (account === undefined || new URL(callbackUrl).searchParams.get('state') !== pending.state)
      throw new SafelightError('sign-in-failed');
    return account;
  },
  ready: async () => undefined,
});

/** Believes the tokens it was told of, and no other; nobody may frame anything. */
const clientOf = (vouched: ReadonlyMap<string, Account>): ServerParts['client'] => ({
  ancestors: [],
  standIns: [],
  identity: {
    whoHolds: async (token) => {
      const account = vouched.get(token);
      if (account === undefined) throw new SafelightError('sign-in-failed');
      return account;
    },
  },
});
