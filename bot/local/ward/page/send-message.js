/**
 * @param {import('./room.js').Room} room
 * @param {import('./compose.js').Draft} draft
 * @param {string} [replyTo]
 */
export async function sendMessage(room, draft, replyTo) {
  /** @type {import('../page-contract.ts').NewMessage} */
  const message = {
    text: draft.text,
    mentions: draft.mentions,
    inline: draft.inline,
    files: draft.files,
    ...(draft.link !== undefined && { link: draft.link }),
    ...(replyTo !== undefined && { replyTo }),
  };
  await room.ward.call('POST', `places/${encodeURIComponent(room.place.id)}/messages`, message);
}
