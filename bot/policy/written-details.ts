import type { BandRules } from '../set/band.ts';
import type { LookupHash } from '../set/ids.ts';
import type { StoredImage } from '../set/image.ts';
import type { LookedOver, Shown } from '../set/shown.ts';
import { SHOWN } from '../set/shown.ts';
import { judgeBand } from './band/judge-band.js';
import { factsOf } from './consent/facts-of.ts';
import { checkNhsNumber } from './nhs-number.js';

/** Ten digits as people and labels write them; a telephone's eleven are none. */
const TEN_DIGITS = /(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)/g;

/**
 * What labels, forms and charts call things by. A date or a name alone is no patient's: rulers, rotas and door plates
 * have them. Read by a machine, so a letter more or less between the words and the value is forgiven.
 */
const LABELLED: readonly RegExp[] = [
  /\bNHS\b.{0,12}\d{3}/i,
  /\b(?:hosp(?:ital)?|unit|MRN|CRN|PAS|case ?note)\b\.? ?(?:no|num(?:ber)?|id)?\b[^\w]{0,4}[A-Z]{0,3}\d{4,}/i,
  /\b(?:D\.? ?O\.? ?B\b|born\b|date of birth\b).{0,4}\d{1,2}[-/. ](?:\d{1,2}|[a-z]{3,9})[-/. ]\d{2,4}/i,
  /\b(?:[Ss]urn|[Ff]oren|SURN|FOREN|[Nn]|N)(?:ame|AME)\b ?[:;.] ?\p{Lu}[\p{L}'’-]+/u,
  /^\P{L}*\p{Lu}[\p{Lu}'’-]{2,}, ?(?:\p{Lu}\p{Ll}+|\p{Lu}[\p{Lu}'’-]{2,})\b/u,
];

/** The NHS numbers that a picture shows, in print or in a code. Ten digits with a fitting check digit may be chance. */
export const numbersIn = ({ writing, codes }: LookedOver, rules: BandRules): readonly string[] => {
  const printed = writing
    .flatMap((line) => line.match(TEN_DIGITS) ?? [])
    .map((digits) => checkNhsNumber(digits, rules.live))
    .flatMap((checked) => (checked.ok ? [checked.nhsNumber] : []));
  const band = judgeBand(codes, rules);
  const coded = band.outcome === 'band' ? [band.band.nhsNumber] : [];
  return [...new Set([...printed, ...coded].filter((one) => one !== undefined))];
};

/** What is pointed out to whoever posted it (RISK-03, DEID-09), gravest first; empty says nothing. */
export const shownIn = (looked: LookedOver, rules: BandRules): readonly Shown[] => {
  const there: Readonly<Record<Shown, boolean>> = {
    details:
      numbersIn(looked, rules).length > 0 ||
      judgeBand(looked.codes, rules).outcome === 'band' ||
      looked.writing.some((line) => LABELLED.some((label) => label.test(line))),
    face: looked.face,
    code: looked.codes.length > 0,
  };
  return SHOWN.filter((one) => there[one]);
};

/** What is known of one image, so far as it matters here. */
type Seen = Pick<StoredImage, 'consent' | 'filing' | 'numbers' | 'shows'>;

/**
 * What of it is worth a person's word: a document has its patient's details on it, and a picture of a face shows one.
 * What is restricted is seen to; of what nobody has named yet everything is.
 */
export const worthSaying = (image: Seen): readonly Shown[] => {
  const { subject = 'body', sited, restriction } = factsOf(image);
  if (restriction !== undefined) return [];
  return (image.shows ?? []).filter((one) => (one === 'face' ? sited?.site !== 'face' : subject === 'body'));
};

/** Something that whoever posted it is told of. */
export const isWorthSaying = (image: Seen): boolean => worthSaying(image).length > 0 || mayShowAnother(image);

/**
 * NHS numbers can be read in the picture, and none is that of the patient it is linked to (H1). A number may be
 * misread, or be a mother's on a baby's chart: a person looks, and nothing is undone by this.
 */
export const mayShowAnother = (image: Pick<Seen, 'filing' | 'numbers'>): boolean =>
  image.filing.state !== 'unfiled' && showsOtherThan(image.filing.patient.lookup, image);

/** The same before it is linked: of the patient that somebody is about to name. */
export const showsOtherThan = (patient: LookupHash, { numbers = [] }: Pick<Seen, 'numbers'>): boolean =>
  numbers.length > 0 && !numbers.includes(patient);
