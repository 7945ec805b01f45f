import { fileToPatient } from '../../bot/actions/file-to-patient.ts';
import { lookUpPatient } from '../../bot/actions/look-up-patient.ts';
import { retractFiling } from '../../bot/actions/retract-filing.ts';
import { patients } from '../../bot/local/demonstration/patients.ts';
import type { Patient } from '../../bot/local/demonstration/patients.ts';
import type { AuditEvent } from '../../bot/set/event.ts';
import type { PersonId } from '../../bot/set/ids.ts';
import { organisationId } from '../../bot/set/ids.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import type { StoredImage } from '../../bot/set/image.ts';
import { MINUTE, later } from '../../bot/set/instant.ts';
import type { MessagePlace } from '../../bot/set/place.ts';
import { nurse, openHospital, ring, startProcess, wardPlace, workUntil } from '../crash/hospital.ts';
import { PowerCut } from '../crash/power.ts';
import type { PowerOptions } from '../crash/power.ts';

export const TRUST = organisationId('XHB');
export const [edith, joseph, amina] = patients as [Patient, Patient, Patient];

const picture = (name: string): Uint8Array =>
  Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]),
    Buffer.from('JFIF\0'),
    Buffer.alloc(40, name),
  ]);

/** A ward whose posts are in custody, and the people who file them. Time passes when the ward is worked off. */
export const filingWard = () => {
  const hospital = openHospital();
  hospital.chat.signedIn.add(nurse.oid);
  const { ledger, keys, record, clock } = hospital;
  const lookUp = lookUpPatient({ ledger, record, clock, live: true });
  const file = fileToPatient({ ledger, keys, clock });
  const retract = retractFiling({ ledger, clock });

  const work = async (options: PowerOptions = {}, minutes = 1) => {
    const process = startProcess(hospital, options);
    try {
      await workUntil(hospital, process, later(clock.now(), minutes * MINUTE));
    } catch (thrown) {
      if (!(thrown instanceof PowerCut)) throw thrown;
    }
    return process;
  };

  const read = async (at: MessagePlace): Promise<StoredSet> => {
    const [set] = await ledger.find(TRUST, { by: 'message', at });
    if (set?.state !== 'stored') throw new Error('the set is not in custody');
    return set;
  };

  return {
    hospital,
    record,
    clock,
    ledger,
    work,
    read,
    /** A post of these pictures, in custody. */
    post: async (...names: readonly string[]): Promise<MessagePlace> => {
      const at = hospital.chat.say(wardPlace, nurse, { inline: names.map(picture) });
      await ring(hospital, startProcess(hospital), at);
      await work();
      return at;
    },
    image: async (at: MessagePlace, which = 0): Promise<StoredImage> => {
      const image = (await read(at)).images[which];
      if (image === undefined) throw new Error('no such image');
      return image;
    },
    lookUp: async (at: MessagePlace, nhsNumber: string, birthDate: string) =>
      lookUp({ organisation: TRUST, set: (await read(at)).id, by: nurse, named: { nhsNumber, birthDate } }),
    /** Looks the patient up, and confirms for these images of these posts: all where none is named. */
    file: async (
      who: Patient,
      posts: readonly (readonly [MessagePlace, ...number[]])[],
      by: PersonId = nurse,
    ) => {
      const sets = await Promise.all(posts.map(async ([at, ...which]) => ({ set: await read(at), which })));
      const images = sets.flatMap(({ set, which }) =>
        set.images
          .filter((_, n) => which.length === 0 || which.includes(n))
          .map((image) => ({ set: set.id, image: image.id })),
      );
      const first = sets[0]?.set.id;
      if (first === undefined) throw new Error('nothing to file');
      const { nhsNumber, birthDate } = who;
      const patient = await lookUp({ organisation: TRUST, set: first, by, named: { nhsNumber, birthDate } });
      await file({ organisation: TRUST, by, images, patient });
    },
    retract: async (at: MessagePlace, which = 0) => {
      const set = await read(at);
      const image = set.images[which];
      if (image === undefined) throw new Error('no such image');
      await retract({ organisation: TRUST, set: set.id, image: image.id, by: nurse });
    },
    /** The next document is written, and then `meanwhile` happens before Safelight hears of it. */
    whileWriting: (meanwhile: () => Promise<void>) => {
      const usual = record.file.bind(record);
      record.file = async (document) => {
        const written = await usual(document);
        record.file = usual;
        await meanwhile();
        return written;
      };
    },
    /** What the record holds, as `patient: status`, oldest first. */
    written: () => record.documents().map((one) => `${one.patient}: ${one.status}`),
    events: async (at: MessagePlace): Promise<readonly AuditEvent[]> => {
      const found: AuditEvent[] = [];
      for await (const row of ledger.audit.rows(TRUST, (await read(at)).id)) found.push(row.event);
      return found;
    },
    owed: () =>
      ledger
        .duties()
        .filter((duty) => duty.verb === 'file')
        .map((duty) => duty.subject),
  };
};
