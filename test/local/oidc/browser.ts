import { request } from 'undici';

/** Just enough of a browser to sign in: cookies of one host, redirects by hand, forms posted. */
export const browser = () => {
  const cookies = new Map<string, string>();

  const go = async (url: string, form?: Readonly<Record<string, string>>) => {
    const { statusCode, headers, body } = await request(url, {
      method: form === undefined ? 'GET' : 'POST',
      headers: {
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(form === undefined ? {} : { body: new URLSearchParams(form).toString() }),
    });
    for (const set of [headers['set-cookie'] ?? []].flat()) {
      const [pair = ''] = set.split(';');
      const [name = '', ...value] = pair.split('=');
      if (value.join('=') === '') cookies.delete(name);
      else cookies.set(name, value.join('='));
    }
    const { location } = headers;
    const next = typeof location === 'string' ? new URL(location, url).href : undefined;
    return { status: statusCode, headers, next, text: await body.text() };
  };

  return {
    go,
    /** Follows redirects until a page is shown, or until one leads to `until`, which is not visited. */
    follow: async (url: string, until: string, form?: Readonly<Record<string, string>>) => {
      let at = url;
      let answer = await go(at, form);
      while (answer.next !== undefined && !answer.next.startsWith(until)) {
        at = answer.next;
        answer = await go(at);
      }
      return { at: answer.next ?? at, status: answer.status, text: answer.text, headers: answer.headers };
    },
  };
};
