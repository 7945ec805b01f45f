/** Originals held in memory at once, in bytes: what does not fit waits its turn, first come first served. */
export interface ByteBudget {
  /** Resolves when there is room; the caller must call what it gets, once, when the bytes are let go. */
  reserve(bytes: number): Promise<() => void>;
}

/** An original that does not say its length is counted as a large photograph. */
export const UNKNOWN_LENGTH = 16 * 1024 * 1024;

export const byteBudget = (limit: number): ByteBudget => {
  const waiting: { readonly bytes: number; readonly enter: () => void }[] = [];
  let held = 0;
  const admit = (): void => {
    // Alone, even one larger than the limit gets in: it would wait for ever.
    for (
      let next = waiting[0];
      next !== undefined && (held === 0 || held + next.bytes <= limit);
      next = waiting[0]
    ) {
      waiting.shift();
      held += next.bytes;
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
