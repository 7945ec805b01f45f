/** The ward said no: `status` is the HTTP status, the message is what it said. */
export class WardRefusal extends Error {
  /**
   * @param {number} status
   * @param {string} message
   */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** @param {Response} response */
async function refusal(response) {
  const said = await response.text();
  return new WardRefusal(response.status, messageIn(said) ?? `The ward answered ${response.status}.`);
}

/**
 * The sentence in an error body: the ward speaks Graph's and the Bot Connector's `{ error: { message } }`.
 *
 * @param {string} said
 * @returns {string | undefined}
 */
function messageIn(said) {
  if (!said.startsWith('{')) return undefined;
  /** @type {{ error?: { message?: string } }} */
  const read = JSON.parse(said);
  return read.error?.message;
}

/**
 * The ward's calls (page-contract.ts), each made as one person: who sits at this tab. Without a person only
 * the world can be asked for. Nothing is kept in the browser's cache.
 *
 * @param {string | undefined} oid
 */
export function callWardAs(oid) {
  /**
   * @param {string} method
   * @param {string} path
   * @param {unknown} [body]
   */
  async function ask(method, path, body) {
    /** @type {Record<string, string>} */
    const headers = {};
    if (oid !== undefined) headers['x-ward-person'] = oid;
    if (body !== undefined) headers['content-type'] = 'application/json';
    const response = await fetch(`/ward/api/${path}`, {
      method,
      headers,
      cache: 'no-store',
      body: body === undefined ? null : JSON.stringify(body),
    });
    if (!response.ok) throw await refusal(response);
    return response;
  }

  /**
   * @template T
   * @param {string} method
   * @param {string} path
   * @param {unknown} [body]
   * @returns {Promise<T>}
   */
  async function call(method, path, body) {
    const text = await (await ask(method, path, body)).text();
    return text === '' ? /** @type {T} */ (undefined) : JSON.parse(text);
  }

  return { ask, call };
}

/** @typedef {ReturnType<typeof callWardAs>} Ward */

/**
 * What went wrong, in words for the person at the page.
 * @param {unknown} error
 */
export function wordsOf(error) {
  if (error instanceof WardRefusal) return error.message;
  return 'The ward did not answer. Is it still running?';
}
