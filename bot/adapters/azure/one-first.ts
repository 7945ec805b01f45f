/**
 * Lets the first call go alone until one has succeeded, then all at once. Key Vault's client signs in on its first
 * request by sending it without its body, and a second request at that moment makes it forget the body.
 */
export const oneFirst = (): (<Result>(call: () => Promise<Result>) => Promise<Result>) => {
  let open = false;
  let first: Promise<void> | undefined;
  return async (call) => {
    while (!open && first !== undefined) await first;
    if (open) return call();
    const mine = call();
    first = mine.then(
      () => {
        open = true;
      },
      // The caller hears of the failure; the next in line tries alone.
      () => {
        first = undefined;
      },
    );
    return mine;
  };
};
