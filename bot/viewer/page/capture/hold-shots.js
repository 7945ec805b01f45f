// The photographs taken so far: in memory, and sealed in the browser until they have been received.
/** @import { SentImage } from '../../capture/contract.ts' */
/** @import { Unsent } from './keep-unsent.js' */
import { sha256Of } from './send-chunks.js';

/**
 * What was said of a photograph, and the photograph itself.
 *
 * @typedef {Omit<SentImage, 'chunks'>} ShotFacts
 * @typedef {{ [name in keyof ShotFacts]?: ShotFacts[name] | undefined }} Told undefined: taken back
 * @typedef {{ image: string, facts: ShotFacts, bytes: Uint8Array<ArrayBuffer>, url: string }} Shot
 */

/** @typedef {ReturnType<typeof holdShots>} Shots */

/** @param {{ unsent: Unsent, changed: () => void }} with */
export function holdShots({ unsent, changed }) {
  /** @type {Shot[]} */
  let shots = [];
  let discarded = 0;
  const drop = (/** @type {Shot} */ shot) => {
    URL.revokeObjectURL(shot.url);
    // Not only forgotten: the bytes are overwritten.
    shot.bytes.fill(0);
    return unsent.remove(nameOf(shot.image));
  };
  return {
    all: () => /** @type {readonly Shot[]} */ (shots),
    discarded: () => discarded,
    /**
     * @param {Blob} blob
     * @param {Pick<ShotFacts, 'from' | 'selfie'>} how
     */
    add: async (blob, how) => {
      const bytes = new Uint8Array(await blob.arrayBuffer());
      const image = newName();
      const shot = heldShot(bytes, {
        image,
        bytes: bytes.length,
        sha256: await sha256Of(bytes),
        mediaType: blob.type === '' ? 'application/octet-stream' : blob.type,
        ...(how.from === 'camera' ? { takenAt: Date.now() } : {}),
        ...how,
      });
      shots.push(shot);
      changed();
      await unsent.put(nameOf(image), bytes);
      return shot;
    },
    /**
     * What is said of one photograph: changed, never its bytes.
     *
     * @param {string} image
     * @param {Told} facts
     */
    describe: (image, facts) => {
      shots = shots.map((one) =>
        one.image === image ? { ...one, facts: withoutEmpty({ ...one.facts, ...facts }) } : one,
      );
      changed();
    },
    /** @param {string} image */
    discard: async (image) => {
      const gone = shots.filter((one) => one.image === image);
      shots = shots.filter((one) => one.image !== image);
      discarded += gone.length;
      changed();
      await Promise.all(gone.map(drop));
    },
    /** Received, or stopped: nothing is kept. */
    forget: async () => {
      const gone = shots;
      shots = [];
      discarded = 0;
      await Promise.all(gone.map(drop));
    },
    /**
     * As they were before the page was loaded anew.
     *
     * @param {readonly ShotFacts[]} facts
     * @param {number} count
     */
    restore: async (facts, count) => {
      discarded = count;
      for (const one of facts) {
        const bytes = await unsent.get(nameOf(one.image));
        if (bytes !== undefined) shots.push(heldShot(bytes, one));
      }
    },
  };
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {ShotFacts} facts
 * @returns {Shot}
 */
const heldShot = (bytes, facts) => ({
  image: facts.image,
  facts,
  bytes,
  url: URL.createObjectURL(new Blob([bytes], { type: facts.mediaType })),
});

/**
 * A fact taken back is absent, not undefined.
 *
 * @param {Told} facts
 */
const withoutEmpty = (facts) =>
  /** @type {ShotFacts} */ (
    Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined))
  );

/** @param {string} image */
const nameOf = (image) => `picture ${image}`;

/** 16 random bytes, base64url. */
const newName = () =>
  btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
