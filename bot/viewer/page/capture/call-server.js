// Asks the server, as whoever sits here: by the session's cookie in a browser, by Teams' token in its frame.
/** @import { PlacesAnswer, BeginAsked, BeginAnswer, CaptureStatus, PatientAsked, PatientAnswer, LastAnswer, SendAsked, SendAnswer, StopAsked } from '../../capture/contract.ts' */

/**
 * `status` 0: nobody answered.
 *
 * @template T
 * @typedef {{ status: number, value?: T }} Answered
 */

/** @typedef {ReturnType<typeof openServer>} Server */

/** @param {() => Promise<string | undefined>} token asked anew for each request: Teams keeps it */
export function openServer(token) {
  /**
   * @template T
   * @param {string} method
   * @param {string} path
   * @param {{ json?: unknown, octets?: Uint8Array<ArrayBuffer>, sha256?: string }} [sent]
   * @returns {Promise<Answered<T>>}
   */
  const call = async (method, path, sent = {}) => {
    try {
      const bearer = await token();
      /** @type {Record<string, string>} */
      const headers = { 'x-safelight': '1' };
      if (bearer !== undefined) headers['authorization'] = `Bearer ${bearer}`;
      if (sent.sha256 !== undefined) headers['x-sha256'] = sent.sha256;
      if (sent.json !== undefined) headers['content-type'] = 'application/json';
      if (sent.octets !== undefined) headers['content-type'] = 'application/octet-stream';
      const body = sent.octets ?? (sent.json === undefined ? null : JSON.stringify(sent.json));
      const answer = await fetch(path, {
        method,
        headers,
        body,
        credentials: bearer === undefined ? 'same-origin' : 'omit',
        cache: 'no-store',
        redirect: 'error',
      });
      const isJson = (answer.headers.get('content-type') ?? '').startsWith('application/json');
      return isJson
        ? { status: answer.status, value: /** @type {T} */ (await answer.json()) }
        : { status: answer.status };
    } catch {
      // Offline, cut short, or no token: the same to whoever waits.
      return { status: 0 };
    }
  };
  const at = (/** @type {string} */ capture) => `/capture/${capture}`;
  return {
    /** @returns {Promise<Answered<PlacesAnswer>>} */
    places: () => call('GET', '/capture/places'),
    /**
     * @param {BeginAsked} asked
     * @returns {Promise<Answered<BeginAnswer>>}
     */
    begin: (asked) => call('POST', '/capture/begin', { json: asked }),
    /**
     * @param {string} capture
     * @returns {Promise<Answered<CaptureStatus>>}
     */
    status: (capture) => call('GET', at(capture)),
    /**
     * @param {string} capture
     * @param {PatientAsked} asked
     * @returns {Promise<Answered<PatientAnswer>>}
     */
    patient: (capture, asked) => call('POST', `${at(capture)}/patient`, { json: asked }),
    /**
     * @param {string} capture
     * @param {string} token the patient's
     * @returns {Promise<Answered<LastAnswer>>}
     */
    last: (capture, token) => call('POST', `${at(capture)}/last`, { json: { token } }),
    /**
     * @param {string} capture
     * @param {string} image
     * @param {number} chunk
     * @param {Uint8Array<ArrayBuffer>} octets
     * @param {string} sha256
     * @returns {Promise<Answered<unknown>>}
     */
    chunk: (capture, image, chunk, octets, sha256) =>
      call('PUT', `${at(capture)}/images/${image}/chunks/${chunk}`, { octets, sha256 }),
    /**
     * @param {string} capture
     * @param {SendAsked} asked
     * @returns {Promise<Answered<SendAnswer>>}
     */
    send: (capture, asked) => call('POST', `${at(capture)}/send`, { json: asked }),
    /**
     * @param {string} capture
     * @param {StopAsked} asked
     * @returns {Promise<Answered<unknown>>}
     */
    stop: (capture, asked) => call('POST', `${at(capture)}/stop`, { json: asked }),
    /**
     * @param {string} capture
     * @returns {Promise<Answered<unknown>>}
     */
    deleted: (capture) => call('POST', `${at(capture)}/deleted`, { json: {} }),
    /**
     * @param {string} capture
     * @param {string} why
     * @returns {Promise<Answered<unknown>>}
     */
    whyPhone: (capture, why) => call('POST', `${at(capture)}/why-phone`, { json: { why } }),
  };
}
