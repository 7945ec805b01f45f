import type { Blobs } from '../ports/blobs.ts';
import type { Captures } from '../ports/captures.ts';
import type { Clock } from '../ports/clock.ts';
import { SafelightError } from '../set/errors.ts';
import type { LookupHash } from '../set/ids.ts';
import type { OpenCapture } from '../set/staged.ts';

/**
 * Nothing of it is kept (CAP-04, CON-05): its key first, so that a piece left behind by a cut is noise, then each piece.
 * Who and when is on record (CON-13), and of whom where the patient was confirmed. Throws `capture-over` once it is sent.
 */
export const stopCapture =
  (deps: { readonly captures: Captures; readonly blobs: Pick<Blobs, 'destroy'>; readonly clock: Clock }) =>
  async (
    capture: OpenCapture,
    why: 'declined' | 'child-objects',
    patient: LookupHash | undefined,
  ): Promise<void> => {
    const { organisation, id, person } = capture;
    const left = await deps.captures.remove(organisation, id, 'open', [
      {
        kind: 'capture-stopped',
        at: deps.clock.now(),
        by: person,
        facts: { capture: id, why, ...(patient === undefined ? {} : { patient }) },
      },
    ]);
    if (left === undefined) throw new SafelightError('capture-over');
    for (const blob of left) await deps.blobs.destroy('staging', blob);
  };
