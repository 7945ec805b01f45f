import { quickReasons } from '../../cards/text/consent.ts';
import { consentFigureWords as words } from '../../cards/text/consent-figures.ts';
import { consoleWords } from '../../cards/text/console.ts';
import { factsOf } from '../policy/consent/facts-of.ts';
import type { LateConsent, WardConsent } from '../policy/consent-figures.ts';
import { CONSENT_KINDS, lateConsents, wardConsents } from '../policy/consent-figures.ts';
import { openConsent } from '../sealed/seal-consent.ts';
import { asSafelightError } from '../set/errors.ts';
import type { ConversationId } from '../set/ids.ts';
import type { ImageSet, StoredSet } from '../set/image-set.ts';
import { DAY, later, millis } from '../set/instant.ts';
import { frame } from '../viewer/frame.ts';
import type { Html } from '../viewer/html.ts';
import { html } from '../viewer/html.ts';
import type { SignedInAnswer } from '../viewer/http/asked.ts';
import type { Room } from '../viewer/room.ts';
import { governed, refuse } from './governed.ts';
import { wardNames } from './ward-names.ts';

const SHOWN_FOR = 28 * DAY;
/** Sets that are read for the page at most. */
const MOST_SETS = 2000;
const MOST_LATE = 50;

type ReportRoom = Pick<Room, 'ledger' | 'keys' | 'policy' | 'clock' | 'log'>;
type Names = ReadonlyMap<string, string>;

/** `GET /console/consent`: shares by ward, and what was agreed to late with its reasons; never a person (CON-19, CON-40). */
export const showConsentReport =
  (room: ReportRoom): SignedInAnswer =>
  async ({ session: { account } }) => {
    const own = governed(room, account);
    if (own === undefined) return refuse(room, account);
    const since = millis(later(room.clock.now(), -SHOWN_FOR));
    const found = await room.ledger.find(own.id, { by: 'all', newest: MOST_SETS });
    const sets = found.filter((set) => isCounted(set) && millis(set.postedAt) >= since).filter(isStored);
    const names = await wardNames(room, own, sets);
    const wards = wardConsents(sets);
    return frame({
      title: words.title,
      account,
      body: html`<h1 class="nhsuk-heading-l">${words.title}</h1>
        <p>${words.text}</p>
        ${found.length >= MOST_SETS && html`<p>${words.cut(MOST_SETS)}</p>`} ${shares(wards, names)}
        ${exposures(wards, names)} ${await lateSection(room, sets, names)}
        <p><a href="/console">${words.back}</a></p>`,
    });
  };

/** A chat with the bot is one person's: a count of it would be a count of them. */
const isCounted = ({ origin }: ImageSet): boolean => origin.place.kind !== 'personal';
const isStored = (set: ImageSet): set is StoredSet => set.state === 'stored';

const nameOf = (names: Names, ward: ConversationId): string => names.get(ward) ?? ward;

const table = (title: string, columns: readonly string[], rows: readonly (readonly string[])[]): Html =>
  html`<div class="nhsuk-table-container" tabindex="0" role="region" aria-label="${title}">
    <table class="nhsuk-table">
      <caption class="nhsuk-table__caption">
        ${title}
      </caption>
      <thead class="nhsuk-table__head">
        <tr>
          ${columns.map((one) => html`<th scope="col">${one}</th>`)}
        </tr>
      </thead>
      <tbody class="nhsuk-table__body">
        ${rows.map(
          ([name = '', ...cells]) =>
            html`<tr class="nhsuk-table__row">
              <th scope="row" class="nhsuk-table__cell">${name}</th>
              ${cells.map((one) => html`<td class="nhsuk-table__cell">${one}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;

const shares = (wards: readonly WardConsent[], names: Names): Html => {
  const counted = wards.filter(({ needed }) => needed > 0);
  if (counted.length === 0) return html`<p>${words.empty}</p>`;
  const { needed, ...kinds } = words.columns;
  return html`${table(
      words.title,
      [words.ward, needed, ...CONSENT_KINDS.map((kind) => kinds[kind])],
      counted.map((one) => [
        nameOf(names, one.ward),
        String(one.needed),
        words.share(one.kinds.before, one.beforePercent),
        ...CONSENT_KINDS.slice(1).map((kind) => String(one.kinds[kind])),
      ]),
    )}
    <p>${words.baseline}</p>`;
};

const exposures = (wards: readonly WardConsent[], names: Names): Html => {
  const exposed = wards.filter((one) => one.exposed.posts > 0);
  const { posts, middle, longest, couldSee } = words.exposedColumns;
  const seconds = (ms: number): string => (ms / 1000).toFixed(1);
  return html`<h2 class="nhsuk-heading-m">${words.exposedTitle}</h2>
    <p>${words.exposedText}</p>
    ${
      exposed.length === 0
        ? html`<p>${words.exposedEmpty}</p>`
        : table(
            words.exposedTitle,
            [words.ward, posts, middle, longest, couldSee],
            exposed.map(({ ward, exposed: of }) => [
              nameOf(names, ward),
              String(of.posts),
              seconds(of.middleMs),
              seconds(of.longestMs),
              String(of.mostCouldSee),
            ]),
          )
    }`;
};

const lateSection = async (room: ReportRoom, sets: readonly StoredSet[], names: Names): Promise<Html> => {
  const all = lateConsents(sets);
  const title = html`<h2 class="nhsuk-heading-m">${words.lateTitle}</h2>`;
  if (all.length === 0)
    return html`${title}
      <p>${words.lateEmpty}</p>`;
  const shown: (LateConsent & { readonly why: string })[] = [];
  for (const late of all.slice(0, MOST_LATE)) shown.push({ ...late, why: await reasonOf(room, sets, late) });
  const reasons = [...new Set(shown.map(({ why }) => why))].map((why) => [
    why,
    String(shown.filter((one) => one.why === why).length),
  ]);
  return html`${title}
    <p>${words.newest(shown.length, all.length)}</p>
    ${table(words.lateTitle, [words.reason, words.count], reasons)}
    <ul class="safelight-list">
      ${shown.map(
        ({ set, at, ward, why }) =>
          html`<li class="safelight-list__row">
            <span>${words.line(at, nameOf(names, ward), why)}</span>
            <a href="/sets/${set}/receipt" aria-label="${consoleWords.receiptOf(at)}"
              >${consoleWords.receipt}</a
            >
          </li>`,
      )}
    </ul>`;
};

/** A reason that was picked is shown as it is; what somebody wrote may speak of the patient, and stays with the set. */
const reasonOf = async (
  room: ReportRoom,
  sets: readonly StoredSet[],
  { set: id, image, posted }: LateConsent,
): Promise<string> => {
  const set = sets.find((one) => one.id === id);
  const consent = factsOf(set?.images.find((one) => one.id === image) ?? {}).consent;
  if (set === undefined || consent.state !== 'given' || consent.lateReason === undefined)
    return posted ? words.posted : words.unsaid;
  try {
    const key = await room.keys.unwrap(set.wordsKey);
    const opened = openConsent(consent, key, { owner: set, image });
    key.fill(0);
    const said = opened.state === 'given' ? opened.lateReason : undefined;
    return quickReasons.late.find((one) => one === said) ?? words.another;
  } catch (thrown) {
    room.log.warn({ code: asSafelightError(thrown).code, set: id }, 'a reason could not be read');
    return words.another;
  }
};
