import type { ConsentFacts } from '../../set/consented.ts';
import type { ImageSet } from '../../set/image-set.ts';
import type { Restriction } from '../../set/restriction.ts';
import { isIntimate } from '../consent/case.ts';
import type { KindOfFact } from './kind.ts';
import { stricterConsent } from './stricter-consent.ts';

/** What the patient agreed to and who may see it, of each image: also of those a capture sent, before custody. */
export const keptConsent: KindOfFact<ConsentFacts> = {
  of: (set) =>
    new Map(imagesOf(set).flatMap(({ id, consent }) => (consent === undefined ? [] : [[id, consent]]))),
  stricter: stricterConsent,
  into: (set, image, consent) => {
    if (!imagesOf(set).some(({ id }) => id === image)) return closedUnseen(set, consent);
    if (set.state === 'stored')
      return {
        ...set,
        images: set.images.map((one) => (one.id === image ? withConsent(one, consent) : one)),
      };
    if (set.state !== 'received' || set.staged === undefined || consent === undefined) return set;
    const { staged } = set;
    const images = staged.images.map((one) => (one.id === image ? { ...one, consent } : one));
    return { ...set, staged: { ...staged, images } };
  },
};

const imagesOf = (set: ImageSet): readonly { readonly id: string; readonly consent?: ConsentFacts }[] => {
  if (set.state === 'stored') return set.images;
  return set.state === 'received' ? (set.staged?.images ?? []) : [];
};

const withConsent = <T extends { readonly consent?: ConsentFacts }>(
  image: T,
  consent: ConsentFacts | undefined,
): T => {
  const { consent: _was, ...rest } = image;
  return { ...rest, ...(consent === undefined ? {} : { consent }) } as T;
};

/**
 * The image is not in the set: taken again from the chat it would come under another id. What was closed of it then
 * closes whatever this set takes into custody from now on.
 */
const closedUnseen = (set: ImageSet, consent: ConsentFacts | undefined): ImageSet => {
  if (consent === undefined || (set.state !== 'stored' && set.state !== 'received')) return set;
  const owed = closingOf(consent);
  return owed === undefined ? set : { ...set, closedUnseen: set.closedUnseen ?? owed };
};

/** Open to nobody: who was named saw another file of it, and information governance names people anew. */
const closingOf = ({ restriction, consent, withdrawals, ...rest }: ConsentFacts): Restriction | undefined => {
  if (restriction !== undefined) return { ...restriction, why: 'restored', viewers: [] };
  const [withdrawn] = withdrawals;
  const said =
    withdrawn ??
    (consent.state === 'declined' || consent.state === 'stopped' ? consent : undefined) ??
    (consent.state === 'given' && (consent.answers.care === 'no' || isIntimate(rest)) ? consent : undefined);
  return said === undefined
    ? undefined
    : { why: 'restored', viewers: [], by: said.by, at: said.at, keepWhole: false };
};
