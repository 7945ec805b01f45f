import { randomBytes } from 'node:crypto';
import { filingRefusal } from '../policy/consent/may-leave.ts';
import type { Captures } from '../ports/captures.ts';
import type { Clock } from '../ports/clock.ts';
import type { Keys } from '../ports/keys.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { PatientFound } from '../ports/record.ts';
import { newKey } from '../sealed/new-key.ts';
import { sealConsent } from '../sealed/seal-consent.ts';
import { sealWords } from '../sealed/words.ts';
import type { ConsentFacts } from '../set/consented.ts';
import { SafelightError } from '../set/errors.ts';
import type { BlobName, LookupHash, SetId, Sha256 } from '../set/ids.ts';
import { imageId, setId } from '../set/ids.ts';
import type { ReceivedSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import { later, MINUTE } from '../set/instant.ts';
import type { MessageWords } from '../set/original.ts';
import type { Protection } from '../set/place.ts';
import { sealContext } from '../set/sealed.ts';
import { captureMessage } from '../set/staged.ts';
import type { OpenCapture, StagedImage } from '../set/staged.ts';
import type { Opinions } from '../policy/opinions-of.ts';
import type { AskAtCapture } from './ask-at-capture.ts';
import { questionAtCapture } from './ask-at-capture.ts';
import { lookupOf } from '../sealed/look-up.ts';
import { sealLink } from './link-patient.ts';

export interface SendDeps {
  readonly captures: Captures;
  readonly ledger: Ledger;
  readonly keys: Keys;
  readonly clock: Clock;
}

export interface SendingImage {
  /** What the page calls it. */
  readonly staged: string;
  readonly chunks: readonly BlobName[];
  readonly bytes: number;
  readonly sha256: Sha256;
  /** As the rules of consent let it stand; its texts still in the clear. */
  readonly facts: ConsentFacts;
}

export interface Sending {
  readonly capture: OpenCapture;
  readonly protection: Protection;
  /** Display name of whoever takes it. */
  readonly author: string;
  readonly images: readonly SendingImage[];
  /** As the record answered and the person confirmed; absent: it goes to the unfiled list. */
  readonly patient?: PatientFound;
  /** What is known of a patient nobody could look up; may be empty. */
  readonly text: string;
  /** Whoever is on call is asked for an opinion once it is in custody. */
  readonly ask?: AskAtCapture & { readonly opinions: Opinions };
  /** Counts and codes for the audit. */
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}

/** Invariant 10: custody within 120 s, or an alert a person can see. */
const CUSTODY_LATE = 2 * MINUTE;

/**
 * A capture becomes a `received` set, as a posted message does; the work itself is the worker's. Sent again it is the
 * same set, whatever else is sent with it: first it is frozen with the set's id, then the set begins under a message of
 * its own, unique as a posted one's. Throws `capture-over` where it was stopped, and what the stores throw.
 */
export const sendCapture =
  (deps: SendDeps) =>
  async (sending: Sending): Promise<SetId> => {
    const { captures, ledger, clock } = deps;
    const { capture } = sending;
    const { organisation, person } = capture;
    const id = await captures.freeze(organisation, capture.id, setId(randomBytes(16).toString('base64url')));
    if (id === undefined) throw new SafelightError('capture-over');
    if ((await ledger.read(organisation, id)) !== undefined) return id;
    const now = clock.now();
    const first = await receivedFrom(deps, sending, id, now);
    await ledger.receive(
      first,
      [
        { verb: 'ingest', dueAt: now },
        { verb: 'alarm', subject: 'custody-late', dueAt: later(now, CUSTODY_LATE) },
        ...(isWaiting(first)
          ? [{ verb: 'alarm', subject: 'intimate-unconfirmed', dueAt: now } as const]
          : []),
      ],
      [
        {
          kind: 'set-received',
          at: now,
          by: person,
          set: id,
          facts: { mode: first.mode, capture: capture.id, ...sending.facts },
        },
      ],
    );
    return id;
  };

/** INT-07: told at once, for the two who are to agree may be hard to find. */
const isWaiting = ({ staged }: ReceivedSet): boolean =>
  staged?.images.some(({ consent }) => consent.restriction?.why === 'unconfirmed') ?? false;

const receivedFrom = async (
  deps: SendDeps,
  sending: Sending,
  id: SetId,
  now: Instant,
): Promise<ReceivedSet> => {
  const { capture, protection, author, text, patient } = sending;
  const { organisation, person, place, root, key } = capture;
  if (key === undefined) throw new SafelightError('capture-over');
  const lookup = patient === undefined ? undefined : await lookupOf(deps, organisation, patient.nhsNumber);
  const wordsKey = newKey();
  const wrapped = await deps.keys.wrap(wordsKey);
  const owner = { organisation, id };
  const words: MessageWords = { text, author, mentions: [] };
  const images = sending.images.map((image) => sealImage(sending, owner, image, wordsKey, lookup, now));
  const about = { owner, by: person, images: images.map((image) => image.id), key: wordsKey, now };
  const question = sending.ask && questionAtCapture(sending.ask.opinions, sending.ask, about);
  const set: ReceivedSet = {
    ...owner,
    origin: { place, message: captureMessage(capture.id), ...(root === undefined ? {} : { root }) },
    poster: person,
    // Observed or not: nothing was in the conversation that could be left there.
    mode: 'protect',
    postedAt: now,
    receivedAt: now,
    lapseAfterMs: protection.lapseAfterMs,
    alerts: [],
    capture: capture.id,
    wordsKey: wrapped,
    state: 'received',
    staged: {
      key,
      words: sealWords(words, wordsKey, sealContext.message(owner)),
      images,
      ...(question === undefined ? {} : { question }),
    },
  };
  wordsKey.fill(0);
  return set;
};

const sealImage = (
  { capture, patient }: Sending,
  owner: { readonly organisation: OpenCapture['organisation']; readonly id: SetId },
  { staged, chunks, bytes, sha256, facts }: SendingImage,
  wordsKey: Uint8Array,
  lookup: LookupHash | undefined,
  now: Instant,
): StagedImage => {
  const id = imageId(randomBytes(16).toString('base64url'));
  const isFiled = patient !== undefined && lookup !== undefined && filingRefusal(facts) === undefined;
  return {
    ...{ id, staged, chunks, bytes, sha256 },
    consent: { ...facts, consent: sealConsent(facts.consent, wordsKey, { owner, image: id }) },
    filing: isFiled
      ? {
          state: 'waiting',
          patient: sealLink(owner, id, patient, lookup, wordsKey),
          by: capture.person,
          at: now,
        }
      : { state: 'unfiled' },
  };
};
