import type { LeafletKey } from '../../../cards/text/leaflet.ts';
import {
  easyLines,
  formKey,
  leafletLanguages,
  leafletParts,
  leafletWords,
  useWords,
} from '../../../cards/text/leaflet.ts';
import { frameWords } from '../../../cards/text/viewer.ts';
import type { OrganisationPolicy } from '../../policy/conversations.ts';
import { leafletFacts, nameUses } from '../../policy/leaflet.ts';
import type { Level } from '../../set/consent.ts';
import type { LeafletFacts, LeafletForm, LeafletLanguage } from '../../set/leaflet.ts';
import { LEAFLET_FORMS } from '../../set/leaflet.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import { assetPath } from '../http/assets.ts';
import type { Reply } from '../http/asked.ts';
import { LEAFLET, leafletQuery } from './leaflet-address.ts';
import { pictogram } from './pictograms.ts';

interface Leaflet {
  readonly facts: LeafletFacts;
  readonly form: LeafletForm;
  readonly language: LeafletLanguage;
  /** What was agreed to; absent where the sheet is about photographs in general. */
  readonly uses?: readonly Level[];
}

/** One sheet, whole. It has no script and leads nowhere of ours but to itself. */
export const leafletPage = (leaflet: Leaflet): Reply => {
  const { facts, form, language } = leaflet;
  const say = saying(leaflet);
  return page(
    leafletWords('title', facts, language).text,
    language,
    form,
    html`
      <h1>${say('title')}</h1>
      <p class="leaflet-for">${say('for')}</p>
      ${language === 'cy' && html`<p class="leaflet-partly">${say('partly')}</p>`}
      ${form === 'easy' ? easy(say) : sheet(leaflet, say)}
      ${facts.privacyNotice !== undefined && notice(facts.privacyNotice, say)} ${ways(leaflet, say)}
    `,
  );
};

/** Which organisation it is about, where several share this address. */
export const choicePage = (
  organisations: readonly OrganisationPolicy[],
  language: LeafletLanguage,
): Reply => {
  const [first] = organisations;
  const facts = first === undefined ? undefined : leafletFacts(first, undefined);
  const words = (key: LeafletKey): string =>
    facts === undefined ? '' : leafletWords(key, facts, language).text;
  return page(
    words('title'),
    language,
    'standard',
    html`
      <h1>${words('title')}</h1>
      <h2>${words('choose')}</h2>
      <ul class="leaflet-choice">
        ${organisations.map(
          ({ id, name }) => html`<li><a href="${LEAFLET}?${leafletQuery(id)}">${name}</a></li>`,
        )}
      </ul>
    `,
  );
};

type Saying = (key: LeafletKey) => Html | undefined;

/** A sentence marked with the language it is really in, so that a screen reader speaks it right; none where it is empty. */
const saying =
  ({ facts, language }: Leaflet): Saying =>
  (key) => {
    const said = leafletWords(key, facts, language);
    if (said.text === '') return undefined;
    return said.language === language
      ? html`${said.text}`
      : html`<span lang="${CODES[said.language]}">${said.text}</span>`;
  };
const CODES: Readonly<Record<LeafletLanguage, string>> = { en: 'en-GB', cy: 'cy' };

const sheet = (leaflet: Leaflet, say: Saying): Html =>
  html`<div class="leaflet-parts">
    ${leafletParts.map(
      ({ ask, says }) =>
        html`<section>
          <h2>${say(ask)}</h2>
          ${says.map((one) => (one === 'uses-list' ? usesList(leaflet, say) : paragraph(say(one))))}
        </section>`,
    )}
  </div>`;

const paragraph = (said: Html | undefined): Html | undefined => said && html`<p>${said}</p>`;

/** Exactly what was agreed to, in the sentences that were shown then (CON-36). */
const usesList = ({ uses, language }: Leaflet, say: Saying): Html =>
  uses === undefined
    ? html`<p>${say('uses')}</p>`
    : html`<p>${say('usesAgreed')}</p>
        <ul class="leaflet-uses" ${language === 'cy' && html`lang="en-GB"`}>
          ${uses.map((level) => html`<li>${useWords[level]}</li>`)}
        </ul>`;

const easy = (say: Saying): Html =>
  html`<ul class="leaflet-easy">
    ${easyLines.map(
      ({ picture, says }) =>
        html`<li>
          ${pictogram(picture)}
          <div>${says.map((key) => paragraph(say(key)))}</div>
        </li>`,
    )}
  </ul>`;

const notice = (address: string, say: Saying): Html =>
  html`<p class="leaflet-notice"><a href="${address}" rel="noreferrer">${say('notice')}</a> (${address})</p>`;

/** Not on paper: large print, easy words, the other language. */
const ways = (leaflet: Leaflet, say: Saying): Html => {
  const { facts, form, language, uses } = leaflet;
  const to = (asked: LeafletForm, lang: LeafletLanguage): string =>
    `${LEAFLET}?${new URLSearchParams({
      for: facts.organisation,
      ...(uses === undefined ? {} : { uses: nameUses(uses) }),
      ...(facts.device === undefined ? {} : { device: facts.device }),
      ...(asked === 'standard' ? {} : { form: asked }),
      ...(lang === 'en' ? {} : { lang }),
    }).toString()}`;
  const other = language === 'en' ? 'cy' : 'en';
  return html`<nav class="leaflet-ways" aria-labelledby="ways">
    <h2 id="ways">${say('forms')}</h2>
    <ul>
      ${LEAFLET_FORMS.filter((one) => one !== form).map(
        (one) => html`<li><a href="${to(one, language)}">${say(formKey[one])}</a></li>`,
      )}
      <li><a href="${to(form, other)}" lang="${CODES[other]}">${leafletLanguages[other]}</a></li>
    </ul>
  </nav>`;
};

const page = (title: string, language: LeafletLanguage, form: LeafletForm, body: Html): Reply => ({
  status: 200,
  type: 'text/html; charset=utf-8',
  body: `<!doctype html>\n${
    html`<html lang="${CODES[language]}">
      <head>
        <meta charset="utf-8" />
        <title>${title} – ${frameWords.product}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <link rel="icon" href="${assetPath('icon.svg')}" type="image/svg+xml" />
        <link rel="stylesheet" href="${assetPath('leaflet.css')}" />
      </head>
      <body class="leaflet leaflet--${form}">
        <main>${body}</main>
      </body>
    </html>`.markup
  }`,
});
