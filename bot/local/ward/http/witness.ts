/** What becomes of a call after somebody saw it: `cut` breaks the connection without an answer. */
export type GoesOn = 'on' | 'cut';

/**
 * Somebody who sees each call twice: before anything comes of it, and once it has had its effect but not yet its
 * answer. Crash tests end the caller at either moment. `port` is the caller's end of the connection.
 */
export type Witness = (
  route: string,
  port: number,
) => { readonly before: () => Promise<GoesOn>; readonly after: () => Promise<GoesOn> };

const on = async (): Promise<GoesOn> => 'on';

export const nobody: Witness = () => ({ before: on, after: on });
