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
  /** Whose device took this photograph, where the sheet is of one (INF-02). */
  readonly device?: LeafletDevice;
  /** The organisation's privacy notice (INF-06). */
  readonly privacyNotice?: string;
}

/** Whose it was, as far as a patient needs to know. */
export const LEAFLET_DEVICES = ['hospital', 'own', 'patient'] as const;
export type LeafletDevice = (typeof LEAFLET_DEVICES)[number];
/** Azure regions that are in the United Kingdom: pictures are kept nowhere else. */
export type StoreRegion = 'uksouth' | 'ukwest';

/** As on screen and on A4, in large print, and in easy words. */
export const LEAFLET_FORMS = ['standard', 'large', 'easy'] as const;
export type LeafletForm = (typeof LEAFLET_FORMS)[number];
export type LeafletLanguage = 'en' | 'cy';
