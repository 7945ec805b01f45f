import { lostWords } from '../../cards/text/own-phone.ts';
import type { OrganisationId } from '../set/ids.ts';
import { samePerson } from '../set/ids.ts';
import type { Account } from '../set/account.ts';
import { DAY, later } from '../set/instant.ts';
import type { SignedInAnswer } from '../viewer/http/asked.ts';
import { endEverywhere } from '../viewer/device/end-everywhere.ts';
import { confirmLost, lostPage } from '../viewer/device/lost-page.ts';
import type { Html } from '../viewer/html.ts';
import { html } from '../viewer/html.ts';
import { messagePage } from '../viewer/message-page.ts';
import type { Room } from '../viewer/room.ts';
import { homeOf } from '../viewer/who.ts';
import { governed, refuse } from './governed.ts';

type PhoneRoom = Pick<Room, 'devices' | 'sessions' | 'ledger' | 'policy' | 'clock' | 'log' | 'alerts'>;

/** Who of this organisation has a phone of their own now or is signed in, and which phones were lost lately. */
export const phonesSection = async (
  room: Pick<Room, 'devices' | 'sessions' | 'policy' | 'clock'>,
  organisation: OrganisationId,
): Promise<Html> => {
  const people = await peopleOf(room, organisation);
  const lost = (await room.devices.list({ lostSince: later(room.clock.now(), -30 * DAY) })).filter(
    ({ account }) => homeOf(room.policy, account) === organisation,
  );
  return html`<h2 class="nhsuk-heading-m">${lostWords.section}</h2>
    <p>${people.length === 0 ? lostWords.sectionNone : lostWords.sectionText}</p>
    <ul class="safelight-list">
      ${people.map(
        ({ name, person }) =>
          html`<li class="safelight-list__row">
            <span>${name}</span>
            <a href="/console/lost?person=${person.oid}" aria-label="${lostWords.sectionDoFor(name)}"
              >${lostWords.sectionDo}</a
            >
          </li>`,
      )}
    </ul>
    ${
      lost.length > 0 &&
      html`<h3 class="nhsuk-heading-s">${lostWords.sectionLost}</h3>
        <ul class="safelight-list">
          ${lost.map(
            ({ account, ended, boundAt }) =>
              html`<li class="safelight-list__row">
                <span>${account.name}</span><span>${lostWords.lostRow(boundAt, ended?.at ?? boundAt)}</span>
              </li>`,
          )}
        </ul>`
    }`;
};

const peopleOf = async (
  room: Pick<Room, 'devices' | 'sessions' | 'policy' | 'clock'>,
  organisation: OrganisationId,
): Promise<readonly Account[]> => {
  const now = room.clock.now();
  const accounts = [
    ...(await room.devices.list({ standing: now })).map(({ account }) => account),
    ...(await room.sessions.signedIn(now)),
  ].filter((one) => homeOf(room.policy, one) === organisation);
  return accounts
    .filter((one, at) => accounts.findIndex(({ person }) => samePerson(person, one.person)) === at)
    .toSorted((a, b) => a.name.localeCompare(b.name));
};

/** `GET /console/lost?person=`: the first press was on the console, this asks for the second. */
export const askLostFor =
  (room: PhoneRoom): SignedInAnswer =>
  async ({ session: { account }, query }) => {
    const own = governed(room, account);
    if (own === undefined) return refuse(room, account);
    const of = await found(room, own.id, query.get('person'));
    return of === undefined
      ? messagePage(404, lostWords.gone, account)
      : confirmLost({ account, of, action: '/console/lost', back: '/console' });
  };

/** `POST /console/lost`: for somebody who rings because their phone is gone. */
export const pressLostFor =
  (room: PhoneRoom): SignedInAnswer =>
  async ({ session: { account }, form }) => {
    const own = governed(room, account);
    if (own === undefined) return refuse(room, account);
    const of = await found(room, own.id, form.get('person'));
    return of === undefined
      ? messagePage(404, lostWords.gone, account)
      : lostPage(await endEverywhere(room, of, account.person), account);
  };

const found = async (
  room: PhoneRoom,
  organisation: OrganisationId,
  oid: string | null,
): Promise<Account | undefined> =>
  (await peopleOf(room, organisation)).find(({ person }) => person.oid === oid);
