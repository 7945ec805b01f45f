import type { BlobName, ImageId, OrganisationId, SetId } from '../set/ids.ts';
import type { Outcome } from './outcome.ts';

export type FaultKind =
  | 'blob-missing'
  | 'blob-broken'
  | 'blob-swapped'
  | 'hash-differs'
  | 'key-broken'
  | 'key-record-missing'
  | 'key-record-broken'
  | 'key-record-differs'
  | 'text-broken'
  | 'consent-differs'
  | 'not-in-ledger'
  | 'cannot-rebuild';

export interface Fault {
  readonly what: FaultKind;
  readonly organisation?: OrganisationId;
  readonly set?: SetId;
  readonly image?: ImageId;
  /** `original`, `screen`, `preview`, or which text. */
  readonly part?: string;
  readonly blob?: BlobName;
  /** Swapped: the blob whose sealed file lies there. */
  readonly other?: BlobName;
}

export interface Report {
  /** Sealed files and texts opened, and their hashes compared. */
  readonly opened: number;
  readonly faults: readonly Fault[];
  /** Blobs that no set names: leftovers of tries that were cut short, swept after a day. */
  readonly strays: readonly BlobName[];
  readonly rebuilt: readonly {
    readonly set: SetId;
    readonly images: number;
    /** Of these, closed to everyone until information governance opens them: nobody can know who may see them. */
    readonly closed: number;
  }[];
}

const WORDS: Readonly<Record<FaultKind, string>> = {
  'blob-missing': 'the sealed file is missing',
  'blob-broken': 'the sealed file does not open: its bytes were changed',
  'blob-swapped': 'another image’s sealed file lies in its place',
  'hash-differs': 'the file opens, but holds other bytes than were taken into custody',
  'key-broken': 'its key cannot be unwrapped',
  'key-record-missing': 'the second copy of its key is missing',
  'key-record-broken': 'the second copy of its key cannot be read',
  'key-record-differs': 'the second copy of its key is not the ledger’s',
  'text-broken': 'a sealed text does not open',
  'consent-differs': 'what was agreed to is not what the audit says was recorded',
  'not-in-ledger': 'in the store, but not in the ledger: `safelight fsck --rebuild` brings it back',
  'cannot-rebuild': 'cannot be brought back: its message now belongs to another set',
};

export const describeReport = (report: Report): Outcome => ({
  lines: [
    ...report.rebuilt.map(
      ({ set, images, closed }) =>
        `set ${set}: brought back with ${images} image(s)` +
        (closed === 0
          ? ''
          : `; ${closed} of them closed: it is not known who may see them, and information governance decides it in the console`),
    ),
    ...report.faults.map(
      (fault) =>
        `${where(fault)}: ${WORDS[fault.what]}${fault.other === undefined ? '' : ` (${fault.other})`}`,
    ),
    `${report.opened} sealed files and texts opened and compared, ${report.faults.length} fault(s), ` +
      `${report.strays.length} stray blob(s).`,
  ],
  json: report,
  exit: report.faults.length === 0 ? 0 : 1,
});

const where = ({ organisation, set, image, part, blob }: Fault): string =>
  [
    ...(organisation === undefined ? [] : [organisation]),
    ...(set === undefined ? [] : [`set ${set}`]),
    ...(image === undefined ? [] : [`image ${image}`]),
    ...(part === undefined ? [] : [part]),
    ...(blob === undefined ? [] : [`blob ${blob}`]),
  ].join(', ');
