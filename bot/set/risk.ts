/** BAD Figure 3. Only a route can be `very-high`; an image is `low` to `high`. */
export type RiskLevel = 'low' | 'medium' | 'high' | 'very-high';
export type ImageRisk = Exclude<RiskLevel, 'very-high'>;

/** What makes an image identifying (RISK-01 to RISK-03). A fact nobody has established counts as present. */
export interface ImageTraits {
  readonly distance: 'close-up' | 'medium' | 'unknown';
  readonly face: boolean | 'unknown';
  /** Tattoo, birthmark, anything one could be recognised by (DEID-07). */
  readonly recognisable: boolean | 'unknown';
  readonly intimate: boolean;
  /** Writing, a scan or an x-ray that bears a patient's details (DEID-09, MEDIA-04). */
  readonly patientDetails: boolean | 'unknown';
}

/** How it travelled (RISK-04 to RISK-09). */
export type Route =
  | 'capture-page'
  | 'nhs-secure-email'
  | 'deidentified-share'
  | 'trust-email'
  | 'personal-email'
  /** Any messaging app, "even one that purports to be secure": Teams, Slack, WhatsApp. */
  | 'messaging-app';

/** How a picture came before it was posted here or put into the camera's page; of its last step Safelight knows itself. */
export const CAME_BY = ['nhs-secure-email', 'trust-email', 'personal-email', 'messaging-app'] as const;
export type CameBy = (typeof CAME_BY)[number];

/** Routes that are safer than another: either carries any image. */
export type SaferRoute = 'capture-page' | 'nhs-secure-email';
