/** @typedef {import('../page-contract.ts').SeenMessage} SeenMessage */
/** @typedef {{ root: SeenMessage, replies: SeenMessage[] }} Thread */

/**
 * A channel's messages as threads, oldest first. A reply whose root this person cannot see stands alone.
 *
 * @param {readonly SeenMessage[]} messages oldest first
 * @returns {Thread[]}
 */
export function groupThreads(messages) {
  /** @type {Map<string, Thread>} */
  const threads = new Map();
  const roots = new Set(messages.filter((one) => one.replyTo === undefined).map((one) => one.id));
  for (const message of messages) {
    if (message.replyTo === undefined || !roots.has(message.replyTo)) {
      threads.set(message.id, { root: message, replies: [] });
    }
  }
  for (const message of messages) {
    if (message.replyTo !== undefined) threads.get(message.replyTo)?.replies.push(message);
  }
  return [...threads.values()];
}
