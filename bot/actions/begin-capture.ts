import { randomBytes } from 'node:crypto';
import { CAPTURE_LIMITS } from '../policy/capture.ts';
import type { Captures } from '../ports/captures.ts';
import type { Clock } from '../ports/clock.ts';
import type { Keys } from '../ports/keys.ts';
import { newKey } from '../sealed/new-key.ts';
import type { MessageId, OrganisationId, PersonId } from '../set/ids.ts';
import { captureId } from '../set/ids.ts';
import type { Place } from '../set/place.ts';
import type { OpenCapture } from '../set/staged.ts';

/**
 * Opens a capture for one person and one place, with a key of its own for the pieces to come. Throws
 * `too-many-requests` where the person has as many open as are allowed, and what the stores throw.
 */
export const beginCapture =
  (deps: { readonly captures: Captures; readonly keys: Keys; readonly clock: Clock }) =>
  async (asked: {
    readonly organisation: OrganisationId;
    readonly person: PersonId;
    readonly place: Place;
    readonly root?: MessageId;
  }): Promise<OpenCapture> => {
    const { organisation, person, place, root } = asked;
    const key = newKey();
    const wrapped = await deps.keys.wrap(key);
    key.fill(0);
    const now = deps.clock.now();
    const capture: OpenCapture = {
      id: captureId(randomBytes(16).toString('base64url')),
      organisation,
      person,
      place,
      ...(root === undefined ? {} : { root }),
      begunAt: now,
      state: 'open',
      key: wrapped,
      chunks: [],
    };
    await deps.captures.begin(capture, CAPTURE_LIMITS.maxOpen, [
      { kind: 'capture-begun', at: now, by: person, facts: { capture: capture.id } },
    ]);
    return capture;
  };
