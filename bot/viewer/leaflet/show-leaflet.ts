import { deviceNamed, leafletFacts, usesNamed } from '../../policy/leaflet.ts';
import type { OrganisationPolicy, Policy } from '../../policy/conversations.ts';
import { errorWords } from '../../../cards/text.ts';
import { LEAFLET_FORMS } from '../../set/leaflet.ts';
import type { StoreRegion } from '../../set/leaflet.ts';
import { html } from '../html.ts';
import type { Answer, Asked } from '../http/asked.ts';
import { messagePage } from '../message-page.ts';
import { drawCode } from './draw-code.ts';
import { LEAFLET, leafletQuery } from './leaflet-address.ts';
import { choicePage, leafletPage } from './leaflet-page.ts';

export interface LeafletRoom {
  readonly policy: Policy;
  readonly publicUrl: string;
  readonly storeRegion?: StoreRegion;
}

/**
 * `GET /about-your-photograph`: for patients and whoever is with them. Nobody signs in, nothing of any patient stands
 * on it, and it is made from the policy at the moment it is asked for. `for`: the organisation; `uses`: what was
 * agreed to; `device`: whose took it; `form` and `lang`: how it is read.
 */
export const showLeaflet =
  ({ policy, storeRegion }: LeafletRoom): Answer =>
  async ({ query }) => {
    const language = query.get('lang') === 'cy' ? 'cy' : 'en';
    const organisation = organisationIn(policy, query);
    if (organisation === undefined) return choicePage(policy.organisations, language);
    const uses = usesNamed(query.get('uses'));
    const form = LEAFLET_FORMS.find((one) => one === query.get('form')) ?? 'standard';
    return leafletPage({
      facts: leafletFacts(organisation, storeRegion, deviceNamed(query.get('device'))),
      form,
      language,
      ...(uses === undefined ? {} : { uses }),
    });
  };

/** `GET /about-your-photograph/code.svg`: the same page's address, for the camera of the patient's own phone. */
export const showLeafletCode =
  ({ policy, publicUrl }: LeafletRoom): Answer =>
  async ({ query }) => {
    const organisation = organisationIn(policy, query);
    if (organisation === undefined) return messagePage(404, errorWords['not-allowed']);
    const asked = leafletQuery(
      organisation.id,
      usesNamed(query.get('uses')),
      deviceNamed(query.get('device')),
    );
    const { side, path } = await drawCode(`${publicUrl}${LEAFLET}?${asked}`);
    const { markup } = html`<svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox="0 0 ${side} ${side}"
      shape-rendering="crispEdges"
    >
      <rect width="${side}" height="${side}" fill="#fff" />
      <path d="${path}" />
    </svg>`;
    return { status: 200, type: 'image/svg+xml', body: markup };
  };

/** The one that is named; where there is only one, that one. */
const organisationIn = (policy: Policy, query: Asked['query']): OrganisationPolicy | undefined => {
  const [first, ...others] = policy.organisations;
  return (
    policy.organisations.find((one) => one.id === query.get('for')) ??
    (others.length === 0 ? first : undefined)
  );
};
