import type { OrganisationId } from '../../bot/set/ids.ts';
import { organisationId } from '../../bot/set/ids.ts';
import type { ImageSet, StoredSet } from '../../bot/set/image-set.ts';
import { later } from '../../bot/set/instant.ts';
import type { MessagePlace } from '../../bot/set/place.ts';
import type { Said } from '../memory/chat.ts';
import {
  nurse,
  openHospital,
  ring,
  startProcess,
  wardPlace,
  workUntil,
  type Hospital,
  type Judged,
  type Process,
} from './hospital.ts';

export const HERE = organisationId('XHB');
export const PICTURE = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), Buffer.alloc(60, 'one')]);
export const ANOTHER = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), Buffer.alloc(60, 'two')]);
export const LETTER = Buffer.from('PK\u0003\u0004 a letter, not a picture, and long enough to be judged');

export const setOf = async (
  { ledger }: Pick<Judged, 'ledger'>,
  at: MessagePlace,
  of: OrganisationId = HERE,
): Promise<ImageSet> => {
  const [set] = await ledger.find(of, { by: 'message', at });
  if (set === undefined) throw new Error('no set');
  return set;
};
export const storedOf = async (hospital: Pick<Judged, 'ledger'>, at: MessagePlace): Promise<StoredSet> => {
  const set = await setOf(hospital, at);
  if (set.state !== 'stored') throw new Error(`the set is ${set.state}`);
  return set;
};
export const wait = (hospital: Hospital, process: Process, milliseconds: number): Promise<void> =>
  workUntil(hospital, process, later(hospital.clock.now(), milliseconds));

/** One message of the nurse's in the ward, and the process that has heard of it. */
export const post = async (said: Said, signedIn = true) => {
  const hospital = openHospital();
  if (signedIn) hospital.chat.signedIn.add(nurse.oid);
  const at = hospital.chat.say(wardPlace, nurse, said);
  const process = startProcess(hospital);
  await ring(hospital, process, at);
  return { hospital, process, at };
};
export const openAlerts = (set: ImageSet): readonly string[] =>
  set.alerts.filter((alert) => alert.closedAt === undefined).map((alert) => alert.what);
export const eventsOf = async ({ ledger }: Hospital, of: OrganisationId = HERE) => {
  const events = [];
  for await (const row of ledger.audit.rows(of)) events.push(row.event);
  return events;
};
