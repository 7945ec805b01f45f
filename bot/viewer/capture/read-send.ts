import { MOST_LETTERS } from '../../../cards/text/ask.ts';
import { BODY_SITES, LATERALITY_SNOMED } from '../../set/body-site.ts';
import type { BodySiteCode, Laterality } from '../../set/body-site.ts';
import type { ConsentForm } from '../../set/consent.ts';
import { SECONDARY_USES } from '../../set/consent.ts';
import { SUBJECTS, IMPLIED_SUBJECTS } from '../../set/subject.ts';
import { CAPTURE_LIMITS } from '../../policy/capture.ts';
import type { Crop } from '../../set/capture.ts';
import type {
  SendAsked,
  SentAnswering,
  SentAsk,
  SentConsent,
  SentImage,
  SentMethod,
  SentSignature,
} from './contract.ts';
import { IMAGE_NAME } from './pieces.ts';
import type { Fields } from './read-json.ts';
import { fields, listOf, misfit, oneOf, optional, shaped, text, whole, yesOrNo } from './read-json.ts';

const ANSWERS = ['unset', 'yes', 'no'] as const;
const SITES: readonly BodySiteCode[] = BODY_SITES.map(({ code }) => code);
const SIDES = Object.keys(LATERALITY_SNOMED) as readonly Laterality[];
const AGE_BANDS = ['under-16', '16-17', 'adult', 'unknown'] as const;
/** A signature of two minutes' scribbling. */
const MOST_STROKES = 400;
const MOST_POINTS = 4_000;
const LATEST = 8.64e15;

const answer = (value: unknown) => oneOf(value, ANSWERS);
const moment = (value: unknown) => whole(value, 0, LATEST);

/** What the page sends, looked at word by word. Throws `bad-request` for anything the contract does not know. */
export const readSend = (value: unknown): SendAsked => {
  const sent = fields(value);
  const images = listOf(sent['images'], CAPTURE_LIMITS.maxImages, (one) => image(fields(one)));
  if (images.length === 0 || new Set(images.map((one) => one.image)).size < images.length)
    throw misfit('no image, or one twice');
  return {
    images,
    patient: patient(fields(sent['patient'])),
    ...optional(sent, 'consent', (one) => consent(fields(one))),
    ...optional(sent, 'restrict', (one) => oneOf(one, ['intimate', 'child', 'injury', 'forensic'])),
    ...optional(sent, 'purpose', (one) => oneOf(one, ['record', 'extent', 'diagnosis', 'referral'])),
    ...optional(sent, 'device', (one) =>
      oneOf(one, ['trust', 'trust-camera', 'own-under-policy', 'own-unmanaged', 'patient']),
    ),
    ...optional(sent, 'ask', (one) => askedFor(fields(one))),
    ...optional(sent, 'discarded', (one) => whole(one, 0, 10_000)),
  };
};

const askedFor = (sent: Fields): SentAsk => ({
  role: shaped(sent['role'], /^[a-z][a-z0-9-]{1,39}$/),
  urgency: oneOf(sent['urgency'], ['urgent', 'today', 'routine']),
  line: oneLine(text(sent['line'])),
  ...optional(sent, 'audience', (one) => oneOf(one, ['yes', 'could-not-ask'])),
});

/** As the page to ask takes it: something, and not more than a line. */
const oneLine = (said: string): string => {
  const line = said.replace(/\s+/g, ' ').trim();
  if (line === '' || line.length > MOST_LETTERS) throw misfit('no question, or too long a one');
  return line;
};

const image = (sent: Fields): SentImage => ({
  image: shaped(sent['image'], IMAGE_NAME),
  sha256: shaped(sent['sha256'], /^[0-9a-f]{64}$/),
  bytes: whole(sent['bytes'], 1, CAPTURE_LIMITS.maxBytes),
  chunks: whole(sent['chunks'], 1, Math.ceil(CAPTURE_LIMITS.maxBytes / CAPTURE_LIMITS.chunkBytes)),
  // What it is, its first bytes say.
  mediaType: text(sent['mediaType']),
  ...optional(sent, 'takenAt', moment),
  from: oneOf(sent['from'], ['camera', 'teams', 'file', 'paste', 'drop']),
  selfie: yesOrNo(sent['selfie']),
  ...optional(sent, 'subject', (one) => oneOf(one, SUBJECTS)),
  ...optional(sent, 'site', (one) => oneOf(one, SITES)),
  ...optional(sent, 'side', (one) => oneOf(one, SIDES)),
  ...optional(sent, 'intimate', yesOrNo),
  ...optional(sent, 'explained', yesOrNo),
  ...optional(sent, 'shown', (one) => oneOf(one, ['unset', 'yes', 'no', 'not-possible'])),
  ...optional(sent, 'crop', (one) => crop(fields(one))),
  ...optional(sent, 'quality', (one) => quality(fields(one))),
});

const crop = (sent: Fields): Crop => {
  const [left, top] = [whole(sent['left'], 0, 999), whole(sent['top'], 0, 999)];
  const width = whole(sent['width'], 1, 1000 - left);
  return { left, top, width, height: whole(sent['height'], 1, 1000 - top) };
};

const quality = (sent: Fields): NonNullable<SentImage['quality']> => ({
  // They stand in the audit: codes, never a sentence.
  codes: listOf(sent['codes'], 10, (one) => shaped(one, /^[a-z][a-z-]{0,30}$/)),
  overridden: yesOrNo(sent['overridden']),
});

