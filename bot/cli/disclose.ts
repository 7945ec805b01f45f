import { randomBytes } from 'node:crypto';
import { discloseWords as words, disclosureReasons, packLines } from '../../cards/text/disclosure.ts';
import { lookupOf } from '../sealed/look-up.ts';
import { recordDisclosure } from '../actions/record-disclosure.ts';
import type { PackOf, SetInPack } from '../export/gather-pack.ts';
import { gatherPack } from '../export/gather-pack.ts';
import type { Folder } from '../export/open-folder.ts';
import { openFolder } from '../export/open-folder.ts';
import { writePack } from '../export/write-pack.ts';
import type { OrganisationPolicy, Policy } from '../policy/conversations.ts';
import type { Disclosing } from '../policy/export.ts';
import { checkNhsNumber } from '../policy/nhs-number.js';
import type { Blobs } from '../ports/blobs.ts';
import type { Clock } from '../ports/clock.ts';
import type { Keys } from '../ports/keys.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { PackItem } from '../set/disclosure-pack.ts';
import { isDisclosed } from '../set/disclosure-pack.ts';
import { LAWFUL_BASES } from '../set/consent.ts';
import type { PersonId } from '../set/ids.ts';
import { personId, setId } from '../set/ids.ts';
import type { DiscloseAsked } from './disclose-asked.ts';
import type { Outcome } from './outcome.ts';

interface Parts {
  readonly ledger: Ledger;
  readonly keys: Keys;
  readonly blobs: () => Promise<Blobs>;
  readonly policy: Policy;
  readonly clock: Clock;
  readonly live: boolean;
  /** What is typed or piped, one line a question. */
  readonly ask: (questions: readonly string[]) => Promise<readonly string[]>;
}

/**
 * The pack for a subject access request, or another disclosure with its legal ground: what is held of one patient or in
 * one set, what was agreed, who opened it, where it is filed; with a folder, the originals as well (CON-14, CON-35). Each
 * run is on record before anything of it is shown.
 */
export const disclose = async (parts: Parts, asked: DiscloseAsked): Promise<Outcome> => {
  if (asked.why === undefined || asked.basis === undefined || asked.by === undefined)
    return refusal('basis-missing', words.noBasis, ...usage());
  const isPatient = asked.of === 'patient';
  const typed = await parts.ask([...(isPatient ? [words.askNumber] : []), words.askReason]);
  const reason = typed.at(-1) ?? '';
  if (reason === '') return refusal('reason-missing', words.noReason);
  const organisation = await organisationOf(parts, asked);
  if (organisation === undefined) return refusal('bad-request', words.whichOrganisation);
  const number = isPatient ? checkNhsNumber(typed[0] ?? '', parts.live) : undefined;
  if (number?.ok === false) return refusal(number.why, words.noNumber);
  const folder = asked.to === undefined ? undefined : await openFolder(asked.to);
  if (asked.to !== undefined && folder === undefined) return refusal('bad-request', words.folderNotEmpty);
  const of: PackOf =
    number === undefined
      ? { of: 'set', set: setId(asked.of) }
      : { of: 'patient', lookup: await lookupOf(parts, organisation.id, number.nhsNumber) };
  const by = personId(organisation.viewerTenants[0] ?? '', asked.by);
  return run(parts, organisation, { of, by, why: asked.why, basis: asked.basis, reason }, folder);
};

interface Run extends Disclosing {
  readonly of: PackOf;
  readonly by: PersonId;
}

const run = async (
  parts: Parts,
  organisation: OrganisationPolicy,
  asked: Run,
  folder: Folder | undefined,
): Promise<Outcome> => {
  const { of, by, why, basis, reason } = asked;
  const [id, at] = [randomBytes(9).toString('base64url'), parts.clock.now()];
  const pack = await gatherPack(parts.ledger, organisation.id, of, asked);
  const items = pack.flatMap((one) => one.items);
  const given = items.filter(isDisclosed);
  const files = folder !== undefined;
  const counts = { images: given.length, refused: items.length - given.length, files };
  await parts.ledger.audit.append(organisation.id, [
    { kind: 'disclosure-asked', at, by, facts: { disclosure: id, of: of.of, why, basis, ...counts } },
  ]);
  for (const { set, items: own } of pack)
    await recordDisclosure(parts)({
      ...{ set, id, at, by, why, basis, reason, files },
      images: own.filter(isDisclosed).map(({ image }) => image),
      refused: own.flatMap((one) =>
        one.refused === undefined ? [] : [{ image: one.image, why: one.refused }],
      ),
    });
  const lines = linesOf(id, asked, pack, files);
  const json = {
    disclosure: id,
    organisation: organisation.id,
    at,
    by,
    why,
    basis,
    items: items.map(inTheOpen),
  };
  if (folder !== undefined) {
    const { keys } = parts;
    await writePack({ keys, blobs: await parts.blobs() }, folder, { pack, text: lines, json });
  }
  return { lines, json, exit: given.length === 0 ? 1 : 0 };
};

/** Sealed texts are of no use to a reader: the folder's own list has them opened. */
const inTheOpen = (item: PackItem): object =>
  isDisclosed(item)
    ? {
        ...item,
        consent: {
          state: item.consent.state,
          ...(item.consent.state === 'given' ? { how: item.consent.method.how, at: item.consent.at } : {}),
        },
        disclosed: item.disclosed.map(({ reason: _sealed, ...one }) => one),
      }
    : item;

const linesOf = (
  id: string,
  { why }: Disclosing,
  pack: readonly SetInPack[],
  files: boolean,
): readonly string[] => {
  const items = pack.flatMap((one) => one.items);
  const given = items.filter(isDisclosed).length;
  return [
    words.title(id, why),
    ...(items.length === 0 ? [words.nothing] : packLines(items)),
    words.totals(given, items.length - given, files ? given : 0),
    ...words.limits,
  ];
};

/** A patient's images are one organisation's; of a set, whoever has it. */
const organisationOf = async (
  { ledger, policy }: Parts,
  asked: DiscloseAsked,
): Promise<OrganisationPolicy | undefined> => {
  const known = policy.organisations.filter(
    (one) => asked.organisation === undefined || one.id === asked.organisation,
  );
  if (asked.of === 'patient') return known.length === 1 ? known[0] : undefined;
  for (const one of known) if ((await ledger.read(one.id, setId(asked.of))) !== undefined) return one;
  // Asked of a set that is not there: on record with whoever is the first, as a look that found nothing.
  return known[0];
};

const usage = (): readonly string[] => [
  words.how,
  words.reasons,
  ...Object.entries(disclosureReasons).map(([code, what]) => `  ${code.padEnd(16)}${what}`),
  words.bases,
  ...LAWFUL_BASES.map((one) => `  ${one}`),
];

const refusal = (error: string, ...lines: readonly string[]): Outcome => ({
  lines,
  json: { error },
  exit: 1,
});
