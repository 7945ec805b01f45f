import type { Coding } from '@medplum/fhirtypes';
import type { ImageDocument, PatientRecord } from '../../ports/record.ts';
import { SafelightError } from '../../set/errors.ts';
import type { ImageId } from '../../set/ids.ts';
import { askRecord } from './ask-record.ts';
import type { Answered, AskRecord, RecordAccess } from './ask-record.ts';
import { IMAGE_SYSTEM, documentReference } from './document-reference.ts';
import { findPatient } from './find-patient.ts';
import { fields, list, localReference, resourceId, text } from './read-json.ts';
import type { Fields } from './read-json.ts';

export interface RecordOptions extends RecordAccess {
  /** The code of a clinical photograph in this hospital; LOINC 72170-4 where none is set. */
  readonly documentType?: Coding;
}

const CONFLICT = 409;
const GONE = 410;
const PRECONDITION_FAILED = 412;
/** Somebody else changes the document at the same moment: more often than this is no accident. */
const MAX_EDITS = 4;

/** A hospital's FHIR R4 endpoint as the patient record (UK Core). Throws `config-invalid` for an unsafe base. */
export const fhirRecord = (options: RecordOptions): PatientRecord => {
  const ask = askRecord(options);
  return {
    find: (nhsNumber, birthDate) => findPatient(ask, nhsNumber, birthDate),
    file: (document) => file(ask, document, options.documentType),
    standing: (image) => standing(ask, image),
    retract: (document) => retract(ask, document),
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
  const answer = await ask({
    method: 'POST',
    path: 'DocumentReference',
    resource: documentReference(image, type),
    headers: { 'if-none-exist': currentOf(image.image), prefer: 'return=representation' },
    accept: [CONFLICT, PRECONDITION_FAILED],
  });
  if (answer.status === CONFLICT)
    throw new SafelightError('record-unreachable', { transient: true, facts: { status: CONFLICT } });
  // More than one current document of this image: the record's own people must look.
  if (answer.status === PRECONDITION_FAILED)
    throw new SafelightError('record-refused', { facts: { status: PRECONDITION_FAILED } });
  const reference = referenceOf(answer);
  const kept = await representation(ask, answer, reference);
  const sameSubject = localReference(fields(kept['subject'])['reference'], 'Patient') === image.patient;
  // Never say "filed" of a document that is another patient's or was taken back.
  if (!sameSubject || kept['status'] !== 'current')
    throw new SafelightError('record-refused', { facts: { why: 'found-another-document' } });
  return { document: reference };
};

/** A search of the image's id, which says nothing of the patient: it may stand in an address. */
const currentOf = (image: ImageId): string =>
  `identifier=${encodeURIComponent(`${IMAGE_SYSTEM}|${image}`)}&status=current`;

const standing = async (ask: AskRecord, image: ImageId): Promise<readonly string[]> => {
  const { body } = await ask({ method: 'GET', path: `DocumentReference?${currentOf(image)}` });
  if (fields(body)['resourceType'] !== 'Bundle')
    throw new SafelightError('record-refused', { facts: { why: 'not-a-bundle' } });
  return list(fields(body)['entry'])
    .map((entry) => fields(entry['resource']))
    .filter((one) => one['resourceType'] === 'DocumentReference' && one['status'] === 'current')
    .filter((one) => list(one['identifier']).some((name) => name['value'] === image))
    .map((one) => resourceId(one['id']))
    .flatMap((id) => (id === undefined ? [] : [`DocumentReference/${id}`]));
};

const referenceOf = (answer: Answered): string => {
  const id = resourceId(fields(answer.body)['id']);
  const reference =
    id === undefined
      ? localReference(answer.header('location') ?? answer.header('content-location'), 'DocumentReference')
      : `DocumentReference/${id}`;
  if (reference === undefined)
    throw new SafelightError('record-refused', { facts: { why: 'no-document-named' } });
  return reference;
};

/** A server may answer with the location alone, whatever it was asked to prefer. */
const representation = async (ask: AskRecord, answer: Answered, reference: string): Promise<Fields> => {
  const answered = fields(answer.body);
  if (answered['resourceType'] === 'DocumentReference') return answered;
  return fields((await ask({ method: 'GET', path: reference })).body);
};

/** Read, change, write back under `If-Match`: whatever else the record has added to the document stays. */
const retract = async (ask: AskRecord, document: string): Promise<void> => {
  const reference = localReference(document, 'DocumentReference');
  if (reference !== document)
    throw new SafelightError('record-refused', { facts: { why: 'not-a-document' } });
  for (let edit = 1; edit <= MAX_EDITS; edit += 1) {
    const standing = await ask({ method: 'GET', path: reference, accept: [GONE] });
    const resource = fields(standing.body);
    if (standing.status === GONE || resource['status'] === 'entered-in-error') return;
    const written = await ask({
      method: 'PUT',
      path: reference,
      resource: { ...resource, status: 'entered-in-error', docStatus: 'entered-in-error' },
      headers: { 'if-match': editionOf(standing) },
      accept: [CONFLICT, GONE, PRECONDITION_FAILED],
    });
    if (written.status < 300 || written.status === GONE) return;
  }
  throw new SafelightError('record-unreachable', { transient: true, facts: { why: 'edited-meanwhile' } });
};

const editionOf = (standing: Answered): string => {
  const version = text(fields(fields(standing.body)['meta'])['versionId']);
  const edition = standing.header('etag') ?? (version === undefined ? undefined : `W/"${version}"`);
  if (edition === undefined) throw new SafelightError('record-refused', { facts: { why: 'no-edition' } });
  return edition;
};
