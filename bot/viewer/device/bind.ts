import { randomUUID } from 'node:crypto';
import { ownPhoneWords } from '../../../cards/text/own-phone.ts';
import { isWorthBinding, ownUntil } from '../../policy/own-phone.ts';
import type { Session } from '../../set/account.ts';
import { deviceId } from '../../set/ids.ts';
import type { Instant } from '../../set/instant.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import type { Reply, SignedInAnswer } from '../http/asked.ts';
import { json } from '../http/plain.ts';
import type { Room } from '../room.ts';
import { beginSession, recordOf } from '../sign-in.ts';
import { homeOf } from '../who.ts';
import { askToMake, madeBy } from '../passkey/passkey.ts';
import { phoneCookie } from '../passkey/phone-cookie.ts';
import { readAnswer } from './read-answer.ts';

type BindRoom = Pick<
  Room,
  'devices' | 'challenges' | 'sessions' | 'ledger' | 'policy' | 'clock' | 'publicUrl'
>;

/**
 * Until when this phone could be the person's; undefined where it cannot: only the session of a full sign-in with a
 * second factor makes a phone anybody's, never one that a passkey opened.
 */
const bindableUntil = (room: Pick<Room, 'policy' | 'clock'>, session: Session): Instant | undefined => {
  if (session.device !== undefined || !session.account.mfa) return undefined;
  const home = homeOf(room.policy, session.account);
  const until = ownUntil(session.startedAt, room.policy.organisations.find((one) => one.id === home)?.shifts);
  return isWorthBinding(until, room.clock.now()) ? until : undefined;
};

/** Offers it where it can be had; the script shows it where the phone has such a lock. */
export const offerOwnPhone = (room: Pick<Room, 'policy' | 'clock'>, session: Session): Html | undefined => {
  const until = bindableUntil(room, session);
  return (
    until &&
    html`<section class="safelight-own" data-bind hidden aria-labelledby="own-phone">
        <h2 class="nhsuk-heading-s" id="own-phone">${ownPhoneWords.offer}</h2>
        <p>${ownPhoneWords.offerText(until)}</p>
        <p data-bind-failed role="alert" hidden>${ownPhoneWords.notMade}</p>
        <button type="button" class="nhsuk-button nhsuk-button--secondary" data-bind-press>
          ${ownPhoneWords.offerDo}
        </button>
      </section>
      <p class="safelight-own" data-bind-done role="status" hidden>${ownPhoneWords.made(until)}</p>`
  );
};

/** `POST /device/begin`: what the browser must be asked to make. */
export const beginBinding =
  (room: BindRoom): SignedInAnswer =>
  async ({ session }) =>
    bindableUntil(room, session) === undefined ? no : json(200, await askToMake(room, session));

/** `POST /device/bind`: the passkey it made. From here on the session is the phone's. */
export const bindPhone =
  (room: BindRoom): SignedInAnswer =>
  async (asked) => {
    const { session } = asked;
    const until = bindableUntil(room, session);
    const made = await madeBy(room, session, readAnswer(asked));
    if (until === undefined || made === undefined) return no;
    const now = room.clock.now();
    const id = deviceId(randomUUID());
    // Recorded first: a phone nobody can trace must open nothing.
    await recordOf(room, session.account, 'device-bound', { device: id, until });
    const secret = await room.devices.bind({
      ...{ id, until, account: session.account, signedInAt: session.startedAt, boundAt: now },
      ...made,
    });
    await room.sessions.end(session.id);
    const cookie = await beginSession(room, session.account, { id, until });
    return { ...json(200, { ok: true }), cookies: [cookie, phoneCookie(room, secret, until, now)] };
  };

const no: Reply = json(409, { ok: false });
