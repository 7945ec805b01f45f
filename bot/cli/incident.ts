import { datixText, incidentFields, incidentText, incidentWords } from '../../cards/text/incident.ts';
import { misSendKinds } from '../../cards/text/mis-send.ts';
import { incidentOf } from '../policy/incident.ts';
import { isOpening } from '../policy/opens.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { AuditEvent } from '../set/event.ts';
import { samePerson } from '../set/ids.ts';
import type { PersonId, SetId } from '../set/ids.ts';
import type { ImageSet, StoredSet } from '../set/image-set.ts';
import type { Incident } from '../set/incident.ts';
import type { Outcome } from './outcome.ts';

/** The incident of one set, drafted from its facts and its audit: counts and times, people as numbers, nobody's name. */
export const incident = async (ledger: Ledger, id: SetId): Promise<Outcome> => {
  for (const organisation of await ledger.audit.organisations()) {
    const set = await ledger.read(organisation, id);
    if (set !== undefined) return describe(set, await eventsOf(ledger, set));
  }
  return { lines: ['There is no such set.'], json: { error: 'set-missing' }, exit: 1 };
};

const eventsOf = async (ledger: Ledger, set: ImageSet): Promise<readonly AuditEvent[]> => {
  const events: AuditEvent[] = [];
  for await (const { event } of ledger.audit.rows(set.organisation, set.id)) events.push(event);
  return events;
};

const describe = (set: ImageSet, events: readonly AuditEvent[]): Outcome => {
  if (set.state !== 'stored' || set.misSends === undefined)
    return { lines: [incidentWords.none], json: { error: 'change-refused' }, exit: 1 };
  const openings = openingsOf(events);
  const incidents = drafts(set, events);
  return {
    json: { set: set.id, incidents, openings },
    lines: [
      ...incidents.flatMap(linesOf),
      'Every opening, as the audit has it:',
      ...(openings.length === 0 ? ['  none'] : []),
      ...openings.map(({ at, person, kind }) => `  ${at} ${kind} by person ${person}`),
    ],
    exit: 0,
  };
};

const drafts = (set: StoredSet, events: readonly AuditEvent[]): readonly Incident[] =>
  (set.misSends ?? []).map((one) => incidentOf(set, one, events));

const linesOf = (one: Incident): readonly string[] => [
  `${incidentWords.title}: ${misSendKinds[one.kind]}`,
  ...incidentFields(one).map(({ name, text }) => `  ${name}: ${text}`),
  `${incidentWords.dspt}:`,
  incidentText(one),
  `${incidentWords.datix}:`,
  datixText(one),
];

interface Opening {
  readonly at: string;
  /** In the order in which they first opened. */
  readonly person: number;
  readonly kind: string;
}

const openingsOf = (events: readonly AuditEvent[]): readonly Opening[] => {
  const people: PersonId[] = [];
  return events.filter(isOpening).flatMap(({ at, by, kind }) => {
    if (by === 'system') return [];
    if (!people.some((one) => samePerson(one, by))) people.push(by);
    return [{ at, person: people.findIndex((one) => samePerson(one, by)) + 1, kind }];
  });
};
