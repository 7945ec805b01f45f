import type { Original } from '../../set/original.ts';
import { at, fields, list, parse, text } from '../wire/read-json.ts';

/** Pictures that are decoration: never a photograph somebody took. */
const DECORATION = /\bitemtype="[^"]*(?:emoji|sticker|giphy)[^"]*"/i;

/** Ids of hosted contents shown by an HTML body, in order, each once. Pictures at other addresses are not the chat's. */
export const hostedIn = (html: string): readonly string[] => {
  const ids = new Set<string>();
  for (const [tag] of html.matchAll(/<(?:img|video|audio|source)\b[^<>]*>/gi)) {
    if (DECORATION.test(tag)) continue;
    const id = /\bsrc="[^"]*\/hostedContents\/([^"/?]+)\/\$value[^"]*"/i.exec(tag)?.[1];
    if (id !== undefined) ids.add(decodeId(id));
  }
  return [...ids];
};

const decodeId = (id: string): string => {
  try {
    return decodeURIComponent(id);
  } catch (error) {
    if (error instanceof URIError) return id;
    throw error;
  }
};

const shareOf = (address: string): string => `u!${Buffer.from(address, 'utf8').toString('base64url')}`;

/** A file beside the message, whatever its extension: bytes decide what it is. */
const file = (attachment: unknown): readonly Original[] => {
  const address = text(at(attachment, 'contentUrl'));
  if (address === undefined || address === '') return [];
  const name = text(at(attachment, 'name'));
  return [{ ref: { kind: 'share', share: shareOf(address) }, ...(name === undefined ? {} : { name }) }];
};

/** What a forwarded message carries inside: its body is shown here as well. */
const forwarded = (attachment: unknown): readonly string[] => {
  const content = text(at(attachment, 'content'));
  const inner = content === undefined ? undefined : text(at(parse(content), 'originalMessageContent'));
  return inner === undefined ? [] : hostedIn(inner);
};

/**
 * Everything a message shows or links to that Safelight protects (platform.md 1.2): pictures inside it, pictures of a
 * message it forwards or quotes, files beside it. Giphy, stickers, cards and code snippets are left alone.
 */
export const inventory = (message: unknown): readonly Original[] => {
  const attachments = list(at(message, 'attachments')).filter((one) => fields(one) !== undefined);
  const typed = (type: string): readonly unknown[] =>
    attachments.filter((one) => at(one, 'contentType') === type);
  const hosted = new Set([
    ...hostedIn(text(at(message, 'body', 'content')) ?? ''),
    ...[...typed('forwardedMessageReference'), ...typed('messageReference')].flatMap(forwarded),
  ]);
  return [
    ...[...hosted].map((hostedContent): Original => ({ ref: { kind: 'inline', hostedContent } })),
    ...typed('reference').flatMap(file),
  ];
};
