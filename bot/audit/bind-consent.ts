import { createHash } from 'node:crypto';
import type { ConsentFacts } from '../set/consented.ts';
import type { OrganisationId, SetId } from '../set/ids.ts';
import { sha256 } from '../set/ids.ts';
import type { Sha256 } from '../set/ids.ts';
import type { StoredImage } from '../set/image.ts';
import { canonical } from './canonical.ts';

/** Which image of whom. */
export interface Bound {
  readonly organisation: OrganisationId;
  readonly set: SetId;
  readonly image: Pick<StoredImage, 'id' | 'sha256'>;
}

/**
 * Free texts are sealed, each bound to its place, and are sealed anew when a set is brought back: of them it is bound that
 * they were given.
 */
const SEALED: ReadonlySet<string> = new Set([
  ...['name', 'jobTitle', 'relationship', 'role', 'printedName', 'strokes', 'document'],
  ...['need', 'note', 'lateReason', 'areaReason', 'reason', 'necessity', 'leastRestrictive'],
]);
/** Said later, by others, with events of their own. */
const LATER: ReadonlySet<string> = new Set(['proposed', 'decided', 'confirmed']);

/**
 * The hash of exactly what was agreed to of one image (CON-06): the image by its own SHA-256, every answer, how it was
 * given, the version of the words that were said or shown, who, when, every use answered for later, and every withdrawal since. It stands in the
 * audit's event, whose chain nobody can alter unseen, and with the image in the patient's record.
 */
export const bindConsent = (
  { organisation, set, image }: Bound,
  { consent, withdrawals, newUses }: Pick<ConsentFacts, 'consent' | 'withdrawals' | 'newUses'>,
): Sha256 =>
  sha256(
    createHash('sha256')
      .update('safelight-consent-1\n')
      .update(
        canonical(
          plain(
            {
              organisation,
              set,
              image: image.id,
              sha256: image.sha256,
              consent,
              withdrawals,
              ...answered(newUses),
            },
            '',
          ),
        ),
      )
      .digest('hex'),
  );

/** Uses asked about later count once they are answered (CON-22); a task alone grants nothing. */
const answered = (newUses: ConsentFacts['newUses']): Pick<ConsentFacts, 'newUses'> => {
  const said = newUses?.filter((one) => one.answered !== undefined) ?? [];
  return said.length === 0 ? {} : { newUses: said };
};

const plain = (value: unknown, name: string): unknown => {
  if (SEALED.has(name) && value !== undefined) return true;
  if (Array.isArray(value)) return value.map((one: unknown) => plain(one, ''));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !LATER.has(key))
      .map(([key, member]) => [key, plain(member, key)]),
  );
};
