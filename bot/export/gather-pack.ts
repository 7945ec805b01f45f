import { bindConsent } from '../audit/bind-consent.ts';
import { factsOf } from '../policy/consent/facts-of.ts';
import { levelsGranted } from '../policy/consent/levels-granted.ts';
import type { Disclosing } from '../policy/export.ts';
import { mayDisclose } from '../policy/export.ts';
import { opensOf } from '../policy/opens.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { PackItem } from '../set/disclosure-pack.ts';
import type { AuditEvent } from '../set/event.ts';
import type { LookupHash, OrganisationId, SetId } from '../set/ids.ts';
import type { ImageSet, StoredSet } from '../set/image-set.ts';
import type { StoredImage } from '../set/image.ts';

/** What is asked for: one set as a whole, or all that is filed to one patient. */
export type PackOf =
  { readonly of: 'set'; readonly set: SetId } | { readonly of: 'patient'; readonly lookup: LookupHash };

export interface SetInPack {
  readonly set: StoredSet;
  readonly items: readonly PackItem[];
}

/** Images of the patient or set with what is known of each, oldest first; of those that stay, that and why. */
export const gatherPack = async (
  ledger: Pick<Ledger, 'read' | 'find' | 'audit'>,
  organisation: OrganisationId,
  of: PackOf,
  disclosing: Disclosing,
): Promise<readonly SetInPack[]> => {
  const found: readonly (ImageSet | undefined)[] =
    of.of === 'set'
      ? [await ledger.read(organisation, of.set)]
      : await ledger.find(organisation, { by: 'patient', lookup: of.lookup });
  const sets = found
    .filter((set): set is StoredSet => set?.state === 'stored')
    .sort((a, b) => a.postedAt.localeCompare(b.postedAt));
  const pack: SetInPack[] = [];
  for (const set of sets) {
    const images = set.images.filter((image) => of.of === 'set' || isOf(image, of.lookup));
    if (images.length === 0) continue;
    const events = await eventsOf(ledger, set);
    pack.push({ set, items: images.map((image) => itemOf(set, image, events, disclosing)) });
  }
  return pack;
};

const isOf = ({ filing }: StoredImage, lookup: LookupHash): boolean =>
  filing.state !== 'unfiled' && filing.patient.lookup === lookup;

const eventsOf = async (
  { audit }: Pick<Ledger, 'audit'>,
  { organisation, id }: StoredSet,
): Promise<readonly AuditEvent[]> => {
  const events: AuditEvent[] = [];
  for await (const { event } of audit.rows(organisation, id)) events.push(event);
  return events;
};

const itemOf = (
  set: StoredSet,
  image: StoredImage,
  events: readonly AuditEvent[],
  disclosing: Disclosing,
): PackItem => {
  const about = { set: set.id, image: image.id, postedAt: set.postedAt };
  const answer = mayDisclose(set, image, disclosing);
  if (!answer.allowed) return { ...about, refused: answer.why };
  const facts = factsOf(image);
  const { filing, kind, mediaType, sha256, takenAt } = image;
  return {
    ...about,
    ...{ kind, mediaType, sha256, bytes: image.original.plainBytes },
    ...(takenAt === undefined ? {} : { takenAt: `${takenAt.local}${takenAt.offset ?? ''}` }),
    ...(filing.state === 'filed' ? { filed: { document: filing.document, at: filing.at } } : {}),
    consent: facts.consent,
    levels: levelsGranted(facts),
    withdrawals: facts.withdrawals,
    ...(image.consent === undefined
      ? {}
      : { agreed: bindConsent({ organisation: set.organisation, set: set.id, image }, facts) }),
    openedBy: opensOf(events.filter((event) => event.image === image.id)),
    disclosed: (set.disclosures ?? []).filter(({ images }) => images.includes(image.id)),
  };
};
