import type { Session } from '../../set/account.ts';

export type Method = 'GET' | 'POST' | 'PUT';

/** One request as our pages see it: parsed, bounded, and free of the web framework's types. */
export interface Asked {
  readonly method: Method;
  /** Path alone, without query. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The posted form; empty for GET. */
  readonly form: URLSearchParams;
  readonly cookies: ReadonlyMap<string, string>;
  /** Content encodings the browser takes. */
  readonly encodings: readonly string[];
  readonly ip: string;
  /** The token of `Authorization: Bearer`, unproved; what else stands in that header is not read. */
  readonly bearer?: string;
  /** Which bytes of a file are asked for, as the browser wrote it; absent where it wants the whole. */
  readonly range?: string;
  /** It bears `x-safelight: 1`, which no form and no other site can send unasked. */
  readonly byScript: boolean;
  /** `x-sha256`: what the browser counted over the bytes it sends. */
  readonly sha256?: string;
  /** The body of what is no form, read when it is asked for. Throws `request-too-large`, `bad-request`. */
  readonly body: {
    octets(limit: number): Promise<Uint8Array>;
    json(limit: number): Promise<unknown>;
  };
}

/** The same, once the session cookie has been found good. */
export interface SignedIn extends Asked {
  readonly session: Session;
}

export interface Reply {
  readonly status: number;
  /** Absent for a redirect. */
  readonly type?: string;
  readonly body?: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whole `Set-Cookie` values. */
  readonly cookies?: readonly string[];
}

export type Answer = (asked: Asked) => Promise<Reply>;
export type SignedInAnswer = (asked: SignedIn) => Promise<Reply>;

/** See Other: the browser fetches `to` with GET. `to` is an address of our own or the identity provider's. */
export const redirect = (to: string, cookies: readonly string[] = []): Reply => ({
  status: 303,
  headers: { location: to },
  cookies,
});
