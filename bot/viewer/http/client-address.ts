import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/**
 * Whose `X-Forwarded-For` is believed, as Express's `trust proxy` has it: so many proxies before us, or proxies at these
 * addresses (`10.0.0.4`, `10.0.0.0/8`). Never everybody's: whoever asks could then name any address.
 */
export type TrustProxy = { readonly hops: number } | { readonly from: readonly string[] };

/** Where a request comes from: the connection's other end, or beyond the proxies that are trusted. */
export const clientAddress = (trust: TrustProxy | undefined): ((request: IncomingMessage) => string) => {
  const isTrusted = trust === undefined ? () => false : trustedBy(trust);
  return (request) => {
    // Nearest first: each proxy writes whom it saw at the end.
    const seen = [request.socket.remoteAddress ?? '', ...forwarded(request)].map(plainAddress);
    const client = seen.findIndex((address, at) => isIP(address) === 0 || !isTrusted(address, at));
    const found = seen[client < 0 ? seen.length - 1 : client] ?? '';
    // What is no address was not written by a proxy: the last one that was counts for whoever hides behind it.
    return isIP(found) === 0 ? (seen[Math.max(0, client - 1)] ?? '') : found;
  };
};

const forwarded = ({ headers }: IncomingMessage): readonly string[] =>
  [headers['x-forwarded-for'] ?? []].flat().join(',').split(',').filter(Boolean).reverse();

const trustedBy = (trust: TrustProxy): ((address: string, at: number) => boolean) => {
  if ('hops' in trust) return (_address, at) => at < trust.hops;
  const list = new BlockList();
  for (const one of trust.from) {
    const [address = '', bits] = one.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (address) => list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
};

/** Without the port that some proxies add, and without the form an IPv4 address takes on an IPv6 socket. */
const plainAddress = (written: string): string => {
  const text = written.trim();
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^(\d+(?:\.\d+){3}):\d+$/.exec(text)?.[1] ?? text;
  return bare.replace(/^::ffff:(?=\d+\.)/i, '');
};
