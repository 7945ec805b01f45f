import type { Resource } from '@medplum/fhirtypes';
import { SafelightError } from '../../set/errors.ts';
import type { Answered, AskRecord } from './ask-record.ts';
import { CONFLICT, PRECONDITION_FAILED } from './mark-in-error.ts';
import { fields, list, localReference, resourceId } from './read-json.ts';
import type { Fields } from './read-json.ts';

/** The kinds of resource that are written to the record. */
export type WrittenType = 'DocumentReference' | 'Communication';

/**
 * A conditional create (FHIR R4, http.html#ccreate): one that fits the search is answered instead of a second. `kept` is
 * what stands now. Throws `record-refused` where more than one fits: the record's own people must look.
 */
export const createOnce = async (
  ask: AskRecord,
  type: WrittenType,
  resource: Resource,
  unlessThere: string,
): Promise<{ readonly reference: string; readonly kept: Fields }> => {
  const answer = await ask({
    method: 'POST',
    path: type,
    resource,
    headers: { 'if-none-exist': unlessThere, prefer: 'return=representation' },
    accept: [CONFLICT, PRECONDITION_FAILED],
  });
  if (answer.status === CONFLICT)
    throw new SafelightError('record-unreachable', { transient: true, facts: { status: CONFLICT } });
  if (answer.status === PRECONDITION_FAILED)
    throw new SafelightError('record-refused', { facts: { status: PRECONDITION_FAILED } });
  const reference = referenceOf(answer, type);
  return { reference, kept: await representation(ask, answer, type, reference) };
};

/** Those of that status which bear the name, whatever else the search gave. */
export const findNamed = async (
  ask: AskRecord,
  type: WrittenType,
  search: string,
  { status, name }: { readonly status: string; readonly name: string },
): Promise<readonly string[]> => {
  const { body } = await ask({ method: 'GET', path: `${type}?${search}` });
  if (fields(body)['resourceType'] !== 'Bundle')
    throw new SafelightError('record-refused', { facts: { why: 'not-a-bundle' } });
  return list(fields(body)['entry'])
    .map((entry) => fields(entry['resource']))
    .filter((one) => one['resourceType'] === type && one['status'] === status)
    .filter((one) => list(one['identifier']).some(({ value }) => value === name))
    .map((one) => resourceId(one['id']))
    .flatMap((id) => (id === undefined ? [] : [`${type}/${id}`]));
};

const referenceOf = (answer: Answered, type: WrittenType): string => {
  const id = resourceId(fields(answer.body)['id']);
  const reference =
    id === undefined
      ? localReference(answer.header('location') ?? answer.header('content-location'), type)
      : `${type}/${id}`;
  if (reference === undefined)
    throw new SafelightError('record-refused', { facts: { why: 'no-document-named' } });
  return reference;
};

/** A server may answer with the location alone, whatever it was asked to prefer. */
const representation = async (
  ask: AskRecord,
  answer: Answered,
  type: WrittenType,
  reference: string,
): Promise<Fields> => {
  const answered = fields(answer.body);
  if (answered['resourceType'] === type) return answered;
  return fields((await ask({ method: 'GET', path: reference })).body);
};
