import type { AuditEvent } from '../set/event.ts';
import type { PersonId } from '../set/ids.ts';
import { samePerson } from '../set/ids.ts';
import type { Instant } from '../set/instant.ts';

/** One person's openings of a set's pictures, as the audit has them. */
export interface OpenedBy {
  readonly person: PersonId;
  readonly first: Instant;
  readonly last: Instant;
  /** Every one the audit holds: previews, pictures, originals. */
  readonly times: number;
  readonly images: number;
}

export const isOpening = ({ kind }: Pick<AuditEvent, 'kind'>): boolean =>
  kind === 'image-opened' || kind === 'original-opened' || kind === 'mark-cleared';

/** Who really opened it, whoever opened first in front. Nothing is left out: the times add up to the audit's events. */
export const opensOf = (events: readonly AuditEvent[]): readonly OpenedBy[] => {
  const opens = events.filter(isOpening);
  const people = opens.reduce<readonly PersonId[]>(
    (sofar, { by }) => (by === 'system' || sofar.some((one) => samePerson(one, by)) ? sofar : [...sofar, by]),
    [],
  );
  return people.map((person) => {
    const own = opens.filter(({ by }) => by !== 'system' && samePerson(by, person));
    const at = own.map((one) => one.at).sort();
    const [first = '' as Instant] = at;
    return {
      ...{ person, first, last: at.at(-1) ?? first, times: own.length },
      images: new Set(own.map((one) => one.image)).size,
    };
  });
};