const patient = (sent: Fields): SendAsked['patient'] =>
  sent['unknown'] === undefined
    ? { token: shaped(sent['token'], /^[\w-]{1,4000}$/), confirmed: confirmed(sent['confirmed']) }
    : {
        unknown: oneOf(sent['unknown'], ['unknown', 'newborn', 'temporary']),
        ...optional(sent, 'number', text),
      };

/** A patient nobody has confirmed is never taken for one (H1). */
const confirmed = (value: unknown): true => {
  if (value !== true) throw misfit('not confirmed');
  return true;
};

const consent = (sent: Fields): SentConsent => ({
  answers: answers(fields(sent['answers'])),
  secondaryAsked: yesOrNo(sent['secondaryAsked']),
  objects: yesOrNo(sent['objects']),
  ...optional(sent, 'method', (one) => method(fields(one))),
  ...optional(sent, 'answering', (one) => answering(fields(one))),
  ...optional(sent, 'capacity', (one) =>
    oneOf(one, ['able', 'lacking', 'fluctuating', 'unconscious', 'anaesthetised']),
  ),
  ...optional(sent, 'competence', (one) => competence(fields(one))),
  ...optional(sent, 'informed', (one) => informed(fields(one))),
  ...optional(sent, 'need', text),
  ...optional(sent, 'note', text),
  ...optional(sent, 'agreedAt', moment),
  ...optional(sent, 'lateReason', text),
  ...optional(sent, 'areas', (one) => listOf(one, SITES.length, (site) => oneOf(site, SITES))),
  ...optional(sent, 'areaReason', text),
  ...optional(sent, 'jobTitle', text),
  ...optional(sent, 'interpreterUsed', yesOrNo),
  ...optional(sent, 'ageBand', (one) => oneOf(one, AGE_BANDS)),
});

const answers = (sent: Fields): ConsentForm['answers'] => {
  const uses = fields(sent['uses']);
  return {
    making: answer(sent['making']),
    care: answer(sent['care']),
    secondary: answer(sent['secondary']),
    uses: {
      'teach-local': answer(uses['teach-local']),
      'teach-external': answer(uses['teach-external']),
      research: answer(uses['research']),
      publication: answer(uses['publication']),
    },
  };
};

const METHODS = [
  'verbal',
  'written-e-signature',
  'implied-list',
  'could-not-ask',
  'best-interests',
  'attorney-or-deputy',
  'emergency',
] as const;

const method = (sent: Fields): SentMethod => {
  const how = oneOf(sent['how'], METHODS);
  switch (how) {
    case 'verbal':
      return { how };
    case 'written-e-signature':
      return {
        how,
        ...optional(sent, 'signature', (one) => signature(fields(one))),
        ...optional(sent, 'witness', (one) => witness(fields(one))),
      };
    case 'implied-list':
      return {
        how,
        kind: oneOf(sent['kind'], IMPLIED_SUBJECTS),
        secondaryUseExplained: answer(sent['secondaryUseExplained']),
      };
    case 'could-not-ask':
      return { how, why: oneOf(sent['why'], COULD_NOT) };
    case 'best-interests':
      return { how, necessity: text(sent['necessity']), leastRestrictive: text(sent['leastRestrictive']) };
    case 'attorney-or-deputy':
      return {
        how,
        authority: oneOf(sent['authority'], [
          'lasting-power-of-attorney',
          'court-deputy',
          'welfare-guardian',
        ]),
        document: text(sent['document']),
      };
    case 'emergency':
      return { how, reason: text(sent['reason']) };
  }
};

const COULD_NOT = [
  'unconscious',
  'anaesthetised',
  'asleep',
  'no-interpreter',
  'left-before-asked',
  'no-answer-possible',
] as const;

const signature = (sent: Fields): SentSignature => ({
  strokes: listOf(sent['strokes'], MOST_STROKES, (stroke) => listOf(stroke, MOST_POINTS, point)),
  printedName: text(sent['printedName']),
});

const point = (value: unknown): readonly [number, number] => {
  const [x, y, ...more] = listOf(value, 2, (one) => whole(one, 0, 10_000));
  if (x === undefined || y === undefined || more.length > 0) throw misfit('no point');
  return [x, y];
};

const witness = (sent: Fields): { name: string; role: string; signature: SentSignature } => ({
  name: text(sent['name']),
  role: text(sent['role']),
  signature: signature(fields(sent['signature'])),
});

const answering = (sent: Fields): SentAnswering => {
  const who = oneOf(sent['who'], ['patient', 'parent', 'attorney', 'deputy']);
  if (who === 'patient') return { who };
  if (who !== 'parent') return { who, name: text(sent['name']) };
  const { name, relationship, responsible } = sent;
  return { who, name: text(name), relationship: text(relationship), responsible: answer(responsible) };
};

const competence = (sent: Fields): NonNullable<SentConsent['competence']> => ({
  judged: oneOf(sent['judged'], ['competent', 'not-competent']),
  parentsEncouraged: answer(sent['parentsEncouraged']),
});

const informed = (sent: Fields): NonNullable<SentConsent['informed']> => ({
  by: oneOf(sent['by'], ['read-on-screen', 'read-aloud', 'leaflet', 'interpreter']),
  shown: listOf(sent['shown'], SECONDARY_USES.length, (one) => oneOf(one, SECONDARY_USES)),
});
