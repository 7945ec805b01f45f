import { keepHeads } from '../../bot/restore/keep-heads.ts';
import { noteFirst } from '../../bot/restore/note-first.ts';
import { replayJournal } from '../../bot/restore/replay.ts';
import type { RaisedAlert } from '../../bot/ports/alerts.ts';
import type { OrganisationId } from '../../bot/set/ids.ts';
import { personId } from '../../bot/set/ids.ts';
import type { ImageSet, StoredSet } from '../../bot/set/image-set.ts';
import { DAY, later, MINUTE } from '../../bot/set/instant.ts';
import type { MessagePlace } from '../../bot/set/place.ts';
import { markNotClinical } from '../../bot/actions/mark-not-clinical.ts';
import { approveDisposal } from '../../bot/actions/approve-disposal.ts';
import {
  nurse,
  openHospital,
  ring,
  startProcess,
  TENANT,
  wardPlace,
  workUntil,
  type Hospital,
} from '../crash/hospital.ts';
import { memorySessions } from '../memory/sessions.ts';

export const XHB = 'XHB' as OrganisationId;
const governance = {
  person: personId(TENANT, 'governance'),
  name: 'Owen Price',
  roles: ['InformationGovernance'],
  mfa: true,
  guest: false,
};

/** A hospital whose ledger can be copied, and put back as it was. */
export const openRestorable = () => {
  const opened = openHospital();
  const { blobs, clock } = opened;
  const tell = (error: Error): void => {
    throw error;
  };
  const hospital: Hospital = { ...opened, ledger: noteFirst(opened.ledger, { blobs, clock, tell }) };
  hospital.chat.signedIn.add(nurse.oid);
  const sessions = memorySessions();
  const raised: RaisedAlert[] = [];
  const alerts = {
    deaf: false,
    raise: async (alert: RaisedAlert): Promise<void> => {
      if (alerts.deaf) throw new Error('nobody hears');
      raised.push(alert);
    },
  };
  const heads = () => keepHeads({ ...hospital, alerts, tell: () => undefined });
  const take = async (name: string): Promise<MessagePlace> => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), Buffer.alloc(60, name)]);
    const at = hospital.chat.say(wardPlace, nurse, { inline: [bytes] });
    const process = startProcess(hospital);
    await ring(hospital, process, at);
    await workUntil(hospital, process, later(hospital.clock.now(), MINUTE));
    return at;
  };
  const setOf = async (at: MessagePlace): Promise<ImageSet | undefined> =>
    (await hospital.ledger.find(XHB, { by: 'message', at }))[0];
  const storedSet = async (at: MessagePlace): Promise<StoredSet> => {
    const set = await setOf(at);
    if (set?.state !== 'stored') throw new Error(`the set is ${set?.state ?? 'not there'}`);
    return set;
  };
  return {
    hospital,
    sessions,
    raised,
    alerts,
    heads,
    take,
    setOf,
    storedSet,
    /** Marked, approved by a second person, and its seven days gone by. */
    approve: async (at: MessagePlace): Promise<StoredSet> => {
      const set = await storedSet(at);
      const which = { organisation: XHB, set: set.id };
      await markNotClinical(hospital)({ ...which, by: nurse });
      await approveDisposal(hospital)({ ...which, account: governance });
      return set;
    },
    /** What is due eight days on, and a minute after. */
    dispose: async (): Promise<void> => {
      hospital.clock.pass(8 * DAY);
      await workUntil(hospital, startProcess(hospital), later(hospital.clock.now(), MINUTE));
    },
    /** The same, but every call that destroys fails, `after` having been done or `before`. */
    disposeInVain: async (fails: 'before' | 'after'): Promise<void> => {
      const { blobs } = hospital;
      const real = { ...blobs };
      blobs.destroy = async (container, name) => {
        if (fails === 'after') await real.destroy(container, name);
        throw new Error('power cut');
      };
      hospital.clock.pass(8 * DAY);
      await workUntil(hospital, startProcess(hospital), hospital.clock.now());
      blobs.destroy = (container, name) => real.destroy(container, name);
    },
    replay: () => replayJournal({ ...hospital, sessions }),
  };
};
