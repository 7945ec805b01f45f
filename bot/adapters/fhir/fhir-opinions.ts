import type { Opinions } from '../../ports/opinions.ts';
import { SafelightError } from '../../set/errors.ts';
import type { Opinion } from '../../set/opinion.ts';
import { askRecord } from './ask-record.ts';
import type { AskRecord, RecordAccess } from './ask-record.ts';
import { ANSWER_SYSTEM, OPINION_SYSTEM, communication, opinionName } from './communication.ts';
import { createOnce, findNamed } from './create-once.ts';
import { editResource, markInError } from './mark-in-error.ts';
import { fields, list, localReference } from './read-json.ts';
import type { Fields } from './read-json.ts';

/** Second opinions as Communications in a hospital's FHIR R4 record. Throws `config-invalid` for an unsafe base. */
export const fhirOpinions = (access: RecordAccess): Opinions => {
  const ask = askRecord(access);
  return {
    state: (opinion) => state(ask, opinion),
    standing: (answer) =>
      findNamed(ask, 'Communication', standingAs(ANSWER_SYSTEM, answer), {
        status: 'completed',
        name: answer,
      }),
    retract: (document) => markInError(ask, document, 'Communication'),
  };
};

/** Conditional on answer and patient among those that stand: one taken back is followed by another. */
const state = async (ask: AskRecord, opinion: Opinion): Promise<{ readonly document: string }> => {
  const resource = communication(opinion);
  const { reference, kept } = await createOnce(
    ask,
    'Communication',
    resource,
    standingAs(OPINION_SYSTEM, opinionName(opinion)),
  );
  // Never say "filed" of a statement that is another patient's or was taken back.
  const sameSubject = localReference(fields(kept['subject'])['reference'], 'Patient') === opinion.patient;
  if (!sameSubject || kept['status'] !== 'completed')
    throw new SafelightError('record-refused', { facts: { why: 'found-another-statement' } });
  if (isAboutAll(kept, opinion)) return { document: reference };
  const { about, payload } = resource;
  const written = await editResource(ask, reference, (standing) => {
    // Taken back between the two calls: the next try writes another.
    if (standing['status'] !== 'completed')
      throw new SafelightError('record-unreachable', { transient: true });
    return isAboutAll(standing, opinion) ? undefined : { ...standing, about, payload };
  });
  // Deleted between the two calls: the next try writes it anew.
  if (written === 'gone') throw new SafelightError('record-unreachable', { transient: true });
  return { document: reference };
};

/** A search of our own names, which say nothing of the patient: it may stand in an address. */
const standingAs = (system: string, name: string): string =>
  `identifier=${encodeURIComponent(`${system}|${name}`)}&status=completed`;

const isAboutAll = (kept: Fields, { images }: Opinion): boolean => {
  const about = list(kept['about']).map(({ reference }) => localReference(reference, 'DocumentReference'));
  return images.every(({ document }) => about.includes(document));
};
