import type { AuditEvent } from '../set/event.ts';
import type { BlobName, CaptureId, OrganisationId, PersonId, SetId } from '../set/ids.ts';
import type { OpenCapture, StagedChunk } from '../set/staged.ts';

/** Captures on their way in, beside the ledger. Events are in the same write. One organisation a call. */
export interface Captures {
  /** Throws `too-many-requests` where the person has `most` open already. */
  begin(capture: OpenCapture, most: number, events: readonly AuditEvent[]): Promise<void>;
  /** Undefined alike for one that is not there and for somebody else's. */
  read(organisation: OrganisationId, capture: CaptureId, by: PersonId): Promise<OpenCapture | undefined>;
  /** `known`: that piece of that picture is held already, the one noted first. `over`: no piece is taken any more. */
  note(
    organisation: OrganisationId,
    capture: CaptureId,
    chunk: StagedChunk,
  ): Promise<'noted' | 'known' | 'over'>;
  /** No piece is taken from now on. The first set named stands, however often it is sent; undefined where it is over. */
  freeze(organisation: OrganisationId, capture: CaptureId, set: SetId): Promise<SetId | undefined>;
  /** Its set is in custody or gone: the key and what is known of the pieces go. */
  settle(organisation: OrganisationId, capture: CaptureId): Promise<void>;
  /** Key and all go; says which pieces that leaves behind. Undefined, and nothing done, where it is in another state. */
  remove(
    organisation: OrganisationId,
    capture: CaptureId,
    from: OpenCapture['state'],
    events: readonly AuditEvent[],
  ): Promise<readonly BlobName[] | undefined>;
  /** All of them. */
  all(organisation: OrganisationId): Promise<readonly OpenCapture[]>;
}
