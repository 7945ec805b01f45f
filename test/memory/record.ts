import { patients as demonstrationPatients } from '../../bot/local/demonstration/patients.ts';
import type { Patient } from '../../bot/local/demonstration/patients.ts';
import type { ImageDocument, PatientRecord } from '../../bot/ports/record.ts';
import { SafelightError } from '../../bot/set/errors.ts';

export interface KeptDocument extends ImageDocument {
  readonly reference: string;
  readonly status: 'current' | 'entered-in-error';
}

export interface MemoryRecord extends PatientRecord {
  documents(): readonly KeptDocument[];
  /** Out of reach until said otherwise. */
  reachable(yes: boolean): void;
  /** Refuses every write for good until said otherwise. */
  refusing(yes: boolean): void;
}

/** The hospital's record in memory, with the demonstration's patients or others. */
export const memoryRecord = (patients: readonly Patient[] = demonstrationPatients): MemoryRecord => {
  let kept: readonly KeptDocument[] = [];
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
      return {
        reference: `Patient/${patient.id}`,
        nhsNumber,
        name: [...patient.given, patient.family].join(' '),
        birthDate: patient.birthDate,
        gender: patient.gender,
        deceased: false,
        superseded: false,
      };
    },
    file: async (document) => {
      reach();
      if (isRefusing) throw new SafelightError('record-refused');
      const standing = kept.find((one) => one.image === document.image && one.status === 'current');
      if (standing !== undefined && standing.patient !== document.patient)
        throw new SafelightError('record-refused');
      if (standing !== undefined) return { document: standing.reference };
      const reference = `DocumentReference/${kept.length + 1}`;
      kept = [...kept, { ...document, reference, status: 'current' }];
      return { document: reference };
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
    reachable: (yes) => {
      isReachable = yes;
    },
    refusing: (yes) => {
      isRefusing = yes;
    },
  };
};
