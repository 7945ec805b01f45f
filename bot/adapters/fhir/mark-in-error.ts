import { SafelightError } from '../../set/errors.ts';
import type { Answered, AskRecord } from './ask-record.ts';
import { fields, localReference, text } from './read-json.ts';
import type { Fields } from './read-json.ts';

export const CONFLICT = 409;
export const GONE = 410;
export const PRECONDITION_FAILED = 412;
/** Somebody else changes the resource at the same moment: more often than this is no accident. */
const MAX_EDITS = 4;

/**
 * Read, change, write back under `If-Match`: whatever else the record has added stays. `change` gives undefined where
 * there is nothing to write. One that is gone counts as `gone`.
 */
export const editResource = async (
  ask: AskRecord,
  reference: string,
  change: (resource: Fields) => object | undefined,
): Promise<'edited' | 'gone'> => {
  for (let edit = 1; edit <= MAX_EDITS; edit += 1) {
    const standing = await ask({ method: 'GET', path: reference, accept: [GONE] });
    if (standing.status === GONE) return 'gone';
    const resource = change(fields(standing.body));
    if (resource === undefined) return 'edited';
    const written = await ask({
      method: 'PUT',
      path: reference,
      resource,
      headers: { 'if-match': editionOf(standing) },
      accept: [CONFLICT, GONE, PRECONDITION_FAILED],
    });
    if (written.status < 300) return 'edited';
    if (written.status === GONE) return 'gone';
  }
  throw new SafelightError('record-unreachable', { transient: true, facts: { why: 'edited-meanwhile' } });
};

/** `entered-in-error`, once or twice alike. `also`: what else of this kind of resource says so. */
export const markInError = async (
  ask: AskRecord,
  document: string,
  type: 'DocumentReference' | 'Communication',
  also: Fields = {},
): Promise<void> => {
  const reference = localReference(document, type);
  if (reference !== document)
    throw new SafelightError('record-refused', { facts: { why: 'not-a-document' } });
  await editResource(ask, reference, (resource) =>
    resource['status'] === 'entered-in-error'
      ? undefined
      : { ...resource, status: 'entered-in-error', ...also },
  );
};

const editionOf = (standing: Answered): string => {
  const version = text(fields(fields(standing.body)['meta'])['versionId']);
  const edition = standing.header('etag') ?? (version === undefined ? undefined : `W/"${version}"`);
  if (edition === undefined) throw new SafelightError('record-refused', { facts: { why: 'no-edition' } });
  return edition;
};
