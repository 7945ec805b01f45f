import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { brotliCompressSync, constants } from 'node:zlib';
import { bandFiles } from './band-assets.ts';
import { captureScripts } from './capture-assets.ts';
import { qualityFiles } from './quality-assets.ts';

/** A file anybody may fetch: styles, scripts, icons. Never anything of a patient's. */
export interface Asset {
  readonly type: string;
  readonly bytes: Uint8Array;
  /** The same, for browsers that take brotli. */
  readonly brotli: Uint8Array;
  /** A content security policy of its own: a worker is held to the one its script came with. */
  readonly policy?: string;
}

const CSS = 'text/css; charset=utf-8';
const SCRIPT = 'text/javascript; charset=utf-8';

/** The NHS typeface is licensed for nhs.uk and lies on another host: without these rules browsers use Arial. */
const withoutRemoteFonts = (css: string): string => css.replace(/@font-face\{[^}]*\}/g, '');

const ownFile = (name: string): string => readFileSync(new URL(`../page/${name}`, import.meta.url), 'utf8');
const nhsukCss = (): string =>
  readFileSync(
    createRequire(import.meta.url).resolve('nhsuk-frontend/dist/nhsuk/nhsuk-frontend.min.css'),
    'utf8',
  );

/** Served by ourselves, never from another host. Its map, which we do not serve, is not asked for. */
const teamsJs = (): string =>
  readFileSync(
    createRequire(import.meta.url).resolve('@microsoft/teams-js/dist/umd/MicrosoftTeams.min.js'),
    'utf8',
  ).replace(/^\/\/# sourceMappingURL=.*$/m, '');

const asset = (type: string, content: string | Uint8Array, policy?: string): Asset => {
  const bytes = Buffer.from(content);
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
  return { type, bytes, brotli, ...(policy === undefined ? {} : { policy }) };
};

/** Read once, at start: a missing file stops the start, not a page at night. */
const ASSETS: ReadonlyMap<string, Asset> = new Map<string, Asset>([
  ['nhsuk.css', asset(CSS, withoutRemoteFonts(nhsukCss()))],
  ['safelight.css', asset(CSS, ownFile('safelight.css'))],
  ['pages.js', asset(SCRIPT, ownFile('pages.js'))],
  ['clear-mark.js', asset(SCRIPT, ownFile('clear-mark.js'))],
  ['gallery.js', asset(SCRIPT, ownFile('gallery.js'))],
  ['guard-page.js', asset(SCRIPT, ownFile('guard-page.js'))],
  ['passkey.js', asset(SCRIPT, ownFile('passkey.js'))],
  ['answer.js', asset(SCRIPT, ownFile('answer.js'))],
  ['counts-down.js', asset(SCRIPT, ownFile('counts-down.js'))],
  ['zoom.js', asset(SCRIPT, ownFile('zoom.js'))],
  ['tab.js', asset(SCRIPT, ownFile('tab.js'))],
  ['teams.js', asset(SCRIPT, teamsJs())],
  ['capture.css', asset(CSS, ownFile('capture.css'))],
  ['leaflet.css', asset(CSS, ownFile('leaflet.css'))],
  ['illustration.css', asset(CSS, ownFile('illustration.css'))],
  ['illustration.js', asset(SCRIPT, ownFile('illustration.js'))],
  ['series.css', asset(CSS, ownFile('series.css'))],
  ['sign.css', asset(CSS, ownFile('sign.css'))],
  ['series.js', asset(SCRIPT, ownFile('series.js'))],
  ['icon.svg', asset('image/svg+xml', ownFile('icon.svg'))],
  ...captureScripts().map(({ name, content }) => [name, asset(SCRIPT, content)] as const),
  ...qualityFiles().map(({ name, content }) => [name, asset(SCRIPT, content)] as const),
  ...bandFiles().map(({ name, type, content, policy }) => [name, asset(type, content, policy)] as const),
]);

const version = ([...ASSETS.values()] as const)
  .reduce((hash, one) => hash.update(one.bytes), createHash('sha256'))
  .digest('hex')
  .slice(0, 12);

/** The address changes with the content, so that browsers may keep the file for ever. */
export const assetPath = (name: string): string => `/assets/${version}/${name}`;

export const findAsset = (asked: { readonly version?: string; readonly file?: string }): Asset | undefined =>
  asked.version === version ? ASSETS.get(asked.file ?? '') : undefined;
