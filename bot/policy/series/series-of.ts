import type { Sited } from '../../set/body-site.ts';
import type { PatientLink, StoredImage } from '../../set/image.ts';
import type { StoredSet } from '../../set/image-set.ts';
import type { Instant } from '../../set/instant.ts';
import { factsOf } from '../consent/facts-of.ts';

/** One image among others of the same patient. */
export interface Dated {
  readonly set: StoredSet;
  readonly image: StoredImage;
  /** When it was taken, else when it was posted. */
  readonly at: Instant;
}

/** The same site, side and number over time. */
export interface Series<D extends Dated = Dated> {
  /** `heel.left.2`: coded, and the same for every patient. */
  readonly code: string;
  /** Absent: nobody said where on the body. */
  readonly sited?: Sited;
  readonly number: number;
  /** Another of the same site and side stands beside it, so that the number must be said. */
  readonly isOneOfSeveral: boolean;
  /** Newest first. */
  readonly images: readonly D[];
  /** Pinned, else the oldest. */
  readonly baseline: D;
}

/** What belongs to no series: charts, results and lists are no part of a body. */
export const isOfABody = (image: Pick<StoredImage, 'consent' | 'kind'>): boolean => {
  const { subject } = factsOf(image);
  return image.kind === 'image' && (subject === undefined || subject === 'body');
};

/** Whose series it is of; absent where nobody's, and then there is no series. */
export const patientOf = ({ filing }: Pick<StoredImage, 'filing'>): PatientLink | undefined =>
  filing.state === 'unfiled' ? undefined : filing.patient;

export const numberIn = ({ series }: Pick<StoredImage, 'series'>): number => series?.number ?? 1;

/** Short and coded; two wounds of a patient at one site and side differ in the number alone. */
export const codeOf = (image: Pick<StoredImage, 'consent' | 'series'>): string => {
  const { sited } = factsOf(image);
  return sited === undefined ? 'not-said' : `${siteCode(sited)}.${numberIn(image)}`;
};

const siteCode = ({ site, side }: Sited): string => (side === undefined ? site : `${site}.${side}`);

/** The newest series first; what nobody said the place of comes last. All must be of one patient. */
export const seriesOf = <D extends Dated>(all: readonly D[]): readonly Series<D>[] => {
  const byCode = new Map<string, D[]>();
  const newestFirst = all.toSorted(
    (a, b) => b.at.localeCompare(a.at) || a.image.id.localeCompare(b.image.id),
  );
  for (const one of newestFirst) {
    const code = codeOf(one.image);
    byCode.set(code, [...(byCode.get(code) ?? []), one]);
  }
  const places = [...byCode.keys()].map(withoutNumber);
  return [...byCode]
    .map(([code, images]) =>
      oneSeries(code, images, places.filter((place) => place === withoutNumber(code)).length > 1),
    )
    .toSorted((a, b) => Number(a.sited === undefined) - Number(b.sited === undefined));
};

const withoutNumber = (code: string): string => code.replace(/\.\d+$/, '');

const oneSeries = <D extends Dated>(
  code: string,
  images: readonly D[],
  isOneOfSeveral: boolean,
): Series<D> => {
  const [newest] = images as readonly [D, ...D[]];
  const { sited } = factsOf(newest.image);
  return {
    code,
    ...(sited === undefined ? {} : { sited }),
    number: numberIn(newest.image),
    isOneOfSeveral,
    images,
    baseline: pinned(images) ?? images.at(-1) ?? newest,
  };
};

/** The newest pin counts: pinning another needs no change to the first. */
const pinned = <D extends Dated>(images: readonly D[]): D | undefined =>
  images
    .filter(({ image }) => image.series?.baseline !== undefined)
    .toSorted((a, b) => pinnedAt(b).localeCompare(pinnedAt(a)))[0];

const pinnedAt = ({ image }: Dated): string => image.series?.baseline?.at ?? '';
