import { readFile } from 'node:fs/promises';
import { readMarkKey } from '../actions/read-mark-key.ts';
import { type Candidate, nameViewer, type Naming } from '../policy/name-viewer.ts';
import type { MarkReader } from '../ports/decoder.ts';
import type { Keys } from '../ports/keys.ts';
import type { Ledger } from '../ports/ledger.ts';
import { markCode, minuteOf } from '../sealed/mark-code.ts';
import type { AuditRow, EventKind } from '../set/event.ts';
import type { ImageId, OrganisationId, PersonId, SetId } from '../set/ids.ts';
import type { Instant } from '../set/instant.ts';
import type { MarkFit } from '../set/mark-code.ts';
import type { Outcome } from './outcome.ts';

/** What one person opened within one minute: all of it carries the same mark. */
interface Opening {
  readonly organisation: OrganisationId;
  readonly person: PersonId;
  readonly minute: Instant;
  readonly opened: { readonly set: SetId; readonly image: ImageId }[];
}

interface Parts {
  readonly ledger: Pick<Ledger, 'audit' | 'lookupKey'>;
  readonly keys: Keys;
  readonly decoder: MarkReader;
}

/**
 * Names whose opening a leaked picture's mark stands for, among all openings of the audit, by their ids. Where none
 * fits well enough, or two do, it names nobody (policy/name-viewer.ts). Throws `cannot-be-decoded`.
 */
export const watermark = async (parts: Parts, file: string): Promise<Outcome> => {
  const fit = await parts.decoder.readMark(await readFile(file));
  if (fit === undefined) return noMark;
  const candidates = await openingsOf(parts);
  return describe(nameViewer(fit satisfies MarkFit, candidates), candidates.length);
};

const openingsOf = async (parts: Parts): Promise<readonly Candidate<Opening>[]> => {
  const { audit } = parts.ledger;
  const found: Candidate<Opening>[] = [];
  for (const organisation of await audit.organisations()) {
    const openings = await gather(organisation, audit.rows(organisation));
    if (openings.length === 0) continue;
    const key = await readMarkKey(parts, organisation);
    found.push(...openings.map((is) => ({ is, code: markCode(key, is.person, is.minute) })));
  }
  return found;
};

/** What gives out a picture with a mark in it; with the letters held clear the rest of it stays. */
const MARKED: ReadonlySet<EventKind> = new Set(['image-opened', 'mark-cleared']);

const gather = async (
  organisation: OrganisationId,
  rows: AsyncIterable<AuditRow>,
): Promise<readonly Opening[]> => {
  const openings = new Map<string, Opening>();
  for await (const { event } of rows) {
    const { kind, by: person, set, image } = event;
    if (!MARKED.has(kind) || person === 'system' || set === undefined || image === undefined) continue;
    const minute = minuteOf(event.at);
    const key = `${person.tid} ${person.oid} ${minute}`;
    const opening = openings.get(key) ?? { organisation, person, minute, opened: [] };
    opening.opened.push({ set, image });
    openings.set(key, opening);
  }
  return [...openings.values()];
};

const noMark: Outcome = {
  lines: ['No mark of Safelight was found in this picture. Read what is written across it, if anything is.'],
  json: { named: null, why: 'no-mark' },
  exit: 1,
};

const describe = ({ named, score, next, threshold }: Naming<Opening>, openings: number): Outcome => {
  const [its, needed, others] = [score, threshold, next].map((one) =>
    Number.isFinite(one) ? Math.round(one * 10) / 10 : null,
  );
  const figures = { score: its ?? null, needed: needed ?? null, next: others ?? null, openings };
  const fits = `${its ?? 'none'} of at least ${needed ?? 'none'} needed; the next best of ${openings} openings fits ${others ?? 'none'}`;
  if (named === undefined)
    return {
      lines: [
        'There is a mark, but nobody is named: no one opening in the audit fits it well enough.',
        `Fit: ${fits}.`,
        'A picture of another installation, or cut too small. Nobody may be accused by this.',
      ],
      json: { named: null, why: 'not-sure', ...figures },
      exit: 1,
    };
  const { organisation, person, minute, opened } = named;
  return {
    lines: [
      `Opened by ${person.oid} of tenant ${person.tid} in the minute of ${minute} (audit of ${organisation}).`,
      ...opened.map(({ set, image }) => `  set ${set}, image ${image}`),
      `Fit: ${fits}.`,
    ],
    json: { named: { organisation, person, minute, opened }, ...figures },
    exit: 0,
  };
};
