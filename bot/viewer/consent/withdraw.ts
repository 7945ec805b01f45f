import { levelNames, tellFirstWords } from '../../../cards/text/consent.ts';
import { consentPage, withdrawPage } from '../../../cards/text/consent-page.ts';
import { errorWords } from '../../../cards/text.ts';
import { withdrawConsent } from '../../actions/withdraw-consent.ts';
import { factsOf } from '../../policy/consent/facts-of.ts';
import { levelsGranted } from '../../policy/consent/levels-granted.ts';
import { rippleOf } from '../../policy/consent/withdraw.ts';
import type { Level, TellFirst } from '../../set/consent.ts';
import { LEVELS } from '../../set/consent.ts';
import type { StoredSet } from '../../set/image-set.ts';
import type { StoredImage } from '../../set/image.ts';
import { admit } from '../admit.ts';
import { frame } from '../frame.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import type { Reply, SignedIn, SignedInAnswer } from '../http/asked.ts';
import { messagePage } from '../message-page.ts';
import { saidNo } from '../press.ts';
import type { Room } from '../room.ts';
import { refusalPage } from '../show-set.ts';
import { chosenFrom, imageChoice } from './chosen-images.ts';
import { checkboxes } from './controls.ts';

type WithdrawRoom = Pick<Room, 'ledger' | 'chat' | 'policy' | 'clock' | 'log' | 'poke'>;

interface Withdrawable {
  readonly set: StoredSet;
  /** Those of which anything is agreed to. */
  readonly images: readonly StoredImage[];
}

/** `GET /sets/:id/withdraw`: first what, then what is read to the person (CON-10): `?level=care&level=…`. */
export const showWithdraw =
  (room: WithdrawRoom): SignedInAnswer =>
  async (asked) => {
    const found = await openToWithdraw(room, asked);
    if ('status' in found) return found;
    const levels = levelsIn(asked.query);
    return page(asked, found, levels.length === 0 ? whichLevels(found) : tellForm(found, levels));
  };

/** `POST /sets/:id/withdraw`: recorded only once every sentence was ticked. */
export const pressWithdraw =
  (room: WithdrawRoom): SignedInAnswer =>
  async (asked) => {
    const found = await openToWithdraw(room, asked);
    if ('status' in found) return found;
    const { account } = asked.session;
    const { set } = found;
    const told = (Object.keys(tellFirstWords) as TellFirst[]).filter((one) =>
      asked.form.getAll('told').includes(one),
    );
    try {
      await withdrawConsent(room)({
        ...{ organisation: set.organisation, set: set.id, by: account.person },
        images: chosenFrom(asked.form, found.images),
        levels: levelsIn(asked.form),
        told,
      });
    } catch (thrown) {
      return saidNo(thrown, account);
    }
    room.poke();
    // Whoever is no keeper of the record may have closed it to themselves.
    return messagePage(
      200,
      { title: consentPage.done, whatToDo: tellFirstWords['care-not-affected'] },
      account,
    );
  };

const openToWithdraw = async (room: WithdrawRoom, asked: SignedIn): Promise<Withdrawable | Reply> => {
  const { account } = asked.session;
  const admission = await admit(room)(asked, 'picture');
  if (!admission.open) return refusalPage(admission, account);
  const { set, answer } = admission;
  if (set.state !== 'stored') return messagePage(409, errorWords['change-refused'], account);
  const images = set.images.filter(
    (one) => answer.images.includes(one.id) && levelsGranted(factsOf(one)).length > 0,
  );
  if (images.length > 0) return { set, images };
  const link = { href: `/sets/${set.id}`, text: consentPage.back };
  return messagePage(409, { ...withdrawPage.nothing, link }, account);
};

const page = (asked: SignedIn, { set }: Withdrawable, inside: Html): Reply =>
  frame({
    title: withdrawPage.title,
    account: asked.session.account,
    pictures: true,
    backTo: { href: `/sets/${set.id}`, text: consentPage.back },
    body: html`<h1 class="nhsuk-heading-l">${withdrawPage.title}</h1>
      ${inside}`,
  });

const grantedIn = ({ images }: Withdrawable): readonly Level[] =>
  LEVELS.filter((level) => images.some((one) => levelsGranted(factsOf(one)).includes(level)));

const whichLevels = (found: Withdrawable): Html =>
  html`<form method="get" action="/sets/${found.set.id}/withdraw">
    ${checkboxes(
      'level',
      withdrawPage.what,
      undefined,
      grantedIn(found).map((level) => [level, levelNames[level]]),
    )}
    <button class="nhsuk-button">${withdrawPage.next}</button>
  </form>`;

const tellForm = (found: Withdrawable, levels: readonly Level[]): Html => {
  const { set, images } = found;
  const tell = [...new Set(images.flatMap((one) => rippleOf(factsOf(one), levels).tellFirst))];
  return html`<form method="post" action="/sets/${set.id}/withdraw">
    ${levels.map((level) => html`<input type="hidden" name="level" value="${level}" />`)}
    <p>${levels.map((level) => levelNames[level]).join(', ')}</p>
    ${imageChoice(set, images, { which: consentPage.which, hint: consentPage.whichHint })}
    ${checkboxes(
      'told',
      withdrawPage.tell,
      undefined,
      tell.map((one) => [one, tellFirstWords[one]]),
    )}
    <button class="nhsuk-button nhsuk-button--warning">${withdrawPage.record}</button>
  </form>`;
};

const levelsIn = (sent: URLSearchParams): readonly Level[] =>
  LEVELS.filter((level) => sent.getAll('level').includes(level));
