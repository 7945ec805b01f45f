/** The power of one process: it can be cut before or after any call the process makes to the outside. */
export interface Power {
  /** Outside calls made so far, by name, in order. */
  readonly calls: string[];
  readonly isCut: () => boolean;
}
export interface Cut {
  /** 1-based number of the outside call. */
  readonly at: number;
  readonly when: 'before' | 'after';
}
export interface PowerOptions {
  readonly cut?: Cut;
  /** Something else happens in the ward just before call number `at`. */
  readonly meanwhile?: { readonly at: number; readonly happens: () => void };
}

export class PowerCut extends Error {}

/** A port whose process may lose its power. After the cut every call fails: a dead process does nothing more. */
export const powered = (
  options: PowerOptions,
): { power: Power; plug: <P extends object>(name: string, port: P) => P } => {
  const calls: string[] = [];
  let cut = false;
  const power: Power = { calls, isCut: () => cut };
  const call = async (name: string, run: () => unknown): Promise<unknown> => {
    if (cut) throw new PowerCut();
    calls.push(name);
    const number = calls.length;
    if (options.meanwhile?.at === number) options.meanwhile.happens();
    if (options.cut?.at === number && options.cut.when === 'before') cut = true;
    if (cut) throw new PowerCut();
    const answer = await run();
    if (options.cut?.at === number) cut = true;
    // What another lane of the same process was waiting for never arrives either.
    if (cut) throw new PowerCut();
    return answer;
  };
  const plug = <P extends object>(name: string, port: P): P =>
    new Proxy(port, {
      get: (target, key, receiver) => {
        const value: unknown = Reflect.get(target, key, receiver);
        if (typeof value !== 'function' || typeof key !== 'string') return value;
        return (...args: unknown[]) =>
          call(`${name}.${key}`, () => Reflect.apply(value, target, args) as unknown);
      },
    });
  return { power, plug };
};
