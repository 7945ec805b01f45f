import { bindConsent } from '../audit/bind-consent.ts';
import { factsOf } from '../policy/consent/facts-of.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { AuditRow } from '../set/event.ts';
import type { ImageSet, StoredSet } from '../set/image-set.ts';
import type { StoredImage } from '../set/image.ts';
import type { Fault } from './fsck-report.ts';

/** In place of a hash: somebody else's word stands since, or the event is older than hashes. */
const UNKNOWN = 'unknown';

/** By set, and by set and image. */
type ConsentSaid = ReadonlyMap<string, string>;

/**
 * Whether what the ledger holds of each image's consent is what the audit says was recorded (CON-06): altered, deleted,
 * or put there without an event of its own. One walk through each chain; what seems wrong is looked at once more, for
 * somebody may have answered in between.
 */
export const checkConsents = async (
  ledger: Pick<Ledger, 'read' | 'audit'>,
  sets: readonly ImageSet[],
): Promise<readonly Fault[]> => {
  const faults: Fault[] = [];
  for (const organisation of new Set(sets.map((set) => set.organisation))) {
    const said = await readSaid(ledger.audit.rows(organisation));
    for (const set of sets) {
      if (set.organisation !== organisation || checkOne(set, said).length === 0) continue;
      const again = await ledger.read(organisation, set.id);
      if (again !== undefined)
        faults.push(...checkOne(again, await readSaid(ledger.audit.rows(organisation, set.id))));
    }
  }
  return faults;
};

const readSaid = async (rows: AsyncIterable<AuditRow>): Promise<ConsentSaid> => {
  const said = new Map<string, string>();
  for await (const { event } of rows) {
    const { kind, set, image, facts } = event;
    if (set === undefined) continue;
    const key = `${set}/${image ?? ''}`;
    if (kind === 'consent-recorded' || kind === 'consent-withdrawn' || kind === 'new-use-answered')
      said.set(key, String(facts?.['bound'] ?? UNKNOWN));
    if (kind === 'intimate-refused') said.set(key, UNKNOWN);
    if (kind === 'set-rebuilt' || kind === 'facts-replayed') {
      // It came back from the journal, which has proofs of its own: every image of it begins anew.
      for (const one of said.keys()) if (one.startsWith(`${set}/`)) said.set(one, UNKNOWN);
      said.set(set, UNKNOWN);
    }
  }
  return said;
};

const checkOne = (set: ImageSet, said: ConsentSaid): readonly Fault[] =>
  set.state === 'stored' ? set.images.flatMap((image) => checkImage(set, image, said)) : [];

const checkImage = (set: StoredSet, image: StoredImage, said: ConsentSaid): readonly Fault[] => {
  const facts = factsOf(image);
  const last = said.get(`${set.id}/${image.id}`) ?? said.get(set.id);
  if (last === UNKNOWN) return [];
  const is = bindConsent({ organisation: set.organisation, set: set.id, image }, facts);
  const untouched = facts.consent.state === 'unanswered' && facts.withdrawals.length === 0;
  if (last === undefined ? untouched : last === is) return [];
  const { organisation, id } = set;
  return [{ what: 'consent-differs', organisation, set: id, image: image.id, part: 'consent' }];
};
