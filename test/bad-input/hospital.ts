import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';
import { spawnDecoder } from '../../bot/adapters/decoder/spawn-decoder.ts';
import { bandRulesIn } from '../../bot/policy/band/band-rules.ts';
import { STANDING_SHIFTS } from '../../bot/policy/shifts.ts';
import { lifecycle } from '../../bot/lifecycle.ts';
import { nurse } from '../../bot/local/demonstration/people.ts';
import { receive } from '../../bot/receive.ts';
import type { ImageSet } from '../../bot/set/image-set.ts';
import { HOUR } from '../../bot/set/instant.ts';
import { byteBudget } from '../../bot/steps/ingest/admit-bytes.ts';
import { createWorker } from '../../bot/worker.ts';
import { memoryOnce } from '../memory/coverage.ts';
import { memoryRotas } from '../memory/rotas.ts';
import type { Said } from '../memory/chat.ts';
import { HARBOURSIDE, idOf, openWorld, policy, wardPhotos } from '../viewer/world.ts';
import type { World } from '../viewer/world.ts';

const LOADER = ['--import', pathToFileURL(resolve('node_modules/tsx/dist/loader.mjs')).href];

export interface Hospital {
  readonly world: World;
  /** Posts as the nurse does, and works until nothing is due; the set as it is then. */
  post(what: Said): Promise<ImageSet>;
  close(): Promise<void>;
}

/** The real steps and the real decoder over stores in memory, the real web server before them. */
export const openHospital = async (maxBytes = 200 * 1024 * 1024): Promise<Hospital> => {
  const decoder = spawnDecoder({
    script: pathToFileURL(resolve('bot/inspect/decoder-child.ts')),
    execArgv: LOADER,
  });
  const world = await openWorld({ decoder });
  const { ledger, clock, chat, blobs, record } = world;
  const { keys } = world.parts;
  const addresses = { publicUrl: 'https://safelight.example' };
  const worker = createWorker('worker', {
    ledger,
    clock,
    lanes: 2,
    random: () => 0.5,
    tell: () => undefined,
    rows: lifecycle({
      ingest: { read: chat.read, remove: chat.remove, blobs, keys, maxBytes, budget: byteBudget(maxBytes) },
      remove: { chat: chat.remove },
      card: { read: chat.read, post: chat.post, addresses },
      render: { blobs, keys, decoder },
      look: { blobs, keys, ledger, looker: decoder, bandRules: bandRulesIn(policy, false) },
      file: { record, keys, addresses },
      opinion: { opinions: record.opinions, keys },
      escalate: {
        ...{ read: chat.read, post: chat.post, ledger, rotas: memoryRotas(), addresses, policy },
        dutyOf: () => ({ shifts: STANDING_SHIFTS, onDuty: [] }),
      },
      remind: {
        ...{ post: chat.post, addresses, unfiledOwner: () => undefined },
        toDo: { ledger, once: memoryOnce(), dutyOf: () => ({ shifts: STANDING_SHIFTS, onDuty: [] }) },
      },
      settle: { ledger },
      alarm: { alerts: { raise: async () => undefined } },
      dispose: { blobs },
    }),
  });
  const protecting = {
    organisations: policy.organisations.map((one) => ({
      ...one,
      conversations: [
        {
          mode: 'protect' as const,
          lapseAfterMs: 72 * HOUR,
          where: { kind: 'team' as const, team: wardPhotos.team ?? '', channels: ['*'], except: [] },
        },
      ],
    })),
  };
  const hear = receive({ ledger, keys, clock, policy: protecting, poke: () => undefined });
  chat.signedIn.add(nurse.oid);
  return {
    world,
    post: async (what) => {
      const at = chat.say(wardPhotos, idOf(nurse), what);
      await hear({
        at,
        poster: idOf(nurse),
        postedAt: clock.now(),
        occasion: 'posted',
        mayHoldImages: true,
        carried: [],
      });
      // Renditions are owed a second after custody.
      for (let rounds = 0; rounds < 3; rounds += 1) {
        while ((await worker.turn()) > 0);
        clock.pass(2_000);
      }
      const [set] = await ledger.find(HARBOURSIDE, { by: 'message', at });
      if (set === undefined) throw new Error('no set');
      return set;
    },
    close: async () => {
      await world.close();
      await decoder.close();
    },
  };
};
