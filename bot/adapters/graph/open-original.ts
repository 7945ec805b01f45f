import type { OpenedOriginal } from '../../ports/chat.ts';
import { SafelightError } from '../../set/errors.ts';
import type { PersonId } from '../../set/ids.ts';
import type { OriginalRef } from '../../set/original.ts';
import type { MessagePlace } from '../../set/place.ts';
import { addressWithin } from '../wire/hosts.ts';
import type { MayAsk } from '../wire/hosts.ts';
import { discard, send } from '../wire/send.ts';
import type { Incoming } from '../wire/send.ts';
import { asFileReader } from './as-file-reader.ts';
import { asReader } from './as-reader.ts';
import type { Reader } from './as-reader.ts';
import { driveItem } from './drive-item.ts';
import type { DriveItem } from './drive-item.ts';
import { graphFault } from './graph-client.ts';
import { isHome } from './home-folder.ts';
import type { ChannelFolders } from './home-folder.ts';
import { itemPath, messagePath, part } from './paths.ts';
import { streamBytes } from './stream-bytes.ts';

export interface Opener extends Reader {
  readonly folders: ChannelFolders;
  /** Hosts that give files out by pre-authenticated addresses. No token is ever sent there. */
  readonly mayDownload: MayAsk;
  /** The Bot Connector's own hosts: the only ones the bot's token is sent to. */
  readonly mayAttach: MayAsk;
  readonly botToken: () => Promise<string>;
  readonly timeoutMs: number;
}

const isGone = (error: unknown): boolean => error instanceof SafelightError && error.code === 'message-gone';
const asGone = (error: unknown): unknown =>
  isGone(error) ? new SafelightError('original-gone', { cause: error }) : error;

const openInline = async (opener: Opener, place: MessagePlace, content: string): Promise<Incoming> => {
  const path = `${messagePath(place)}/hostedContents/${part(content)}/$value`;
  try {
    const answer = await asReader(opener, place.place, (as) =>
      opener.graph.open({ method: 'GET', path, as }),
    );
    // An empty answer or a redirect would pass for a file that is no picture, and leave the picture unprotected.
    if (answer.status === 200 && answer.header('content-length') !== '0') return answer;
    await discard(answer);
    throw new SafelightError('chat-unreachable', { transient: true, facts: { status: answer.status } });
  } catch (error) {
    throw asGone(error);
  }
};

/** A ready address is fetched with `token` or none; it may lead on once, and then without any token. */
const fetchAddress = async (
  opener: Opener,
  address: string,
  may: MayAsk,
  token?: string,
): Promise<Incoming> => {
  const url = addressWithin(address, may);
  if (url === undefined) throw new SafelightError('host-not-allowed');
  const answer = await send({
    method: 'GET',
    url,
    may,
    timeoutMs: opener.timeoutMs,
    ...(token === undefined ? {} : { token }),
  });
  if (answer.status === 200) return answer;
  const onward = answer.header('location');
  await discard(answer);
  if (answer.status >= 300 && answer.status < 400 && onward !== undefined && token !== undefined) {
    return fetchAddress(opener, new URL(onward, url).href, opener.mayDownload);
  }
  if (answer.status === 404 || answer.status === 410) throw new SafelightError('original-gone');
  // An expired address reads as refused: the next try asks Graph for a fresh one.
  throw graphFault(answer.status, answer.header('retry-after'), 'app');
};

const downloadAddress = async (opener: Opener, file: DriveItem, place: MessagePlace, poster: PersonId) => {
  if (file.download !== undefined) return file.download;
  return asFileReader(opener, place.place, poster, async (as) => {
    const answer = await opener.graph.open({
      method: 'GET',
      path: `${itemPath(file.drive, file.item)}/content`,
      as,
    });
    await discard(answer);
    return answer.header('location') ?? '';
  });
};

const opened = async (
  incoming: Incoming,
  maxBytes: number,
  pageExpected = false,
): Promise<OpenedOriginal> => {
  const length = Number(incoming.header('content-length'));
  const bytes = await streamBytes(incoming, maxBytes, pageExpected);
  return { bytes, ...(Number.isSafeInteger(length) && length > 0 ? { expected: length } : {}) };
};

/** Reads the file's facts first: the eTag noted is no newer than the bytes, so that a later change is noticed. */
const openFile = async (
  opener: Opener,
  place: MessagePlace,
  path: string,
  poster: PersonId,
  maxBytes: number,
): Promise<OpenedOriginal> => {
  const file = await asFileReader(opener, place.place, poster, async (as) =>
    driveItem(await opener.graph.json({ method: 'GET', path, as })),
  );
  const channel = await opener.folders.of(place.place);
  const address = await downloadAddress(opener, file, place, poster);
  const incoming = await fetchAddress(opener, address, opener.mayDownload);
  return {
    ...(await opened(incoming, maxBytes, file.mimeType === 'text/html')),
    file: {
      drive: file.drive,
      item: file.item,
      eTag: file.eTag,
      home: isHome(file, place, poster.oid, channel),
      byPoster: file.createdBy !== '' && file.createdBy === poster.oid,
    },
  };
};

/** Opens one original for reading, each at its own host and with no more than that host's token. */
export const openOriginal = async (
  opener: Opener,
  place: MessagePlace,
  ref: OriginalRef,
  poster: PersonId,
  maxBytes: number,
): Promise<OpenedOriginal> => {
  switch (ref.kind) {
    case 'inline':
      return opened(await openInline(opener, place, ref.hostedContent), maxBytes);
    case 'share':
      return openFile(opener, place, `/shares/${part(ref.share)}/driveItem`, poster, maxBytes);
    case 'file':
      return openFile(opener, place, itemPath(ref.drive, ref.item), poster, maxBytes);
    case 'carried': {
      const inline = ref.carried === 'inline';
      const token = inline ? await opener.botToken() : undefined;
      const may = inline ? opener.mayAttach : opener.mayDownload;
      return opened(await fetchAddress(opener, ref.address, may, token), maxBytes);
    }
  }
};
