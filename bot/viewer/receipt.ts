import { receiptPage } from '../../cards/text/viewer.ts';
import { receiptWords, removalWords } from '../../cards/text/held-card.ts';
import { receiptLines, removalLine } from '../policy/removal.ts';
import type { DisposedSet, StoredSet } from '../set/image-set.ts';
import { admit } from './admit.ts';
import { frame } from './frame.ts';
import { html } from './html.ts';
import type { SignedInAnswer } from './http/asked.ts';
import type { Room } from './room.ts';
import { refusalPage } from './show-set.ts';

/** `GET /sets/:id/receipt`: what became of every copy. No picture, no words, no patient: information governance reads it. */
export const showReceipt =
  (room: Pick<Room, 'ledger' | 'chat' | 'policy' | 'clock' | 'log'>): SignedInAnswer =>
  async (asked) => {
    const { account } = asked.session;
    const admission = await admit(room)(asked, 'receipt');
    if (!admission.open) return refusalPage(admission, account);
    const { set, answer } = admission;
    await room.ledger.audit.append(set.organisation, [
      { kind: 'receipt-read', at: room.clock.now(), by: account.person, set: set.id },
    ]);
    const isGovernance = answer.as === 'information-governance';
    return frame({
      title: receiptPage.title,
      account,
      backTo: isGovernance
        ? { href: '/console', text: receiptPage.backToConsole }
        : { href: `/sets/${set.id}`, text: receiptPage.back },
      body: html`<h1 class="nhsuk-heading-m">${receiptPage.title}</h1>
        ${set.state === 'stored' || set.state === 'disposed' ? lines(set) : html`<p>${receiptPage.empty}</p>`}
        <p class="nhsuk-hint">${receiptPage.retention}</p>`,
    });
  };

const lines = (set: StoredSet | DisposedSet): ReturnType<typeof html> => {
  const found = receiptLines(set);
  return html`<p class="nhsuk-body-l">${removalWords[removalLine(set)]}</p>
    ${
      found.length === 0
        ? html`<p>${receiptPage.empty}</p>`
        : html`<ul class="nhsuk-list nhsuk-list--bullet">
            ${found.map((line) => html`<li>${receiptWords(line)}</li>`)}
          </ul>`
    }`;
};
