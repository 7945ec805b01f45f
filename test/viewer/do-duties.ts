import { STANDING_SHIFTS } from '../../bot/policy/shifts.ts';
import { lifecycle } from '../../bot/lifecycle.ts';
import { informationGovernance, TENANT_ID } from '../../bot/local/demonstration/people.ts';
import { bandRulesIn } from '../../bot/policy/band/band-rules.ts';
import type { Policy } from '../../bot/policy/conversations.ts';
import type { Blobs } from '../../bot/ports/blobs.ts';
import type { Clock } from '../../bot/ports/clock.ts';
import type { Decoder } from '../../bot/ports/decoder.ts';
import type { Keys } from '../../bot/ports/keys.ts';
import type { Ledger } from '../../bot/ports/ledger.ts';
import type { PatientRecord } from '../../bot/ports/record.ts';
import { byteBudget } from '../../bot/steps/ingest/admit-bytes.ts';
import { createWorker } from '../../bot/worker.ts';
import { personId } from '../../bot/set/ids.ts';
import type { MemoryChat } from '../memory/chat.ts';
import { memoryOnce } from '../memory/coverage.ts';
import { memoryDecoder } from '../memory/decoder.ts';
import { memoryRotas } from '../memory/rotas.ts';
import type { MemoryRecord } from '../memory/record.ts';

/** The product's own worker, until nothing more is due. */
export const doDuties = async (parts: {
  readonly ledger: Ledger;
  readonly keys: Keys;
  readonly blobs: Blobs;
  readonly decoder: Decoder;
  readonly clock: Clock;
  readonly chat: MemoryChat;
  readonly record: PatientRecord & Pick<MemoryRecord, 'opinions'>;
  readonly policy?: Policy;
}): Promise<void> => {
  const { ledger, keys, blobs, decoder, clock, chat, record, policy = { organisations: [] } } = parts;
  const addresses = { publicUrl: 'https://safelight.example' };
  const worker = createWorker('worker', {
    ledger,
    clock,
    lanes: 1,
    random: () => 0.5,
    tell: () => undefined,
    rows: lifecycle({
      ingest: { read: chat.read, remove: chat.remove, blobs, keys, maxBytes: 1e7, budget: byteBudget(1e7) },
      remove: { chat: chat.remove },
      card: { read: chat.read, post: chat.post, addresses },
      render: { blobs, keys, decoder },
      look: { blobs, keys, ledger, looker: memoryDecoder(), bandRules: bandRulesIn(policy, false) },
      file: { record, keys, addresses },
      opinion: { opinions: record.opinions, keys },
      escalate: {
        ...{ read: chat.read, post: chat.post, ledger, rotas: memoryRotas(), addresses, policy },
        dutyOf: () => ({ shifts: STANDING_SHIFTS, onDuty: [] }),
      },
      remind: {
        ...{ post: chat.post, addresses, unfiledOwner: () => undefined },
        governance: () => [personId(TENANT_ID, informationGovernance.oid)],
        toDo: { ledger, once: memoryOnce(), dutyOf: () => ({ shifts: STANDING_SHIFTS, onDuty: [] }) },
      },
      settle: { ledger },
      alarm: { alerts: { raise: async () => undefined } },
      dispose: { blobs },
    }),
  });
  while ((await worker.turn()) > 0);
};
