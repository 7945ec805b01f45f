/**
 * Runs `work` without the provider's own notices (its advice for production, its opinion of Node 20), which would
 * alarm a newcomer and mean nothing on a laptop. Every other line still reaches the console.
 */
export const quietly = async <T>(work: () => Promise<T>): Promise<T> => {
  const { console } = globalThis;
  const info = console.info.bind(console);
  const warn = console.warn.bind(console);
  const without =
    (say: (...words: unknown[]) => void) =>
    (...words: unknown[]): void => {
      if (!String(words[0]).includes('oidc-provider ')) say(...words);
    };
  console.info = without(info);
  console.warn = without(warn);
  try {
    return await work();
  } finally {
    console.info = info;
    console.warn = warn;
  }
};
