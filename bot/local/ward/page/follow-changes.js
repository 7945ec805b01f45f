const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 10_000;

/**
 * Follows the ward's server-sent events. `fetch` and not EventSource, because each call must name its person
 * in a header. A broken line is tried again, later each time; on every new connection `onConnected` is told,
 * since what changed in between was not heard.
 *
 * @param {import('./call-ward.js').Ward} ward
 * @param {{ onChange: (placeId: string) => void, onConnected: () => void, onLost: () => void }} tell
 */
export async function followChanges(ward, tell) {
  let wait = FIRST_RETRY_MS;
  for (;;) {
    try {
      const response = await ward.ask('GET', 'events');
      tell.onConnected();
      wait = FIRST_RETRY_MS;
      for await (const placeId of placesIn(response)) tell.onChange(placeId);
      tell.onLost();
    } catch {
      // Whatever the reason, the person is told and the line is tried again.
      tell.onLost();
    }
    await new Promise((resolve) => setTimeout(resolve, wait));
    wait = Math.min(wait * 2, LONGEST_RETRY_MS);
  }
}

/** @param {Response} response */
async function* placesIn(response) {
  if (response.body === null) return;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let unread = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    unread += value.replaceAll('\r\n', '\n');
    const events = unread.split('\n\n');
    unread = events.pop() ?? '';
    for (const event of events) {
      const placeId = placeOf(event);
      if (placeId !== undefined) yield placeId;
    }
  }
}

/**
 * @param {string} event
 * @returns {string | undefined}
 */
function placeOf(event) {
  const lines = event.split('\n').filter((line) => line.startsWith('data:'));
  if (lines.length === 0) return undefined;
  /** @type {{ placeId?: string }} */
  const said = JSON.parse(lines.map((line) => line.slice(5)).join('\n'));
  return said.placeId;
}
