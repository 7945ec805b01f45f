import { bindConsent } from '../../audit/bind-consent.ts';
import type { Blobs } from '../../ports/blobs.ts';
import type { Keys } from '../../ports/keys.ts';
import { open } from '../../sealed/open.ts';
import type { NewDuty } from '../../set/duty.ts';
import { asSafelightError, SafelightError } from '../../set/errors.ts';
import type { ErrorCode } from '../../set/errors.ts';
import type { AuditEvent } from '../../set/event.ts';
import type { CaptureId } from '../../set/ids.ts';
import type { ReceivedSet } from '../../set/image-set.ts';
import type { StoredImage } from '../../set/image.ts';
import { later, MINUTE } from '../../set/instant.ts';
import { sealContext } from '../../set/sealed.ts';
import type { Staged, StagedImage } from '../../set/staged.ts';
import type { Job, StepOutcome } from '../step.ts';
import { captureBroken, intoCustody } from './commit-custody.ts';
import type { ByteBudget } from './admit-bytes.ts';
import { isProtected } from './peek.ts';
import type { Taken } from './take-custody.ts';
import { takeBytes, takeCustody } from './take-custody.ts';

export interface StagingParts {
  readonly blobs: Blobs;
  readonly keys: Keys;
  readonly budget: ByteBudget;
}

/** A set that was captured and is not in custody yet. */
export interface CapturedSet extends ReceivedSet {
  readonly capture: CaptureId;
  readonly staged: Staged;
}

export const isCaptured = (set: Job['set']): set is CapturedSet =>
  set.state === 'received' && set.capture !== undefined && set.staged !== undefined;

/** No try can mend these: what was staged is not what the browser sent. The browser keeps its own until the receipt. */
const BROKEN: ReadonlySet<ErrorCode> = new Set(['sealed-file-broken', 'blob-missing', 'not-an-image']);
/** The record answers within seconds; a filing that waits longer is shown to people. */
const FILING_LATE = 15 * MINUTE;

/**
 * The same pass for what came by the capture page: its pieces in place of a download, everything after as for any
 * original. There is no message, so there is nothing to remove.
 */
export const ingestStaged = async (parts: StagingParts, job: Job, set: CapturedSet): Promise<StepOutcome> => {
  const { staged, wordsKey } = set;
  if (wordsKey === undefined) throw new SafelightError('key-missing');
  const [key, words] = await Promise.all([parts.keys.unwrap(staged.key), parts.keys.unwrap(wordsKey)]);
  const images: StoredImage[] = [];
  try {
    for (const image of staged.images) images.push(await takeOne(parts, job, set, image, { key, words }));
  } catch (thrown) {
    const { code } = asSafelightError(thrown);
    if (BROKEN.has(code)) return captureBroken(job, code);
    throw thrown;
  } finally {
    key.fill(0);
    words.fill(0);
  }
  const outcome = intoCustody(job, {
    images,
    inCustody: [],
    unprotected: [],
    lost: 0,
    edition: 'captured',
    mentioned: [],
    words: staged.words,
    wordsKey,
  });
  return {
    ...outcome,
    owes: [...(outcome.owes ?? []), ...filingOwed(job, images)],
    events: [...outcome.events, ...images.flatMap((image) => eventsOf(job, set, image))],
  };
};

interface OpenKeys {
  readonly key: Uint8Array;
  readonly words: Uint8Array;
}

const takeOne = async (
  parts: StagingParts,
  { now }: Job,
  set: CapturedSet,
  image: StagedImage,
  { key, words }: OpenKeys,
): Promise<StoredImage> => {
  const release = await parts.budget.reserve(set.organisation, image.bytes);
  try {
    const taken = await join(parts.blobs, set, image, key);
    const { origin, poster, mode, postedAt, receivedAt, lapseAfterMs, capture } = set;
    const { wordsKey = set.staged.key } = set;
    const rebuild = {
      ...{ origin, poster, mode, postedAt, receivedAt, lapseAfterMs, capture, wordsKey },
      ...{ storedAt: now, words: set.staged.words },
    };
    const { id, consent, filing } = image;
    return await takeCustody(parts, set, taken, undefined, words, rebuild, { id, consent, filing });
  } finally {
    release();
  }
};

/** The whole picture again, and proof that it is: its length and the SHA-256 that the browser counted over all of it. */
const join = async (
  blobs: Pick<Blobs, 'get'>,
  set: CapturedSet,
  image: StagedImage,
  key: Uint8Array,
): Promise<Taken> => {
  const pieces = async function* (): AsyncGenerator<Uint8Array> {
    for (const [chunk, blob] of image.chunks.entries()) {
      const context = sealContext.staged(set.organisation, set.capture, image.staged, chunk);
      yield open(await blobs.get('staging', blob), key, context);
    }
  };
  const opened = await isProtected({ bytes: pieces(), expected: image.bytes });
  if (opened === undefined) throw new SafelightError('not-an-image');
  const taken = await takeBytes(opened);
  if (taken.bytes.length !== image.bytes || taken.sha256 !== image.sha256)
    throw new SafelightError('sealed-file-broken', { facts: { why: 'not what was sent' } });
  return taken;
};

/** A person has confirmed the patient already, at the bedside. */
const filingOwed = ({ now }: Job, images: readonly StoredImage[]): readonly NewDuty[] => {
  const waiting = images.filter((image) => image.filing.state === 'waiting');
  if (waiting.length === 0) return [];
  return [
    ...waiting.map((image): NewDuty => ({ verb: 'file', subject: image.id, dueAt: now })),
    { verb: 'alarm', subject: 'filing-late', dueAt: later(now, FILING_LATE) },
  ];
};

const eventsOf = (
  { now }: Job,
  { id, organisation, poster }: CapturedSet,
  { id: image, sha256, consent, filing }: StoredImage,
): readonly AuditEvent[] => [
  ...(consent === undefined
    ? []
    : [
        {
          kind: 'consent-recorded',
          at: now,
          by: poster,
          set: id,
          image,
          facts: {
            bound: bindConsent({ organisation, set: id, image: { id: image, sha256 } }, consent),
            state: consent.consent.state,
            via: 'capture',
          },
        } as const,
      ]),
  ...(consent?.restriction === undefined
    ? []
    : [
        {
          kind: 'image-restricted',
          at: now,
          by: poster,
          set: id,
          image,
          facts: { why: consent.restriction.why },
        } as const,
      ]),
  ...(filing.state === 'waiting'
    ? [{ kind: 'filing-requested', at: now, by: poster, set: id, image } as const]
    : []),
];
