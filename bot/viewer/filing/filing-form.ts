import type { BirthDateFault, DateParts } from '../../policy/birth-date.ts';
import { checkBirthDate } from '../../policy/birth-date.ts';
import type { ImageRef } from '../../policy/filing.ts';
import type { NhsNumberFault } from '../../policy/nhs-number.js';
import { checkNhsNumber } from '../../policy/nhs-number.js';
import { imageId, setId } from '../../set/ids.ts';
import type { Instant } from '../../set/instant.ts';

/** What was typed, kept so that the form can be shown again as it was. */
export interface Typed {
  readonly images: readonly ImageRef[];
  readonly nhsNumber: string;
  readonly birthDate: DateParts;
}

export interface FilingFaults {
  readonly images?: 'none';
  readonly nhsNumber?: NhsNumberFault | 'not-found';
  readonly birthDate?: BirthDateFault;
}

export type FilingCheck =
  | { readonly ok: true; readonly nhsNumber: string; readonly birthDate: string }
  | { readonly ok: false; readonly faults: FilingFaults };

/** One image's name in the form: neither id holds a dot. */
export const nameOf = ({ set, image }: ImageRef): string => `${set}.${image}`;

/** Only images that are offered count, whatever the form says. */
export const typedFrom = (form: URLSearchParams, offered: readonly ImageRef[]): Typed => {
  const known = new Set(offered.map(nameOf));
  const ticked = form.getAll('image').filter((name) => known.has(name));
  return {
    images: ticked.map((name) => {
      const [set = '', image = ''] = name.split('.');
      return { set: setId(set), image: imageId(image) };
    }),
    nhsNumber: form.get('nhs-number') ?? '',
    birthDate: {
      day: form.get('birth-day') ?? '',
      month: form.get('birth-month') ?? '',
      year: form.get('birth-year') ?? '',
    },
  };
};

export const checkTyped = (typed: Typed, live: boolean, now: Instant): FilingCheck => {
  const number = checkNhsNumber(typed.nhsNumber, live);
  const birth = checkBirthDate(typed.birthDate, now);
  if (number.ok && birth.ok && typed.images.length > 0)
    return { ok: true, nhsNumber: number.nhsNumber, birthDate: birth.birthDate };
  return {
    ok: false,
    faults: {
      ...(typed.images.length > 0 ? {} : { images: 'none' }),
      ...(number.ok ? {} : { nhsNumber: number.why }),
      ...(birth.ok ? {} : { birthDate: birth.why }),
    },
  };
};
