import { errorWords } from '../../cards/text.ts';
import { datixText, incidentFields, incidentText, incidentWords } from '../../cards/text/incident.ts';
import { misSendKinds } from '../../cards/text/mis-send.ts';
import { incidentOf } from '../policy/incident.ts';
import type { AuditEvent } from '../set/event.ts';
import { setId } from '../set/ids.ts';
import type { Incident } from '../set/incident.ts';
import { frame } from '../viewer/frame.ts';
import type { Html } from '../viewer/html.ts';
import { html } from '../viewer/html.ts';
import type { SignedInAnswer } from '../viewer/http/asked.ts';
import { messagePage } from '../viewer/message-page.ts';
import type { Room } from '../viewer/room.ts';
import { governed, refuse } from './governed.ts';

/** `GET /console/incidents/:id`: the draft of an incident of one set, for information governance. No name is in it. */
export const showIncident =
  (room: Pick<Room, 'ledger' | 'policy' | 'clock'>): SignedInAnswer =>
  async ({ session: { account }, params }) => {
    const own = governed(room, account);
    if (own === undefined) return refuse(room, account);
    const set = await room.ledger.read(own.id, setId(params['id'] ?? ''));
    if (set?.state !== 'stored' || set.misSends === undefined)
      return messagePage(404, errorWords['not-allowed'], account);
    const events: AuditEvent[] = [];
    for await (const { event } of room.ledger.audit.rows(own.id, set.id)) events.push(event);
    return frame({
      title: incidentWords.title,
      account,
      backTo: { href: '/console', text: incidentWords.back },
      body: html`<h1 class="nhsuk-heading-l">${incidentWords.title}</h1>
        <p>${incidentWords.intro}</p>
        ${set.misSends.map((one, at) => draft(incidentOf(set, one, events), at))}`,
    });
  };

const draft = (incident: Incident, at: number): Html =>
  html`<h2 class="nhsuk-heading-m">${misSendKinds[incident.kind]}</h2>
    <dl class="nhsuk-summary-list">
      ${incidentFields(incident).map(
        ({ name, text }) =>
          html`<div class="nhsuk-summary-list__row">
            <dt class="nhsuk-summary-list__key">${name}</dt>
            <dd class="nhsuk-summary-list__value">${text}</dd>
          </div>`,
      )}
    </dl>
    ${copied(`dspt-${at}`, incidentWords.dspt, incidentText(incident))}
    ${copied(`datix-${at}`, incidentWords.datix, datixText(incident))}`;

/** To select and copy whole. */
const copied = (id: string, label: string, text: string): Html =>
  html`<div class="nhsuk-form-group">
    <label class="nhsuk-label" for="${id}">${label}</label>
    <textarea class="nhsuk-textarea" id="${id}" rows="8" readonly>${text}</textarea>
  </div>`;
