import type { Level } from './consent.ts';
import type { OrganisationId } from './ids.ts';

/** What the page for patients is filled with: the settings as they are now, and nothing of any patient. */
export interface LeafletFacts {
  readonly organisation: OrganisationId;
  readonly name: string;
  /** How long a picture opens for a team's conversation, shortest and longest, hours; absent where none is listed. */
  readonly teamHours?: { readonly shortest: number; readonly longest: number };
  /** Whether it is taken out of the chat everywhere, somewhere, or nowhere (only observed). */
  readonly leavesChat: 'everywhere' | 'somewhere' | 'nowhere';
  /** What staff may use a phone's picture for (`consent.phoneLevels`). */
  readonly phoneLevels: readonly Level[];
  /** What must be signed for here (`consent.writtenRequired`). */
  readonly signedFor: readonly Level[];
  /** Years a grown-up's record is kept after they were last seen. */
  readonly keptYears: number;
  /** Where the pictures lie; absent on a demonstration computer. */
  readonly region?: StoreRegion;
  /** Whom to ask, in the organisation's own words. */
  readonly contact?: string;
  /** The trust's own rule for copies on devices (DEL-06); absent where its policy file says none. */
  readonly ownCopies?: OwnCopies;
  /** Whose device took this photograph, where the sheet is of one (INF-02). */
  readonly device?: LeafletDevice;
  /** The organisation's privacy notice (INF-06). */
  readonly privacyNotice?: string;
}

/** Whose it was, as far as a patient needs to know. */
export const LEAFLET_DEVICES = ['hospital', 'own', 'patient'] as const;
export type LeafletDevice = (typeof LEAFLET_DEVICES)[number];
/**
 * What a trust decided about copies on the devices pictures are taken with (BAD 3.1.3, Appendix B): a device that is
 * connected to nothing else, a program that keeps its pictures apart, or deletion by hand as soon as it is stored.
 */
export const OWN_COPIES = ['isolated-device', 'apart', 'delete-at-once'] as const;
export type OwnCopies = (typeof OWN_COPIES)[number];
/** Azure regions that are in the United Kingdom: pictures are kept nowhere else. */
export type StoreRegion = 'uksouth' | 'ukwest';

/** As on screen and on A4, in large print, and in easy words. */
export const LEAFLET_FORMS = ['standard', 'large', 'easy'] as const;
export type LeafletForm = (typeof LEAFLET_FORMS)[number];
export type LeafletLanguage = 'en' | 'cy';
