import type { ConversationId, ImageId, SetId } from '../set/ids.ts';
import type { StoredSet } from '../set/image-set.ts';
import type { StoredImage } from '../set/image.ts';
import type { Instant } from '../set/instant.ts';
import { exposureOf } from './exposure.ts';
import { consentNeeded } from './consent/case.ts';
import { factsOf } from './consent/facts-of.ts';

/** How far it had come with one picture that needs consent (CON-40). */
export const CONSENT_KINDS = ['before', 'afterwards', 'could-not-ask', 'said-no', 'not-recorded'] as const;
export type ConsentKind = (typeof CONSENT_KINDS)[number];

/** One ward's pictures that need consent, and what its posts were exposed to. No person is in it. */
export interface WardConsent {
  /** The conversation's id: whoever shows it finds the name. */
  readonly ward: ConversationId;
  readonly needed: number;
  readonly kinds: Readonly<Record<ConsentKind, number>>;
  /** Of a hundred that need it, those with evidence from before the picture was taken. */
  readonly beforePercent: number;
  /** Posts that stood in the chat, and are gone (RISK-09): how many, the middle and the longest time, the most who could see. */
  readonly exposed: {
    readonly posts: number;
    readonly middleMs: number;
    readonly longestMs: number;
    readonly mostCouldSee: number;
  };
}

/** Agreed to after the picture was taken (CON-19). */
export interface LateConsent {
  readonly set: SetId;
  readonly image: ImageId;
  readonly ward: ConversationId;
  readonly at: Instant;
  /** It was posted before anybody was asked; else it was taken with the camera, and somebody said why. */
  readonly posted: boolean;
}

/** Counted by hand, these figures come out the same: each picture stands in one kind. */
export const wardConsents = (sets: readonly StoredSet[]): readonly WardConsent[] => {
  const wards = new Map<ConversationId, StoredSet[]>();
  for (const set of sets) {
    const { conversation } = set.origin.place;
    wards.set(conversation, [...(wards.get(conversation) ?? []), set]);
  }
  return [...wards].map(([ward, own]) => figuresOf(ward, own)).toSorted((a, b) => b.needed - a.needed);
};

const figuresOf = (ward: ConversationId, sets: readonly StoredSet[]): WardConsent => {
  const found = sets.flatMap(({ images }) => images).flatMap((image) => kindOf(image) ?? []);
  const count = (kind: ConsentKind): number => found.filter((one) => one === kind).length;
  const exposures = sets.flatMap((set) => exposureOf(set) ?? []);
  const times = exposures.map(({ milliseconds }) => milliseconds).toSorted((a, b) => a - b);
  return {
    ward,
    needed: found.length,
    kinds: {
      before: count('before'),
      afterwards: count('afterwards'),
      'could-not-ask': count('could-not-ask'),
      'said-no': count('said-no'),
      'not-recorded': count('not-recorded'),
    },
    beforePercent: found.length === 0 ? 0 : Math.round((100 * count('before')) / found.length),
    exposed: {
      posts: exposures.length,
      middleMs: times[Math.floor((times.length - 1) / 2)] ?? 0,
      longestMs: times.at(-1) ?? 0,
      mostCouldSee: Math.max(0, ...exposures.map(({ couldSee }) => couldSee)),
    },
  };
};

/** Undefined: a picture that needs none. */
const kindOf = (image: StoredImage): ConsentKind | undefined => {
  const { consent, subject } = factsOf(image);
  if (image.kind !== 'image' || consent.state === 'not-needed' || consentNeeded(subject) === 'none')
    return undefined;
  switch (consent.state) {
    case 'given':
      return consent.retrospective ? 'afterwards' : 'before';
    case 'outstanding':
      return 'could-not-ask';
    case 'declined':
    case 'stopped':
      return 'said-no';
    case 'unanswered':
      return 'not-recorded';
  }
};

/** Newest first. */
export const lateConsents = (sets: readonly StoredSet[]): readonly LateConsent[] =>
  sets
    .flatMap((set) =>
      set.images.flatMap((image) => {
        const { consent } = factsOf(image);
        if (consent.state !== 'given' || !consent.retrospective) return [];
        const ward = set.origin.place.conversation;
        const posted = set.capture === undefined;
        return [{ set: set.id, image: image.id, ward, at: consent.at, posted }];
      }),
    )
    .toSorted((a, b) => b.at.localeCompare(a.at));
