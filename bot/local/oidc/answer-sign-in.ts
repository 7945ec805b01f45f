import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type Provider from 'oidc-provider';
import { accountId, amrOf, findPerson } from './account.ts';
import { errorPage, signInPage } from './pages.ts';

export const isSignIn = (request: IncomingMessage): boolean => request.url?.startsWith('/sign-in/') === true;

/** The sign-in page, and what was picked on it. The provider's own cookie says which sign-in it belongs to. */
export const answerSignIn = async (
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
  formTargets: string,
): Promise<void> => {
  try {
    await provider.interactionDetails(request, response);
  } catch (error) {
    write(response, 400, errorPage(error instanceof Error ? error.message : 'unknown'), formTargets);
    return;
  }
  if (request.method !== 'POST') {
    write(response, 200, signInPage(), formTargets);
    return;
  }
  const sent = new URLSearchParams(await text(request));
  const person = findPerson(sent.get('person') ?? '');
  if (person === undefined) {
    write(response, 400, signInPage(), formTargets);
    return;
  }
  const factors = sent.get('factors') === 'password-only' ? 'password-only' : 'two';
  const login = { accountId: accountId(person, factors), amr: amrOf(factors), remember: false };
  await provider.interactionFinished(request, response, { login });
};

const write = (response: ServerResponse, status: number, html: string, formTargets: string): void => {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    // Browsers hold the redirects that follow a form to this list as well: the way back must be on it.
    'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; form-action 'self' ${formTargets}; frame-ancestors 'none'; base-uri 'none'`,
    'referrer-policy': 'no-referrer',
  });
  response.end(html);
};
