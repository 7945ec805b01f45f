import type { OrganisationId } from '../../set/ids.ts';

/**
 * Originals held in memory at once, in bytes: what does not fit waits its turn. First come, first served within an
 * organisation; among several whoever holds the fewest is next, so that nobody waits out another's burst.
 */
export interface ByteBudget {
  /** Resolves when there is room; the caller must call what it gets, once, when the bytes are let go. */
  reserve(organisation: OrganisationId, bytes: number): Promise<() => void>;
}

/** An original that does not say its length is counted as a large photograph, until it proves to be larger. */
export const UNKNOWN_LENGTH = 16 * 1024 * 1024;

/**
 * The same bytes, up to what was reserved for them: what comes beyond is not read. One that outgrew its room is fetched
 * anew with room for the largest, for to wait for more room while holding some is how many wait for ever.
 */
export const keptWithin = (
  bytes: AsyncIterable<Uint8Array>,
  reserved: number,
): { readonly bytes: AsyncIterable<Uint8Array>; readonly outgrown: () => boolean } => {
  let left = reserved;
  const kept = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytes) {
      left -= chunk.length;
      if (left < 0) return;
      yield chunk;
    }
  };
  return { bytes: kept(), outgrown: () => left < 0 };
};

interface Waiting {
  readonly organisation: OrganisationId;
  readonly bytes: number;
  readonly enter: () => void;
}

/** Room for so many bytes, and for so many originals. */
export const byteBudget = (limit: number, most = Number.POSITIVE_INFINITY): ByteBudget => {
  const waiting: Waiting[] = [];
  const inside = new Map<OrganisationId, number>();
  let held = 0;
  let originals = 0;
  const of = (organisation: OrganisationId): number => inside.get(organisation) ?? 0;
  const next = (): Waiting | undefined => {
    const [first, ...others] = waiting;
    return others.reduce(
      (best, one) => (best !== undefined && of(best.organisation) <= of(one.organisation) ? best : one),
      first,
    );
  };
  const count = ({ organisation, bytes }: Omit<Waiting, 'enter'>, by: 1 | -1): void => {
    held += by * bytes;
    originals += by;
    inside.set(organisation, of(organisation) + by);
  };
  const admit = (): void => {
    // Alone, even one larger than the limit gets in: it would wait for ever. Whoever is next is passed over by nobody.
    for (
      let one = next();
      one !== undefined && (originals === 0 || (originals < most && held + one.bytes <= limit));
      one = next()
    ) {
      waiting.splice(waiting.indexOf(one), 1);
      count(one, 1);
      one.enter();
    }
  };
  return {
    reserve: (organisation, bytes) =>
      new Promise((resolve) => {
        let released = false;
        const release = (): void => {
          if (released) return;
          released = true;
          count({ organisation, bytes }, -1);
          admit();
        };
        waiting.push({
          organisation,
          bytes,
          enter: () => {
            resolve(release);
          },
        });
        admit();
      }),
  };
};
