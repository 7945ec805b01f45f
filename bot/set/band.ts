/** One code as a reader saw it. */
export interface ScannedSymbol {
  /** ISO/IEC 15424, e.g. `]d2`: GS1 DataMatrix. */
  readonly identifier: string;
  /** What it says; ASCII 29 wherever FNC1 separates two elements. */
  readonly text: string;
}

/** What one trust's wristbands carry: settings, for the public documents leave both to the NHS body and the trust. */
export interface BandRules {
  /** Refuses the NHS numbers set aside for testing. */
  readonly live: boolean;
  /** The 7 digits of the GS1 company prefix under which NHS numbers become GSRNs. */
  readonly gsrnPrefix: string;
  /** QR and Code 128: pictures of a whole hospital number, `#` for a digit, `@` for a capital: `H#######`. */
  readonly hospitalNumbers: readonly string[];
  /** GS1 element 91 (organisation, hospital number): pictures with the number in brackets: `RXX[H#######]`. */
  readonly hospitalFields: readonly string[];
  /** Whether a bare ten-digit QR or Code 128 is an NHS number here. Else it is refused: it names no scheme. */
  readonly bareNhsNumbers: boolean;
}

/** At least one of the two numbers; which patient it is still needs a person's eyes. */
export interface Band {
  readonly nhsNumber?: string;
  readonly hospitalNumber?: string;
  /** The band has a baby's details (element 92): twins' bands differ in little else. */
  readonly newborn: boolean;
}

/** Why what was read is not believed; each has its own words in cards/text/band.ts. */
export type BandFault =
  /** The GSRN is not 18 digits. */
  | 'gsrn-length'
  /** Its last digit does not fit the others. */
  | 'gsrn-check-digit'
  /** A GSRN under somebody else's prefix: not an NHS number's. */
  | 'gsrn-issuer'
  /** The NHS number within does not fit its own check digit. */
  | 'nhs-check-digit'
  | 'repeated-digit'
  | 'sequence'
  | 'test-range'
  /** Scotland's Community Health Index: named, never taken for an NHS number. */
  | 'chi-range'
  /** Northern Ireland's Health and Care number: likewise. */
  | 'health-and-care-range'
  | 'never-issued'
  /** Two numbers of one kind that differ: two bands in view, or one misprinted. */
  | 'two-numbers'
  /** Ten digits that would pass as an NHS number, in a code that does not say what they are. */
  | 'unlabelled-number'
  /** A patient's band with no number that can be used. */
  | 'no-number'
  /** A GSRN of somebody who gives care (8017). */
  | 'staff-badge';

export type ReadBand =
  | { readonly outcome: 'band'; readonly band: Band }
  | { readonly outcome: 'refused'; readonly why: BandFault }
  /** Nothing of a wristband's: an empty view, a drug's packet, a poster. */
  | { readonly outcome: 'none' };
