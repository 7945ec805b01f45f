import { asSafelightError, type SafelightError } from '../set/errors.ts';

export interface Loop {
  start(): void;
  /** No turn begins after this; the one in hand is finished. */
  stop(): Promise<void>;
}

/** One turn after the other, at most so often; a turn that fails is told of, and the next one comes all the same. */
export const every = (
  milliseconds: number,
  turn: () => Promise<void>,
  failed: (error: SafelightError) => void,
): Loop => {
  let timer: NodeJS.Timeout | undefined;
  let inHand: Promise<void> | undefined;
  const take = (): void => {
    inHand ??= turn()
      .catch((thrown: unknown) => {
        failed(asSafelightError(thrown));
      })
      .finally(() => {
        inHand = undefined;
      });
  };
  return {
    start: () => {
      timer = setInterval(take, milliseconds);
      take();
    },
    stop: async () => {
      clearInterval(timer);
      await inHand;
    },
  };
};
