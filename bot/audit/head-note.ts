import { organisationId } from '../set/ids.ts';
import type { OrganisationId } from '../set/ids.ts';

/** A chain's length and head at some moment: kept elsewhere, it shows what the chain alone cannot (FORMAT.md). */
export interface HeadNote {
  readonly organisation: OrganisationId;
  readonly rows: number;
  /** Hex SHA-256 of the newest row. */
  readonly head: string;
}

/** One line to keep: `safelight-audit-1 XHB 1234 <64 hex digits>`. Ids and hashes alone. */
export const writeHeadNote = ({ organisation, rows, head }: HeadNote): string =>
  `safelight-audit-1 ${organisation} ${rows} ${head}`;

/** Every note in a text, wherever it stands in a line: a file of notes is read, and so is a whole log. */
export const readHeadNotes = (text: string): readonly HeadNote[] =>
  Array.from(
    text.matchAll(/\bsafelight-audit-1 ([A-Za-z0-9]{1,12}) (\d{1,15}) ([0-9a-f]{64})\b/g),
    ([, organisation = '', rows = '', head = '']) => ({
      organisation: organisationId(organisation),
      rows: Number(rows),
      head,
    }),
  );
