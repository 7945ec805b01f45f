import { createHash } from 'node:crypto';
import { verifyChain } from '../../bot/audit/verify-chain.ts';
import { open } from '../../bot/sealed/open.ts';
import type { AuditRow } from '../../bot/set/event.ts';
import type { ImageSet, StoredSet } from '../../bot/set/image-set.ts';
import type { WrappedKey } from '../../bot/set/sealed.ts';
import { sealContext } from '../../bot/set/sealed.ts';
import type { Judged } from './hospital.ts';

/** What was posted: each message and the SHA-256 of every picture it ever showed. */
export type Posted = ReadonlyMap<Judged['posted'][number], ReadonlySet<string>>;

/** The invariants of design.md section 3, as faults found now. Empty means they hold. */
export const faultsIn = async (hospital: Judged, posted: Posted): Promise<readonly string[]> => [
  ...(await inChatOrCustody(hospital, posted)),
  ...(await cardsPointAtStoredSets(hospital)),
  ...(await auditIsWhole(hospital)),
];

const storedSets = async (hospital: Judged): Promise<readonly ImageSet[]> => {
  const all = await Promise.all(
    hospital.policy.organisations.map(({ id }) => hospital.ledger.find(id, { by: 'all' })),
  );
  return all.flat();
};

const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** SHA-256 of every image of the set that really opens, from the stores themselves. */
const opens = async ({ blobs, keys }: Judged, set: StoredSet): Promise<ReadonlySet<string>> => {
  const found = new Set<string>();
  for (const image of set.images) {
    const sealed = await blobs.get('images', image.original.blob);
    const key = await keys.unwrap(image.original.key);
    const record = await blobs.get('keys', image.original.blob);
    const kept = (JSON.parse(Buffer.from(record).toString()) as { key: WrappedKey }).key;
    const taken = image.original.key;
    // A database may give the parts back in another order.
    const same =
      kept.keyId === taken.keyId && kept.algorithm === taken.algorithm && kept.wrapped === taken.wrapped;
    if (same) found.add(sha(open(sealed, key, sealContext.original(set, image.id))));
  }
  return found;
};

/** Invariants 1, 2, 4 and 9. */
const inChatOrCustody = async (hospital: Judged, posted: Posted): Promise<readonly string[]> => {
  const faults: string[] = [];
  const sets = await storedSets(hospital);
  for (const [at, pictures] of posted) {
    const ofMessage = sets.filter((set) => set.origin.message === at.message);
    if (ofMessage.length > 1) faults.push(`message ${at.message} became ${ofMessage.length} sets`);
    const set = ofMessage[0];
    const custody = set?.state === 'stored' ? await opens(hospital, set) : new Set<string>();
    const visible = hospital.chat.visible(at);
    for (const picture of pictures) {
      if (!visible.includes(picture) && !custody.has(picture))
        faults.push(`a picture of ${at.message} is in neither`);
    }
    // A picture may be added after others were taken and removed; whatever the message showed when it went must be ours.
    if (hospital.chat.isGone(at) && [...pictures].some((picture) => !custody.has(picture))) {
      faults.push(`message ${at.message} was removed before all of it was in custody`);
    }
  }
  return faults;
};

/** Invariant 3. */
const cardsPointAtStoredSets = async (hospital: Judged): Promise<readonly string[]> => {
  const sets = await storedSets(hospital);
  const counted = new Map<string, number>();
  for (const card of hospital.chat.cards) counted.set(card.set, (counted.get(card.set) ?? 0) + 1);
  return [...counted].flatMap(([id, cards]) => {
    const set = sets.find((one) => one.id === id);
    return [
      ...(cards > 1 ? [`set ${id} has ${cards} cards`] : []),
      ...(set?.state === 'stored' || set?.state === 'disposed'
        ? []
        : [`a card points at ${set?.state ?? 'nothing'}`]),
    ];
  });
};

/** Invariant 7: chains without a gap; every removal was intended before it is recorded as done. */
const auditIsWhole = async ({ ledger }: Judged): Promise<readonly string[]> => {
  const faults: string[] = [];
  for (const organisation of await ledger.audit.organisations()) {
    const verdict = await verifyChain(organisation, ledger.audit.rows(organisation));
    if (!verdict.whole) faults.push(`audit of ${organisation} breaks at row ${verdict.row}: ${verdict.why}`);
    const intended = new Set<unknown>();
    for await (const row of ledger.audit.rows(organisation)) {
      if (row.event.kind === 'removal-intended') intended.add(copyOf(row));
      if (row.event.kind === 'copy-removed' && !intended.has(copyOf(row)))
        faults.push('a removal was not intended first');
    }
  }
  return faults;
};

const copyOf = (row: AuditRow): unknown => row.event.facts?.['copy'];
