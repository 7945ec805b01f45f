import type { Coding, DocumentReference } from '@medplum/fhirtypes';
import type { DocumentNote, ImageDocument, PatientRecord } from '../../ports/record.ts';
import { SafelightError } from '../../set/errors.ts';
import type { ImageId } from '../../set/ids.ts';
import { askRecord } from './ask-record.ts';
import type { AskRecord, RecordAccess } from './ask-record.ts';
import { IMAGE_SYSTEM, documentReference, noted } from './document-reference.ts';
import { findByHospitalNumber, findPatient } from './find-patient.ts';
import { createOnce, findNamed } from './create-once.ts';
import { editResource, markInError } from './mark-in-error.ts';
import { fields, localReference, text } from './read-json.ts';

export interface RecordOptions extends RecordAccess {
  /** The code of a clinical photograph in this hospital; LOINC 72170-4 where none is set. */
  readonly documentType?: Coding;
}

/** A hospital's FHIR R4 endpoint as the patient record (UK Core). Throws `config-invalid` for an unsafe base. */
export const fhirRecord = (options: RecordOptions): PatientRecord => {
  const ask = askRecord(options);
  return {
    find: (nhsNumber, birthDate) => findPatient(ask, nhsNumber, birthDate),
    findByHospitalNumber: (number) => findByHospitalNumber(ask, number),
    file: (document) => file(ask, document, options.documentType),
    note: (document, note) => writeNote(ask, document, note),
    standing: (image) => standing(ask, image),
    retract: (document) => markInError(ask, document, 'DocumentReference', { docStatus: 'entered-in-error' }),
    ready: async () => {
      const { body } = await ask({ method: 'GET', path: 'metadata' });
      const version = text(fields(body)['fhirVersion']);
      if (version?.startsWith('4.') !== true)
        throw new SafelightError('record-refused', { facts: { why: 'not-fhir-r4' } });
    },
  };
};

/**
 * Conditional on the image's id among *current* documents: a second call finds the first, and an image whose
 * earlier filing was marked `entered-in-error` can be filed anew.
 */
const file = async (
  ask: AskRecord,
  image: ImageDocument,
  type: Coding | undefined,
): Promise<{ readonly document: string }> => {
  const { reference, kept } = await createOnce(
    ask,
    'DocumentReference',
    documentReference(image, type),
    currentOf(image.image),
  );
  const sameSubject = localReference(fields(kept['subject'])['reference'], 'Patient') === image.patient;
  // Never say "filed" of a document that is another patient's or was taken back.
  if (!sameSubject || kept['status'] !== 'current')
    throw new SafelightError('record-refused', { facts: { why: 'found-another-document' } });
  // Found, and not made now: what was said of it then may be another thing today.
  const { note } = image;
  if (note !== undefined && kept['description'] !== note.words) await writeNote(ask, reference, note);
  return { document: reference };
};

const writeNote = async (ask: AskRecord, document: string, note: DocumentNote): Promise<void> => {
  if (localReference(document, 'DocumentReference') !== document)
    throw new SafelightError('record-refused', { facts: { why: 'not-a-document' } });
  // One that the record's own people deleted has no note any more.
  await editResource(ask, document, (found) =>
    // Taken back meanwhile: nothing more is said of it.
    found['status'] === 'entered-in-error' ? undefined : noted(found as Partial<DocumentReference>, note),
  );
};

/** A search of the image's id, which says nothing of the patient: it may stand in an address. */
const currentOf = (image: ImageId): string =>
  `identifier=${encodeURIComponent(`${IMAGE_SYSTEM}|${image}`)}&status=current`;

const standing = (ask: AskRecord, image: ImageId): Promise<readonly string[]> =>
  findNamed(ask, 'DocumentReference', currentOf(image), { status: 'current', name: image });
