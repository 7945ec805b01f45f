/** @typedef {import('../page-contract.ts').SeenMessage} SeenMessage */

/** Said at most this many at once; a screen reader reading out twenty helps nobody. */
const MOST = 3;

/**
 * Tells what is new since the last look, in sentences to be read out: what others posted, what has gone.
 *
 * @param {string} me
 */
export function watchNews(me) {
  /** @type {Map<string, SeenMessage['state']> | undefined} */
  let before;
  /**
   * @param {readonly SeenMessage[]} messages
   * @returns {string[]}
   */
  return (messages) => {
    const sentences =
      before === undefined ? [] : messages.flatMap((one) => sentenceOn(one, before?.get(one.id), me));
    before = new Map(messages.map((one) => [one.id, one.state]));
    return sentences.slice(-MOST);
  };
}

/**
 * @param {SeenMessage} message
 * @param {SeenMessage['state'] | undefined} was
 * @param {string} me
 */
function sentenceOn(message, was, me) {
  const { name, oid } = message.from;
  if (was === message.state) return [];
  if (message.state === 'deleted')
    return was === undefined ? [] : [`A message from ${name} has been deleted.`];
  if (message.state === 'blocked') return [`A message from ${name} has been blocked.`];
  return oid === me && was === undefined ? [] : [`New message from ${name}.`];
}
