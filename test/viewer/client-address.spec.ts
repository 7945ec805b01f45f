import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { clientAddress, type TrustProxy } from '../../bot/viewer/http/client-address.ts';

const asked = (socket: string, forwarded?: string): IncomingMessage =>
  ({
    socket: { remoteAddress: socket },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  }) as unknown as IncomingMessage;
const from = (trust: TrustProxy | undefined, socket: string, forwarded?: string): string =>
  clientAddress(trust)(asked(socket, forwarded));

describe('Where a request comes from', () => {
  it('is the other end of the connection, whatever the request says of itself', () => {
    expect(from(undefined, '203.0.113.9', '198.51.100.1')).toBe('203.0.113.9');
    expect(from(undefined, '::ffff:203.0.113.9')).toBe('203.0.113.9');
  });

  it('is what the one trusted proxy saw, not what its caller claimed before', () => {
    expect(from({ hops: 1 }, '10.0.0.4', '1.2.3.4, 198.51.100.1')).toBe('198.51.100.1');
    expect(from({ hops: 2 }, '10.0.0.4', '1.2.3.4, 198.51.100.1, 10.0.0.7')).toBe('198.51.100.1');
    expect(from({ hops: 1 }, '10.0.0.4')).toBe('10.0.0.4');
  });

  it('is the first address that is not a trusted proxy’s, and nobody else’s word counts', () => {
    const trust = { from: ['10.0.0.0/8', 'fd00::/8'] };
    expect(from(trust, '::ffff:10.0.0.4', '1.2.3.4, 198.51.100.1, 10.0.0.7')).toBe('198.51.100.1');
    expect(from(trust, 'fd00::1', '2001:db8::7')).toBe('2001:db8::7');
    expect(from(trust, '203.0.113.9', '198.51.100.1')).toBe('203.0.113.9');
    expect(from({ from: ['10.0.0.4'] }, '10.0.0.4', '10.0.0.5')).toBe('10.0.0.5');
  });

  it('is read with the port that some proxies add, and never from what is no address', () => {
    expect(from({ hops: 1 }, '10.0.0.4', '198.51.100.1:51234')).toBe('198.51.100.1');
    expect(from({ hops: 1 }, '10.0.0.4', '[2001:db8::7]:51234')).toBe('2001:db8::7');
    expect(from({ hops: 1 }, '10.0.0.4', 'unknown, <script>')).toBe('10.0.0.4');
    expect(from({ from: ['10.0.0.0/8'] }, '10.0.0.4', '')).toBe('10.0.0.4');
  });
});
