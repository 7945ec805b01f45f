import { link } from '../../bot/audit/chain.ts';
import { STANDING_SHIFTS } from '../../bot/policy/shifts.ts';
import { lifecycle } from '../../bot/lifecycle.ts';
import { patients } from '../../bot/local/demonstration/patients.ts';
import { bandRulesIn } from '../../bot/policy/band/band-rules.ts';
import type { Policy } from '../../bot/policy/conversations.ts';
import type { OpinionRules } from '../../bot/policy/opinion/rules.ts';
import type { Blobs } from '../../bot/ports/blobs.ts';
import type { Decoder, Looker } from '../../bot/ports/decoder.ts';
import type { Keys } from '../../bot/ports/keys.ts';
import type { Once } from '../../bot/ports/coverage.ts';
import type { Ledger } from '../../bot/ports/ledger.ts';
import { noteFirst } from '../../bot/restore/note-first.ts';
import { receive } from '../../bot/receive.ts';
import { conversationId, onCallRoleId, organisationId, personId, tenantId } from '../../bot/set/ids.ts';
import { DAY, HOUR, instant, later, millis } from '../../bot/set/instant.ts';
import type { Instant } from '../../bot/set/instant.ts';
import type { MessagePlace, Place } from '../../bot/set/place.ts';
import { byteBudget } from '../../bot/steps/ingest/admit-bytes.ts';
import { createWorker, type WorkerNote } from '../../bot/worker.ts';
import { memoryBlobs } from '../memory/blobs.ts';
import { memoryChat } from '../memory/chat.ts';
import { movableClock } from '../memory/clock.ts';
import { memoryOnce } from '../memory/coverage.ts';
import { nothingSeen } from '../memory/decoder.ts';
import { memoryKeys } from '../memory/keys.ts';
import { memoryLedger } from '../memory/ledger.ts';
import { memoryRotas } from '../memory/rotas.ts';
import { memoryRecord } from '../memory/record.ts';
import { powered, type PowerOptions } from './power.ts';

export const TENANT = '5afe1194-0000-4000-8000-000000000001';
export const nurse = personId(TENANT, 'nurse');
export const otherNurse = personId(TENANT, 'other-nurse');

const place = (conversation: string, team: string): Place => ({
  tenant: tenantId(TENANT),
  kind: 'channel',
  team,
  conversation: conversationId(conversation),
  reference: '{}',
});
export const wardPlace = place('19:ward@thread.tacv2', 'team-a');
export const otherPlace = place('19:other@thread.tacv2', 'team-b');

/** Two on the same rota, day and night. */
export const onCall = [personId(TENANT, 'registrar'), personId(TENANT, 'consultant')] as const;
export const ROLE = onCallRoleId('plastics');
const OPINIONS: OpinionRules = {
  switchboard: '100',
  seenWithin: { urgent: 5, today: 60 },
  askOutside: false,
  colleagues: [],
  otherTrusts: [],
  roles: [
    {
      id: ROLE,
      name: 'plastic surgery registrar',
      ring: '200',
      rota: {
        kind: 'inline',
        rota: {
          dated: [],
          weekly: [{ days: [0, 1, 2, 3, 4, 5, 6], from: 0, to: 0, people: onCall.map(({ oid }) => oid) }],
        },
      },
    },
  ],
};

const policyFor = (mode: 'protect' | 'observe'): Policy => ({
  organisations: [
    ['XHB', 'team-a'],
    ['XFV', 'team-b'],
  ].map(([id = '', team = '']) => ({
    id: organisationId(id),
    name: id,
    viewerTenants: [TENANT],
    refusedRoles: [],
    people: ['*'],
    unfiledOwner: 'owner',
    opinions: OPINIONS,
    conversations: [
      { mode, lapseAfterMs: 72 * HOUR, where: { kind: 'team', team, channels: ['*'], except: [] } },
    ],
  })),
});

/** Everything that outlives a process: the chat, the stores, the ledger, the record. Two organisations, one tenant. */
export const openHospital = (mode: 'protect' | 'observe' = 'protect') => {
  const clock = movableClock();
  const chat = memoryChat(clock);
  for (const [person, name] of [
    [nurse, 'Nurse'],
    [otherNurse, 'Other'],
  ] as const) {
    chat.members.push({ person, name, guest: false });
  }
  return {
    clock,
    chat,
    policy: policyFor(mode),
    blobs: memoryBlobs(() => millis(clock.now())),
    keys: memoryKeys(),
    ledger: memoryLedger({ link, clock }),
    record: memoryRecord(patients),
    posted: [] as MessagePlace[],
  };
};
export type Hospital = ReturnType<typeof openHospital>;
/** The same with another chat, ledger, store, key service or record in the place of those in memory. */
export interface Premises extends Pick<Hospital, 'clock' | 'policy' | 'record'> {
  readonly chat: Pick<Hospital['chat'], 'read' | 'remove' | 'post'>;
  readonly blobs: Blobs;
  readonly keys: Keys;
  readonly ledger: Ledger;
  /** What was said once; where it is not given, one of the process's own. */
  readonly once?: Once;
  /** What a machine sees in pictures; where it is not given, nothing. */
  readonly looker?: Looker;
}
/** Premises whose chat a spec can look into. */
export type Judged = Premises & Pick<Hospital, 'chat' | 'posted'>;

