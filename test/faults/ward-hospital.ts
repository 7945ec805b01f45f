import { createHash } from 'node:crypto';
import { Pace } from '../../bot/adapters/graph/pace.ts';
import { nurse as ward7Nurse, TENANT_ID } from '../../bot/local/demonstration/people.ts';
import { wardSeven } from '../../bot/local/demonstration/places.ts';
import type { NewMessage, SeenMessage, Weather } from '../../bot/local/ward/page-contract.ts';
import { link } from '../../bot/audit/chain.ts';
import { patients } from '../../bot/local/demonstration/patients.ts';
import { open } from '../../bot/sealed/open.ts';
import { messageId, organisationId, personId } from '../../bot/set/ids.ts';
import type { ImageSet } from '../../bot/set/image-set.ts';
import { HOUR, later, millis } from '../../bot/set/instant.ts';
import type { MessagePlace } from '../../bot/set/place.ts';
import { sealContext } from '../../bot/set/sealed.ts';
import { openWardChat } from '../adapters/teams/ward-chat.ts';
import { startProcess, workUntil, type Process } from '../crash/hospital.ts';
import { PIXEL, personAt, pixel, setWeather } from '../local/ward/open-ward.ts';
import { memoryBlobs } from '../memory/blobs.ts';
import { movableClock } from '../memory/clock.ts';
import { memoryKeys } from '../memory/keys.ts';
import { memoryLedger } from '../memory/ledger.ts';
import { memoryRecord } from '../memory/record.ts';
import { openFaultyWire, type FaultyWire } from './faulty-wire.ts';

const HERE = organisationId('XHB');
const channel = wardSeven.channels[0]?.id ?? '';
const poster = personId(TENANT_ID, ward7Nurse.oid);
const PICTURE = createHash('sha256').update(PIXEL).digest('hex');

const isRunningList = ({ attachments }: SeenMessage): boolean =>
  JSON.stringify(attachments).includes('please say who they show and what the patient agreed to');

/** What became of one message: what the channel shows, what is in custody, what people were told. */
export interface Became {
  readonly inChat: boolean;
  readonly inCustody: boolean;
  readonly state: ImageSet['state'] | 'unknown';
  /** Alerts that stand open. */
  readonly alerts: readonly string[];
  /** Posts of Safelight in the poster's own chat but for the running list, which begins anew with each shift. */
  readonly told: number;
  readonly cards: number;
}

/**
 * The real adapters of Graph and Teams against the ward, over a wire that can be told to fail, beneath the real steps
 * and the real worker. Stores in memory and a passed clock, so that a night of an outage takes a second.
 */
export const openWardHospital = async () => {
  const clock = movableClock(new Date().toISOString());
  const now = (): number => millis(clock.now());
  let wire: FaultyWire | undefined;
  const pace = new Pace({
    now,
    wait: async (milliseconds) => {
      clock.pass(milliseconds);
    },
  });
  const chat = await openWardChat({}, now, {
    through: async (graphUrl) => {
      wire = await openFaultyWire(graphUrl);
      return wire.url;
    },
    timeoutMs: 250,
    pace,
  });
  if (wire === undefined) throw new Error('no wire');
  const faulty = wire;
  const hospital = {
    clock,
    chat,
    policy: {
      organisations: [
        {
          id: HERE,
          name: 'Harbourside',
          viewerTenants: [TENANT_ID],
          refusedRoles: [],
          people: ['*'],
          unfiledOwner: 'owner',
          conversations: [
            {
              mode: 'protect' as const,
              lapseAfterMs: 72 * HOUR,
              where: { kind: 'team' as const, team: wardSeven.groupId, channels: ['*'], except: [] },
            },
          ],
        },
      ],
    },
    blobs: memoryBlobs(now),
    keys: memoryKeys(),
    ledger: memoryLedger({ link, clock }),
    record: memoryRecord(patients),
  };
  const nurse = personAt(chat.ward, ward7Nurse);
  const process: Process = startProcess(hospital);
  const setOf = async (at: MessagePlace): Promise<ImageSet | undefined> =>
    (await hospital.ledger.find(HERE, { by: 'message', at }))[0];
  const custody = async (set: ImageSet | undefined): Promise<boolean> => {
    if (set?.state !== 'stored') return false;
    for (const image of set.images) {
      const sealed = await hospital.blobs.get('images', image.original.blob);
      const key = await hospital.keys.unwrap(image.original.key);
      const bytes = open(sealed, key, sealContext.original(set, image.id));
      if (createHash('sha256').update(bytes).digest('hex') === PICTURE) return true;
    }
    return false;
  };
  return {
    ...hospital,
    wire: faulty,
    weather: (weather: Weather) => setWeather(chat.ward, weather),
    signIn: () => nurse.signIn(),
    signOut: () => nurse.call('POST', 'sign-out'),
    nurse,
    channel,
    /** One picture in the clinical channel; Safelight hears of it unless `heard` is false. */
    post: async (what: Partial<NewMessage> = { inline: [pixel()] }): Promise<MessagePlace> => {
      const id = await nurse.post(channel, what);
      const at = { place: chat.channel, message: messageId(id) };
      await process.hear({
        at,
        poster,
        postedAt: clock.now(),
        occasion: 'posted',
        mayHoldImages: true,
        carried: [],
      });
      return at;
    },
    /** Works off what falls due in this time, and lets the rest of it pass. */
    work: async (milliseconds: number) => {
      const until = later(clock.now(), milliseconds);
      await workUntil(hospital, process, until);
      if (clock.now() < until) clock.moveTo(until);
    },
    notes: () => process.notes,
    became: async (at: MessagePlace): Promise<Became> => {
      const set = await setOf(at);
      const seen = await nurse.see(channel);
      const message = seen.find((one) => one.id === at.message);
      const own = await nurse.see(`bot:${ward7Nurse.oid}`);
      return {
        inChat: message?.state === 'shown' && message.attachments.length > 0,
        inCustody: await custody(set),
        state: set?.state ?? 'unknown',
        alerts: (set?.alerts ?? []).filter((one) => one.closedAt === undefined).map((one) => one.what),
        told: own.filter((one) => one.from.bot && !isRunningList(one)).length,
        cards: seen.filter((one) => one.from.bot && one.replyTo === at.message).length,
      };
    },
    close: async () => {
      await faulty.close();
      await chat.close();
    },
  };
};
export type WardHospital = Awaited<ReturnType<typeof openWardHospital>>;
