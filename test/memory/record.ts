import {
  HOSPITAL_NUMBER_SYSTEM,
  patients as demonstrationPatients,
} from '../../bot/local/demonstration/patients.ts';
import type { Patient } from '../../bot/local/demonstration/patients.ts';
import type { Opinions } from '../../bot/ports/opinions.ts';
import type { ImageDocument, PatientFound, PatientRecord } from '../../bot/ports/record.ts';
import { SafelightError } from '../../bot/set/errors.ts';
import type { Opinion } from '../../bot/set/opinion.ts';

export interface KeptDocument extends ImageDocument {
  readonly reference: string;
  readonly status: 'current' | 'entered-in-error';
}

export interface KeptStatement extends Opinion {
  readonly reference: string;
  readonly status: 'completed' | 'entered-in-error';
}

export interface MemoryRecord extends PatientRecord {
  documents(): readonly KeptDocument[];
  /** The same record's second opinions. */
  readonly opinions: Opinions;
  statements(): readonly KeptStatement[];
  /** Out of reach until said otherwise. */
  reachable(yes: boolean): void;
  /** Refuses every write for good until said otherwise. */
  refusing(yes: boolean): void;
}

const foundOf = (patient: Patient): PatientFound => ({
  reference: `Patient/${patient.id}`,
  nhsNumber: patient.nhsNumber,
  name: [...patient.given, patient.family].join(' '),
  birthDate: patient.birthDate,
  gender: patient.gender,
  deceased: false,
  superseded: false,
});

/** The hospital's record in memory, with the demonstration's patients or others. */
export const memoryRecord = (patients: readonly Patient[] = demonstrationPatients): MemoryRecord => {
  let kept: readonly KeptDocument[] = [];
  let said: readonly KeptStatement[] = [];
  let isReachable = true;
  let isRefusing = false;
  const reach = (): void => {
    if (!isReachable) throw new SafelightError('record-unreachable', { transient: true });
  };
  return {
    find: async (nhsNumber, birthDate) => {
      reach();
      const patient = patients.find((one) => one.nhsNumber === nhsNumber);
      if (patient === undefined) throw new SafelightError('patient-not-found');
      if (birthDate !== undefined && patient.birthDate !== birthDate)
        throw new SafelightError('patient-details-differ');
      return foundOf(patient);
    },
    findByHospitalNumber: async ({ system, value }) => {
      reach();
      const patient = patients.find(
        (one) => one.hospitalNumber === value && system === HOSPITAL_NUMBER_SYSTEM,
      );
      if (patient === undefined) throw new SafelightError('patient-not-found');
      return foundOf(patient);
    },
    file: async (document) => {
      reach();
      if (isRefusing) throw new SafelightError('record-refused');
      const standing = kept.find((one) => one.image === document.image && one.status === 'current');
      if (standing !== undefined && standing.patient !== document.patient)
        throw new SafelightError('record-refused');
      if (standing !== undefined) {
        kept = kept.map((one) => (one === standing ? { ...one, ...noteIn(document) } : one));
        return { document: standing.reference };
      }
      const reference = `DocumentReference/${kept.length + 1}`;
      kept = [...kept, { ...document, reference, status: 'current' }];
      return { document: reference };
    },
    note: async (document, note) => {
      reach();
      if (isRefusing || !kept.some((one) => one.reference === document))
        throw new SafelightError('record-refused');
      kept = kept.map((one) =>
        one.reference === document && one.status === 'current' ? { ...one, note } : one,
      );
    },
    standing: async (image) => {
      reach();
      return kept
        .filter((one) => one.image === image && one.status === 'current')
        .map((one) => one.reference);
    },
    retract: async (document) => {
      reach();
      if (isRefusing || !kept.some((one) => one.reference === document))
        throw new SafelightError('record-refused');
      kept = kept.map((one) => (one.reference === document ? { ...one, status: 'entered-in-error' } : one));
    },
    ready: async () => {
      reach();
    },
    documents: () => kept,
    statements: () => said,
    opinions: {
      state: async (opinion) => {
        reach();
        if (isRefusing) throw new SafelightError('record-refused');
        const standing = said.find((one) => isSame(one, opinion) && one.status === 'completed');
        const reference = standing?.reference ?? `Communication/${said.length + 1}`;
        const images = [
          ...(standing?.images ?? []),
          ...opinion.images.filter(
            ({ document }) => standing?.images.some((one) => one.document === document) !== true,
          ),
        ];
        const statement: KeptStatement = { ...opinion, images, reference, status: 'completed' };
        said = [...said.filter((one) => one !== standing), statement];
        return { document: reference };
      },
      standing: async (answer) => {
        reach();
        return said
          .filter((one) => one.answer === answer && one.status === 'completed')
          .map((one) => one.reference);
      },
      retract: async (document) => {
        reach();
        if (isRefusing || !said.some((one) => one.reference === document))
          throw new SafelightError('record-refused');
        said = said.map((one) => (one.reference === document ? { ...one, status: 'entered-in-error' } : one));
      },
    },
    reachable: (yes) => {
      isReachable = yes;
    },
    refusing: (yes) => {
      isRefusing = yes;
    },
  };
};

const noteIn = ({ note }: ImageDocument) => (note === undefined ? {} : { note });

const isSame = (one: Opinion, other: Opinion): boolean =>
  one.answer === other.answer && one.patient === other.patient;
