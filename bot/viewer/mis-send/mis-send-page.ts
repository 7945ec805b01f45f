import { misSendWords } from '../../../cards/text/mis-send.ts';
import { retractionOwed } from '../../policy/filing.ts';
import type { OpenedBy } from '../../policy/opens.ts';
import type { PersonId } from '../../set/ids.ts';
import { samePerson } from '../../set/ids.ts';
import type { StoredSet } from '../../set/image-set.ts';
import type { Instant } from '../../set/instant.ts';
import type { MisSend, MisSendKind } from '../../set/mis-send.ts';
import { isOpenMisSend } from '../../set/mis-send.ts';
import type { Named } from '../consent/members.ts';
import { frame } from '../frame.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import type { Reply } from '../http/asked.ts';
import type { Concern } from './read-mis-sends.ts';
import { recheckBanner } from './recheck-banner.ts';
import { undoBar } from './undo-bar.ts';

export interface MisSendPage extends Concern {
  readonly now: Instant;
  readonly opened: readonly OpenedBy[];
  readonly members: readonly Named[];
}

const KINDS = ['wrong-people', 'wrong-patient'] as const satisfies readonly MisSendKind[];

/** Both choices with a sentence each, or what became of it: undo, what comes next, who opened it, who knows. */
export const misSendPage = (page: MisSendPage): Reply => {
  const open = (page.set.misSends ?? []).filter(isOpenMisSend);
  const free = KINDS.filter((kind) => !open.some((one) => one.kind === kind));
  const [first] = open;
  const title = first === undefined ? misSendWords.title : misSendWords.done[first.kind];
  return frame({
    title,
    account: page.account,
    ...(page.opens ? { backTo: { href: `/sets/${page.set.id}`, text: misSendWords.back } } : {}),
    body: html`<h1 class="nhsuk-heading-l">${title}</h1>
      ${open.map((one) => said(page, one))} ${first === undefined && html`<p>${misSendWords.intro}</p>`}
      ${page.sees && free.length > 0 && choices(page, free, first !== undefined)}
      ${page.sees && first !== undefined && whoOpened(page)}`,
  });
};

const said = (page: MisSendPage, misSend: MisSend): Html => {
  const { set, account, now } = page;
  const canRefile =
    misSend.kind === 'wrong-patient' &&
    page.opens &&
    set.notClinical === undefined &&
    set.images.some((image) => image.filing.state === 'unfiled');
  return html`${misSend.kind === 'wrong-patient' && recheckBanner(set, account.person)}
    <p>${misSendWords.saidAt(misSend.at)} ${misSend.kind === 'wrong-patient' && record(set, misSend)}</p>
    ${undoBar(set, misSend, account.person, now)}
    <p>${misSendWords.next[misSend.kind]}</p>
    ${canRefile && html`<a class="nhsuk-button" href="/sets/${set.id}/file">${misSendWords.refile}</a>`}
    ${page.opens && html`<p><a href="/sets/${set.id}">${misSendWords.openIt}</a></p>`}`;
};

/** What the record has been told, and what not yet. */
const record = ({ images }: StoredSet, { patients, hidden }: MisSend): string => {
  if (patients === undefined) return misSendWords.recordNone;
  if (hidden !== undefined) return misSendWords.recordUntold;
  return images.some(retractionOwed) ? misSendWords.recordTelling : misSendWords.recordTold;
};

const choices = ({ set }: MisSendPage, kinds: readonly MisSendKind[], isMore: boolean): Html =>
  html`${kinds.map(
    (kind) =>
      html`<form class="safelight-choice" method="post" action="/sets/${set.id}/mis-send">
        <p id="what-${kind}">${misSendWords.what[kind]}</p>
        <button
          class="nhsuk-button nhsuk-button--${isMore ? 'secondary' : 'warning'}"
          name="kind"
          value="${kind}"
          aria-describedby="what-${kind}"
        >
          ${misSendWords.press[kind]}
        </button>
      </form>`,
  )}`;

const whoOpened = ({ set, opened, members }: MisSendPage): Html => {
  const name = (person: PersonId): string =>
    members.find((one) => samePerson(one.person, person))?.name ?? misSendWords.somebody;
  const told = (set.misSends ?? []).filter(isOpenMisSend).flatMap((one) => one.told);
  return html`<h2 class="nhsuk-heading-m">${misSendWords.opened}</h2>
    <p>${misSendWords.couldSee(set.couldSee)}</p>
    ${
      opened.length === 0
        ? html`<p>${misSendWords.openedNone}</p>`
        : html`<p>${misSendWords.openedIntro}</p>
            <ul class="nhsuk-list nhsuk-list--bullet">
              ${opened.map(
                ({ person, first, last, times }) =>
                  html`<li data-times="${times}">
                    ${misSendWords.openedLine(name(person), first, last, times)}
                  </li>`,
              )}
            </ul>`
    }
    ${
      told.length > 0 &&
      html`<h2 class="nhsuk-heading-m">${misSendWords.acknowledged}</h2>
        <ul class="nhsuk-list nhsuk-list--bullet">
          ${told.map(
            ({ person, acknowledgedAt }) =>
              html`<li>
                ${
                  acknowledgedAt === undefined
                    ? misSendWords.waitingLine(name(person))
                    : misSendWords.acknowledgedLine(name(person), acknowledgedAt)
                }
              </li>`,
          )}
        </ul>`
    }`;
};
