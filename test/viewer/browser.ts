/** A browser without a screen: keeps cookies, follows nothing by itself, says what a browser says of where it is. */
export interface Browser {
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Page>;
  /** As a form on one of our own pages posts it, unless the headers say otherwise. */
  post(path: string, form?: Form, headers?: Readonly<Record<string, string>>): Promise<Page>;
  /** Through the sign-in and back to `to`. */
  signIn(to?: string): Promise<Page>;
  readonly cookies: ReadonlyMap<string, string>;
}

export type Form = Readonly<Record<string, string | readonly string[]>>;

export interface Page {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  readonly text: string;
  /** Where a redirect leads, as a path of ours where it is one. */
  readonly to: string;
}

const OWN_FORM = {
  'content-type': 'application/x-www-form-urlencoded',
  'sec-fetch-site': 'same-origin',
  origin: 'null',
};

export const openBrowser = (address: string, comeBack: (address: string) => string): Browser => {
  const cookies = new Map<string, string>();
  const ask = async (path: string, init: RequestInit): Promise<Page> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(`${address}${path}`, {
      ...init,
      redirect: 'manual',
      headers: { ...(init.headers as Record<string, string>), cookie },
    });
    for (const line of response.headers.getSetCookie()) keep(cookies, line);
    const bytes = Buffer.from(await response.arrayBuffer());
    const to = (response.headers.get('location') ?? '').replace(address, '');
    return { status: response.status, headers: response.headers, bytes, text: bytes.toString(), to };
  };
  const get: Browser['get'] = (path, headers = {}) => ask(path, { method: 'GET', headers });
  return {
    cookies,
    get,
    post: (path, form = {}, headers = {}) =>
      ask(path, { method: 'POST', body: asBody(form), headers: { ...OWN_FORM, ...headers } }),
    signIn: async (to = '/mine') => {
      const away = await get(`/sign-in?to=${encodeURIComponent(to)}`);
      return get(comeBack(away.to));
    },
  };
};

const asBody = (form: Form): string => {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(form))
    for (const one of typeof value === 'string' ? [value] : value) body.append(name, one);
  return body.toString();
};

const keep = (cookies: Map<string, string>, line: string): void => {
  const [pair = ''] = line.split(';');
  const at = pair.indexOf('=');
  const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
  if (value === '' || line.includes('Max-Age=0')) cookies.delete(name);
  else cookies.set(name, value);
};