const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xd9]);
const decoder: Decoder & Looker = {
  render: async () => ({
    screen: { jpeg: JPEG, width: 1, height: 1 },
    preview: { jpeg: JPEG, width: 1, height: 1 },
  }),
  watermark: async (jpeg) => jpeg,
  lookOver: async (jpeg) => {
    await jpeg();
    return nothingSeen;
  },
  close: async () => undefined,
};

/** One process of Safelight, with power that may be cut. */
export const startProcess = (hospital: Premises, options: PowerOptions = {}) => {
  const { power, plug } = powered(options);
  const { clock } = hospital;
  const [read, remove, post] = [
    plug('read', hospital.chat.read),
    plug('remove', hospital.chat.remove),
    plug('post', hospital.chat.post),
  ];
  const [blobs, keys] = [plug('blobs', hospital.blobs), plug('keys', hospital.keys)];
  const ledger = noteFirst(plug('ledger', hospital.ledger), { blobs, clock, tell: () => undefined });
  const addresses = { publicUrl: 'https://safelight.example' };
  const notes: WorkerNote[] = [];
  const worker = createWorker('worker', {
    ledger,
    clock,
    lanes: 1,
    random: () => 0.5,
    tell: (note) => notes.push(note),
    rows: lifecycle({
      // Expecting a removal is no call that could be cut: what it fetches is fetched again by the removal.
      ingest: { read, remove: hospital.chat.remove, blobs, keys, maxBytes: 1e6, budget: byteBudget(1e6) },
      remove: { chat: remove },
      card: { read, post, addresses },
      render: { blobs, keys, decoder },
      look: {
        blobs,
        keys,
        ledger,
        looker: hospital.looker ?? decoder,
        bandRules: bandRulesIn(hospital.policy, false),
      },
      file: { record: plug('record', hospital.record), keys, addresses },
      opinion: { opinions: plug('opinions', hospital.record.opinions), keys },
      escalate: {
        ...{ read, post, ledger, rotas: memoryRotas(), addresses, policy: hospital.policy },
        dutyOf: () => ({ shifts: STANDING_SHIFTS, onDuty: [personId(TENANT, 'owner')] }),
      },
      remind: {
        ...{ post, addresses, unfiledOwner: () => personId(TENANT, 'owner') },
        governance: () => [personId(TENANT, 'governance')],
        toDo: {
          ...{ ledger, once: hospital.once === undefined ? memoryOnce() : plug('once', hospital.once) },
          dutyOf: () => ({ shifts: STANDING_SHIFTS, onDuty: [personId(TENANT, 'owner')] }),
        },
      },
      settle: { ledger },
      alarm: { alerts: { raise: async () => undefined } },
      dispose: { blobs },
    }),
  });
  const hear = receive({ ledger, keys, clock, policy: hospital.policy, poke: () => undefined });
  return { worker, power, notes, hear, plug, stores: { ledger, blobs, keys } };
};
export type Process = ReturnType<typeof startProcess>;

export const ring = (
  hospital: Pick<Hospital, 'clock'>,
  process: Process,
  at: MessagePlace,
  occasion: 'posted' | 'edited' | 'undone' = 'posted',
) =>
  process.hear({
    at,
    poster: at.place === wardPlace ? nurse : otherNurse,
    postedAt: hospital.clock.now(),
    occasion,
    mayHoldImages: true,
    carried: [],
  });

/** Works off what is due, moving the clock to the next due time, up to `until` or the end of power. */
export const workUntil = async (
  hospital: Pick<Hospital, 'clock' | 'ledger'>,
  process: Process,
  until: Instant,
): Promise<void> => {
  for (let turns = 0; turns < 20_000 && !process.power.isCut(); turns += 1) {
    if ((await process.worker.turn()) > 0) continue;
    const next = hospital.ledger
      .duties()
      .map((duty) =>
        duty.leaseUntil !== undefined && duty.leaseUntil > duty.dueAt ? duty.leaseUntil : duty.dueAt,
      )
      .filter((due) => due > hospital.clock.now())
      .sort()[0];
    if (next === undefined || next > until) return;
    hospital.clock.moveTo(next);
  }
};
/** Long enough for the re-reads at an hour and a day; before the card lapses. */
export const TWO_DAYS_ON: Instant = later(instant('2026-03-02T09:00:00.000Z'), 2 * DAY);
