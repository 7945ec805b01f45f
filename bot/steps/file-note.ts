import { createHash } from 'node:crypto';
import { reviewBanner } from '../../cards/text/illustration.ts';
import { modeWords, wardPhotographWords } from '../../cards/text/picture-facts.ts';
import { recordNote } from '../../cards/text/record-note.ts';
import { bindConsent } from '../audit/bind-consent.ts';
import { factsOf } from '../policy/consent/facts-of.ts';
import { levelsGranted } from '../policy/consent/levels-granted.ts';
import { sourceOf } from '../policy/series/source.ts';
import type { DocumentNote } from '../ports/record.ts';
import { openConsent } from '../sealed/seal-consent.ts';
import { openWords } from '../sealed/words.ts';
import type { Consent } from '../set/consent.ts';
import type { PersonId, Sha256 } from '../set/ids.ts';
import { samePerson, sha256 } from '../set/ids.ts';
import type { StoredSet } from '../set/image-set.ts';
import type { StoredImage } from '../set/image.ts';
import type { MessageWords } from '../set/original.ts';
import type { Question } from '../set/question.ts';
import type { RecordNote, SentTo } from '../set/record-note.ts';
import { sealContext } from '../set/sealed.ts';

/** What the record is to say beside one picture, as things stand (CON-06, CON-11). The key stays the caller's to wipe. */
export const noteOf = (
  set: StoredSet,
  image: StoredImage,
  message: MessageWords,
  key: Uint8Array,
): DocumentNote => {
  const facts = factsOf(image);
  return {
    words: recordNote(noteFacts(set, image, message, key)),
    restricted: facts.restriction !== undefined,
    ...(image.consent === undefined
      ? {}
      : { agreed: bindConsent({ organisation: set.organisation, set: set.id, image }, facts) }),
  };
};

/** Names a note without keeping it: the same again is not written again. */
export const noteHash = (note: DocumentNote): Sha256 =>
  sha256(
    createHash('sha256')
      .update(JSON.stringify([note.words, note.restricted, note.agreed ?? '']))
      .digest('hex'),
  );

const noteFacts = (
  set: StoredSet,
  image: StoredImage,
  message: MessageWords,
  key: Uint8Array,
): RecordNote => {
  const { subject, sited, capture, restriction, withdrawals, ...facts } = factsOf(image);
  const consent = openConsent(facts.consent, key, { owner: set, image: image.id });
  const askedBy = professionalOf(consent);
  const said = image.saidTaken === undefined ? undefined : { said: image.saidTaken.when };
  const takenAt = capture?.takenAt ?? image.takenAt ?? said;
  return {
    source: sourceWords(image),
    ...(subject === undefined ? {} : { subject }),
    ...(sited === undefined ? {} : { sited }),
    takenBy: takerOf(set, image, message),
    ...(takenAt === undefined ? {} : { takenAt }),
    ...(capture?.device === undefined ? {} : { device: capture.device }),
    ...(capture?.purpose === undefined ? {} : { purpose: capture.purpose }),
    postedAt: set.postedAt,
    captured: set.capture !== undefined,
    ...(message.place === undefined ? {} : { place: message.place }),
    mentioned: message.mentions.map(({ name }) => name),
    sentTo: (set.questions ?? [])
      .filter(({ images }) => images.includes(image.id))
      .map((question) => sentTo(set, question, message, key)),
    consent,
    ...(askedBy === undefined ? {} : { askedBy }),
    levels: levelsGranted(factsOf(image)),
    withdrawals,
    restricted: restriction !== undefined,
  };
};

/** A ward photograph never passes for one of the studio's, nor a poor one for a good one (META-09, QUAL-02). */
const sourceWords = (image: StoredImage): string => {
  const mode = sourceOf(image);
  const source = mode === undefined ? wardPhotographWords : modeWords[mode];
  return image.review?.verdict?.says === 'not-suitable' ? `${source}. ${reviewBanner.notSuitable}` : source;
};

/** Nobody has said who held the camera: whoever posted it is who answers for it. */
const takerOf = (set: StoredSet, image: StoredImage, message: MessageWords): string => {
  const { capture, takenBy } = factsOf(image);
  const by = capture?.takenBy;
  if (by === undefined && (takenBy === undefined || image.saidTaken !== undefined))
    return saidTaker(image, message);
  // Whoever answered for the consent named them (CON-20).
  const person = by === undefined ? takenBy : by.who === 'staff' ? by.person : undefined;
  if (person !== undefined)
    return samePerson(person, set.poster) ? message.author : (nameIn(message, person) ?? 'a colleague');
  return by?.who === 'patient' ? 'the patient' : 'somebody for the patient';
};

const saidTaker = ({ saidTaken }: StoredImage, { author }: MessageWords): string => {
  switch (saidTaken?.taker) {
    case 'colleague':
      return 'a colleague';
    case 'patient':
      return 'the patient';
    case 'family-or-carer':
      return 'family, a friend or a carer';
    case 'poster':
    case undefined:
      return author;
  }
};

const professionalOf = (consent: Consent): RecordNote['askedBy'] => {
  if (consent.state !== 'given' || !('professional' in consent.method)) return undefined;
  const { name, jobTitle } = consent.method.professional;
  return { name, jobTitle };
};

/** Names are not kept of people who were asked: those the message mentions are known, and those who answered. */
const sentTo = (set: StoredSet, question: Question, message: MessageWords, key: Uint8Array): SentTo => {
  const answered = question.answers.flatMap(({ id, by, names }) => {
    if (names === undefined) return [];
    const opened = openWords(names, key, sealContext.answer(set, id, 'names'));
    const name: unknown = (opened as Readonly<Record<string, unknown>> | null)?.['by'];
    return typeof name === 'string' ? [{ by, name }] : [];
  });
  const told = question.toldTo.map(({ person }) => person);
  const names = told.flatMap(
    (person) => answered.find(({ by }) => samePerson(by, person))?.name ?? nameIn(message, person) ?? [],
  );
  return {
    ...(question.called === undefined ? {} : { role: question.called }),
    names: [...new Set(names)],
    urgency: question.urgency,
    at: question.askedAt,
  };
};

const nameIn = ({ mentions }: MessageWords, { oid }: PersonId): string | undefined =>
  mentions.find((one) => one.oid === oid)?.name;
