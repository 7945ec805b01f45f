import type { ImageRisk, ImageTraits, RiskLevel, Route, SaferRoute } from '../set/risk.ts';

/** BAD Figure 3, images. What nobody has looked for counts as there: a face is not absent because it was not sought. */
export const imageRisk = (traits: ImageTraits): ImageRisk => {
  // RISK-03, INT-06.
  if (traits.intimate || traits.face !== false || traits.recognisable !== false) return 'high';
  if (traits.patientDetails !== false) return 'high';
  // RISK-01, RISK-02.
  return traits.distance === 'close-up' ? 'low' : 'medium';
};

/** BAD Figure 3, transfer (RISK-04 to RISK-09). */
export const ROUTE_RISK: Readonly<Record<Route, RiskLevel>> = {
  'capture-page': 'low',
  'nhs-secure-email': 'low',
  'deidentified-share': 'medium',
  'trust-email': 'high',
  'personal-email': 'very-high',
  'messaging-app': 'very-high',
};

/** The next safer route people could take with as little trouble; none beyond the safest. Always right for any image. */
export const SAFER_ROUTE: Readonly<Record<Route, SaferRoute | undefined>> = {
  'messaging-app': 'capture-page',
  'personal-email': 'nhs-secure-email',
  'trust-email': 'nhs-secure-email',
  'deidentified-share': 'capture-page',
  'nhs-secure-email': 'capture-page',
  'capture-page': undefined,
};

const STEPS: Readonly<Record<RiskLevel, number>> = { low: 1, medium: 2, high: 3, 'very-high': 4 };

/** RISK-10: the more a route risks, the less the image may. High goes by low routes alone; very high carries nothing. */
export const routeAllows = (route: Route, image: ImageRisk): boolean =>
  STEPS[image] + STEPS[ROUTE_RISK[route]] <= 4;

/** Of several steps the riskiest counts; of equal ones the last, which is the one that can be done otherwise next time. */
export const riskiestRoute = (last: Route, before: Route | undefined): Route =>
  before !== undefined && STEPS[ROUTE_RISK[before]] > STEPS[ROUTE_RISK[last]] ? before : last;

/** RISK-08: patient details by email outside the NHS. */
export const mayBeBreach = (route: Route): boolean => route === 'personal-email';

/** What an intercepted image was exposed to: from the message to the first look that found it gone. */
export interface Exposure {
  readonly milliseconds: number;
  /** Members of the conversation meanwhile: who could have seen it, not who did. */
  readonly couldSee: number;
}

export interface RiskMeter {
  readonly image: ImageRisk;
  readonly route: Route;
  /** The level that is shown and counted: the route's. */
  readonly level: RiskLevel;
  /** Within guidance: an image of this risk may go this way. */
  readonly within: boolean;
  readonly safer?: SaferRoute;
  /** Whole seconds, rounded up: half a second is not nothing. Absent where nothing was exposed. */
  readonly exposure?: { readonly seconds: number; readonly couldSee: number };
}

/** Image type × transfer route for one set: the riskiest of its images counts (DEID-09). */
export const riskMeter = (images: readonly ImageTraits[], route: Route, exposure?: Exposure): RiskMeter => {
  const image = images
    .map(imageRisk)
    .reduce<ImageRisk>((worst, one) => (STEPS[one] > STEPS[worst] ? one : worst), 'low');
  const safer = SAFER_ROUTE[route];
  return {
    image,
    route,
    level: ROUTE_RISK[route],
    within: routeAllows(route, image),
    ...(safer === undefined ? {} : { safer }),
    ...(exposure === undefined
      ? {}
      : { exposure: { seconds: Math.ceil(exposure.milliseconds / 1000), couldSee: exposure.couldSee } }),
  };
};
