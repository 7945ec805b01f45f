/** What `npx safelight disclose` says: the pack for a subject access request or another disclosure, and its log. */
import type { Disclosure, DisclosureReason, DisclosureRefusal } from '../../bot/set/disclosure.ts';
import type { DisclosedItem, PackItem } from '../../bot/set/disclosure-pack.ts';
import { tellFirstWords } from './consent.ts';
import { leaveRefusalWords } from './picture-facts.ts';
import { agreed, levelsNoted } from './record-note.ts';
import { when } from './when.ts';

export const disclosureReasons: Readonly<Record<DisclosureReason, string>> = {
  'subject-access': 'the patient asks what is held about them',
  agreed: 'the patient agreed to it',
  law: 'the law asks for it',
  'court-order': 'a court ordered it',
  'public-interest': 'public interest',
  'serious-threat': 'a serious threat to somebody',
};

const refusals: Readonly<Record<DisclosureRefusal, string>> = {
  ...leaveRefusalWords,
  restricted:
    'It is restricted to named people. Please ask one of them, or have the restriction lifted on its page.',
  intimate: 'It is intimate. Please ask whoever took it.',
  held: 'It is under a legal hold. Please ask whoever placed the hold.',
  'being-decided': 'Two people are to decide about it first. Please see the console.',
  'patient-doubted': 'Somebody said that it is another patient’s. Please see the console first.',
};

export const discloseWords = {
  askNumber: 'NHS number: ',
  askReason: 'Reason, in a sentence (kept sealed): ',
  how: 'npx safelight disclose <set> | patient --why <reason> --basis <basis> --by <object id> [--organisation <id>] [--to <folder>]',
  reasons: 'A reason is one of:',
  bases: 'A lawful basis is one of:',
  noBasis: 'Nothing is disclosed without its reason, its lawful basis and whoever discloses it (CON-35).',
  noReason: 'Please give the reason in a sentence: it stands in the log, sealed.',
  noNumber: 'That is not an NHS number that can be used. Nothing was looked up.',
  whichOrganisation: 'Please say which organisation: --organisation <id>.',
  folderNotEmpty: 'That folder is not empty. A pack has a folder to itself. Nothing was disclosed.',
  nothing: 'Nothing is held that can be found so. That you looked is on record.',
  title: (id: string, why: DisclosureReason): string => `Disclosure ${id}: ${disclosureReasons[why]}.`,
  totals: (listed: number, refused: number, written: number): string =>
    `${listed} image(s) in the pack, ${refused} left out, ${written} original(s) written.`,
  limits: [
    'Not in it: the words of the message, which may speak of others (see the set’s page); what was disposed of; what is filed to nobody.',
    'People stand in it by their ids in the directory. This run is in the log of disclosures, and in the audit.',
  ],
  none: 'Nothing has been disclosed.',
  rest: (shown: number, all: number): string => `The newest ${shown} of ${all}.`,
} as const;

export const packLines = (items: readonly PackItem[]): readonly string[] =>
  items.flatMap((item, at) => [
    `${at + 1}. Image ${item.image} of set ${item.set}, posted ${when(item.postedAt)}`,
    ...(item.refused === undefined ? given(item) : [`   Left out. ${refusals[item.refused]}`]),
  ]);

const given = (item: DisclosedItem): readonly string[] =>
  [
    `${item.mediaType}, ${item.bytes} bytes, SHA-256 ${item.sha256}`,
    item.takenAt === undefined
      ? 'When it was taken is not known.'
      : `Taken ${item.takenAt} by the camera’s own clock.`,
    item.filed === undefined
      ? 'Filed to no record yet.'
      : `Filed as ${item.filed.document}, ${when(item.filed.at)}.`,
    agreed(item).join(' '),
    ...(item.agreed === undefined ? [] : [`What was agreed to, by its hash: ${item.agreed}`]),
    ...item.withdrawals.map(
      ({ levels, at, by, told }) =>
        `Withdrawn ${when(at)}, recorded by ${by.oid}: ${levels.map((one) => levelsNoted[one]).join(', ')}. They were told first: ${told.map((one) => tellFirstWords[one]).join(' ')}`,
    ),
    item.openedBy.length === 0
      ? 'Opened by nobody.'
      : `Opened by ${item.openedBy.length} person(s): ${item.openedBy.map(({ person, times, first, last }) => `${person.oid} ${times} time(s), ${when(first)} to ${when(last)}`).join('; ')}`,
    item.disclosed.length === 0
      ? 'Never disclosed before.'
      : `Disclosed before: ${item.disclosed.map(disclosed).join('; ')}`,
  ].map((line) => `   ${line}`);

const disclosed = ({ id, at, why, basis, by }: Disclosure): string =>
  `${when(at)} (${id}), ${disclosureReasons[why]}, UK GDPR ${basis}, by ${by.oid}`;

export interface LogLine {
  readonly id: string;
  readonly at: Disclosure['at'];
  readonly organisation: string;
  readonly by: string;
  readonly why: string;
  readonly basis: string;
  readonly images: number;
  readonly refused: number;
  readonly files: boolean;
}
export const logLine = (one: LogLine): string =>
  `${one.at} ${one.organisation} ${one.id}: ${one.images} image(s)${one.files ? ', originals written' : ', listed'}, ${one.refused} left out; ${one.why}, ${one.basis}, by ${one.by}`;
