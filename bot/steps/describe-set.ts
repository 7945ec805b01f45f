import { createHash } from 'node:crypto';
import type { HeldCardModel, Notice } from '../../cards/model.ts';
import { cardConsent } from '../policy/consent-on-card.ts';
import { isMisSent, openWrongPatient } from '../policy/exceptions.ts';
import { cardReview } from '../policy/illustration/on-card.ts';
import { hasLapsed } from '../policy/lapse.ts';
import { questionLines } from '../policy/opinion/on-card.ts';
import { receiptLines, removalLine } from '../policy/removal.ts';
import type { ChatRead } from '../ports/chat.ts';
import type { OrganisationId, PersonId } from '../set/ids.ts';
import type { DisposedSet, ImageSet, StoredSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';

/** A set whose card may stand: in custody, or disposed of. */
export type CardSet = StoredSet | DisposedSet;

/** Where people open sets: addresses carry the set's id and nothing else. */
export interface ViewerAddresses {
  readonly publicUrl: string;
  /** The policy file says who may be asked for a second opinion. */
  readonly mayAsk?: (organisation: OrganisationId) => boolean;
}

/** The facts a card would show now, without anyone's name. */
type CardFacts = Omit<HeldCardModel, 'postedBy' | 'mentions'>;

const cardFacts = (set: CardSet, { publicUrl, mayAsk }: ViewerAddresses, now: Instant): CardFacts => {
  const openUrl = `${publicUrl}/sets/${set.id}`;
  const filings = set.state === 'stored' ? set.images.map((image) => image.filing.state) : [];
  return {
    kind: 'held',
    set: set.id,
    postedAt: set.postedAt,
    items: set.state === 'stored' ? set.images.map((image) => image.kind) : set.items,
    filed: filings.filter((state) => state === 'filed').length,
    waitingForRecord: filings.filter((state) => state === 'waiting').length,
    lapsesAt: set.lapsesAt,
    lapsed: hasLapsed(set, now),
    removal: removalLine(set),
    receipt: receiptLines(set),
    notClinical: notClinicalLine(set),
    ...consentOf(set, now),
    ...reviewOf(set),
    ...questionsOn(set),
    ...misSendOn(set),
    openUrl,
    fileUrl: `${openUrl}/file`,
    ...(mayAsk?.(set.organisation) === true ? { askUrl: `${openUrl}/ask` } : {}),
    observed: set.mode === 'observe',
  };
};

/** In coded words alone (design.md, Cards): never why, and never what was said. */
const consentOf = (set: CardSet, now: Instant): Pick<HeldCardModel, 'consent'> => {
  if (set.state === 'disposed') return set.because === undefined ? {} : { consent: 'closed' };
  const consent = cardConsent(set.images, now);
  return consent === undefined ? {} : { consent };
};

/** Said wrongly sent: the card opens nothing (wrong people), or says that the patient is being put right. */
const misSendOn = (set: CardSet): Pick<HeldCardModel, 'misSend'> => {
  if (set.state === 'disposed') return {};
  if (isMisSent(set)) return { misSend: 'wrong-people' };
  return openWrongPatient(set) === undefined ? {} : { misSend: 'wrong-patient' };
};

const questionsOn = (set: CardSet): Pick<HeldCardModel, 'questions'> => {
  const questions = set.state === 'stored' ? questionLines(set) : [];
  return questions.length === 0 ? {} : { questions };
};

const reviewOf = (set: CardSet): Pick<HeldCardModel, 'review'> => {
  const review = set.state === 'stored' ? cardReview(set.images) : undefined;
  return review === undefined ? {} : { review };
};

const notClinicalLine = (set: CardSet): HeldCardModel['notClinical'] => {
  if (set.state === 'disposed') return 'disposed';
  if (set.notClinical === undefined) return 'no';
  return set.notClinical.approvedBy === undefined ? 'yes' : 'disposal-approved';
};

/** What a card drawn now would say, as a short hash: the same facts are never drawn twice. */
export const drawnAs = (set: CardSet, addresses: ViewerAddresses, now: Instant): string =>
  createHash('sha256')
    .update(JSON.stringify(cardFacts(set, addresses, now)))
    .digest('hex')
    .slice(0, 16);

const mentionedIn = (set: CardSet): readonly PersonId[] => (set.state === 'stored' ? set.mentioned : []);

/** The card, with the names its conversation's roster gives at this moment: names are never stored for it. */
export const describeSet = async (
  set: CardSet,
  addresses: ViewerAddresses,
  now: Instant,
  read: ChatRead,
): Promise<HeldCardModel> => {
  const nameOf = async (person: PersonId): Promise<string | undefined> =>
    (await read.member(set.origin.place, person))?.name;
  const mentioned = await Promise.all(
    mentionedIn(set).map(async (person) => ({ oid: person.oid, name: await nameOf(person) })),
  );
  return {
    ...cardFacts(set, addresses, now),
    postedBy: (await nameOf(set.poster)) ?? '',
    mentions: mentioned.flatMap(({ oid, name }) => (name === undefined ? [] : [{ oid, name }])),
  };
};

/** What an ask says, and a press of an old one is answered with, once nothing is left to do. */
export const askOver = (set: ImageSet, openUrl: string): Notice => ({
  kind: 'ask-over',
  removed: set.state === 'stored' && removalLine(set) === 'removed',
  ...(set.state === 'stored' ? { openUrl } : {}),
});
