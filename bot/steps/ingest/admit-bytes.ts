/** Originals held in memory at once, in bytes: what does not fit waits its turn, first come first served. */
export interface ByteBudget {
  /** Resolves when there is room; the caller must call what it gets, once, when the bytes are let go. */
  reserve(bytes: number): Promise<() => void>;
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

/** Room for so many bytes, and for so many originals. */
export const byteBudget = (limit: number, most = Number.POSITIVE_INFINITY): ByteBudget => {
  const waiting: { readonly bytes: number; readonly enter: () => void }[] = [];
  let held = 0;
  let originals = 0;
  const admit = (): void => {
    // Alone, even one larger than the limit gets in: it would wait for ever.
    for (
      let next = waiting[0];
      next !== undefined && (originals === 0 || (originals < most && held + next.bytes <= limit));
      next = waiting[0]
    ) {
      waiting.shift();
      held += next.bytes;
      originals += 1;
      next.enter();
    }
  };
  return {
    reserve: (bytes) =>
      new Promise((resolve) => {
        let released = false;
        const release = (): void => {
          if (released) return;
          released = true;
          held -= bytes;
          originals -= 1;
          admit();
        };
        waiting.push({
          bytes,
          enter: () => {
            resolve(release);
          },
        });
        admit();
      }),
  };
};
