import type { Person } from '../../../bot/local/demonstration/people.ts';

export interface Page {
  readonly status: number;
  readonly bytes: Buffer;
  readonly text: string;
}

/** A browser without a screen in which one person has signed in: it follows redirects and keeps cookies by host. */
export interface Reader {
  get(path: string): Promise<Page>;
  post(path: string, form: readonly (readonly [string, string])[]): Promise<Page>;
  /** Every cookie it was given, by name. */
  readonly cookies: ReadonlyMap<string, string>;
}

const MOST_REDIRECTS = 10;

export const visitViewer = async (product: string, person: Person): Promise<Reader> => {
  const jars = new Map<string, Map<string, string>>();
  const ask = async (url: URL, init: RequestInit, left = MOST_REDIRECTS): Promise<Page & { url: URL }> => {
    const jar = jars.get(url.host) ?? new Map<string, string>();
    jars.set(url.host, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { ...(init.headers as Record<string, string> | undefined), cookie },
    });
    for (const line of answer.headers.getSetCookie()) keep(jar, line);
    const bytes = Buffer.from(await answer.arrayBuffer());
    const onward = answer.headers.get('location');
    if (answer.status < 300 || answer.status >= 400 || onward === null)
      return { status: answer.status, bytes, text: bytes.toString(), url };
    if (left === 0) throw new Error('Led in a circle.');
    return ask(new URL(onward, url), { method: 'GET' }, left - 1);
  };
  const get = (path: string) => ask(new URL(path, product), { method: 'GET' });
  const submit = (url: URL, form: readonly (readonly [string, string])[]) =>
    ask(url, {
      method: 'POST',
      body: new URLSearchParams(form.map(([name, value]): [string, string] => [name, value])).toString(),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
        origin: url.origin,
      },
    });
  const { url } = await get('/sign-in');
  await submit(url, [['person', person.oid]]);
  return {
    get,
    post: (path, form) => submit(new URL(path, product), form),
    get cookies() {
      return new Map([...jars.values()].flatMap((jar) => [...jar]));
    },
  };
};

const keep = (jar: Map<string, string>, line: string): void => {
  const [pair = ''] = line.split(';');
  const at = pair.indexOf('=');
  const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
  if (value === '' || /max-age=0|expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name);
  else jar.set(name, value);
};
