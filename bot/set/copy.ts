import type { CopyId, ImageId } from './ids.ts';
import type { Instant } from './instant.ts';

/** One place the picture can still be seen in the chat platform: each has its own outcome (platform.md 2h). */
export interface Copy {
  readonly id: CopyId;
  readonly what: CopyKind;
  /** The images this copy shows. */
  readonly images: readonly ImageId[];
  readonly outcome: CopyOutcome;
  /** Every look since, newest last. */
  readonly sightings: readonly Sighting[];
}

export type CopyKind =
  /** The message with its inline images: `edition` is what was taken into custody. */
  | { readonly kind: 'message'; readonly edition: string; readonly inline: number }
  | {
      readonly kind: 'file';
      readonly drive: string;
      readonly item: string;
      readonly eTag: string;
      readonly home: boolean;
    }
  /** A link to a file that lives elsewhere: never deleted, always reported. */
  | { readonly kind: 'link'; readonly drive: string; readonly item: string };

export type CopyOutcome =
  /** `remove` is owed. */
  | { readonly state: 'visible' }
  /** Observe mode, or a file that lives elsewhere: left on purpose. */
  | { readonly state: 'left'; readonly why: 'observe-mode' | 'lives-elsewhere' | 'not-by-poster' }
  | { readonly state: 'message-deleted'; readonly at: Instant }
  /** Hidden from readers by policy, not deleted: stays outstanding. */
  | { readonly state: 'hidden'; readonly at: Instant }
  | { readonly state: 'file-deleted'; readonly at: Instant }
  /** In the recycle bin, restorable until then. */
  | { readonly state: 'file-recycled'; readonly at: Instant; readonly until: Instant }
  | { readonly state: 'file-blocked-by-retention'; readonly at: Instant }
  | { readonly state: 'awaiting-poster'; readonly since: Instant; readonly hidden: boolean }
  | { readonly state: 'reappeared'; readonly at: Instant }
  | { readonly state: 'gone-already'; readonly at: Instant }
  | { readonly state: 'failed'; readonly at: Instant; readonly code: string };

/** What a re-read showed. Only `gone` lets the product say "removed". */
export interface Sighting {
  readonly at: Instant;
  readonly showed: 'gone' | 'hidden' | 'visible' | 'could-not-look';
}

/** How a removal is attempted, in the order policy/removal.ts decides. */
export type RemovalLayer = 'poster' | 'hide' | 'site';

/** Copies somebody must still do something about: a file left elsewhere is reported for ever, but nobody can act. */
export const isUnsettled = (copy: Copy): boolean => isOutstanding(copy) && copy.outcome.state !== 'left';

/** A copy still visible, or hidden but not deleted, or waiting for a person. */
export const isOutstanding = (copy: Copy): boolean => {
  switch (copy.outcome.state) {
    case 'message-deleted':
    case 'file-deleted':
    case 'file-recycled':
    case 'gone-already':
      return copy.sightings.at(-1)?.showed !== 'gone';
    case 'left':
    case 'visible':
    case 'hidden':
    case 'file-blocked-by-retention':
    case 'awaiting-poster':
    case 'reappeared':
    case 'failed':
      return true;
  }
};
