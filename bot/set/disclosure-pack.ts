import type { Consent, Level, Withdrawal } from './consent.ts';
import type { Disclosure, DisclosureRefusal } from './disclosure.ts';
import type { ImageId, PersonId, SetId, Sha256 } from './ids.ts';
import type { MediaKind } from './image.ts';
import type { Instant } from './instant.ts';

/** One image of a pack for a subject access request or another disclosure (CON-14, CON-35). */
export type PackItem = WithheldItem | DisclosedItem;

interface AnyItem {
  readonly set: SetId;
  readonly image: ImageId;
  readonly postedAt: Instant;
}

/** It stays, and nothing more is said of it than that it is there and why it stays. */
export interface WithheldItem extends AnyItem {
  readonly refused: DisclosureRefusal;
}

export interface DisclosedItem extends AnyItem {
  readonly refused?: never;
  readonly kind: MediaKind;
  readonly mediaType: string;
  readonly sha256: Sha256;
  readonly bytes: number;
  readonly takenAt?: string;
  readonly filed?: { readonly document: string; readonly at: Instant };
  /** Its free texts are sealed. */
  readonly consent: Consent;
  readonly levels: readonly Level[];
  readonly withdrawals: readonly Withdrawal[];
  /** The hash of exactly what was agreed to. Absent: nobody has been asked. */
  readonly agreed?: Sha256;
  /** Staff by their ids: names are the directory's. */
  readonly openedBy: readonly {
    readonly person: PersonId;
    readonly first: Instant;
    readonly last: Instant;
    readonly times: number;
  }[];
  /** Earlier disclosures of it. */
  readonly disclosed: readonly Disclosure[];
}

export const isDisclosed = (item: PackItem): item is DisclosedItem => item.refused === undefined;
