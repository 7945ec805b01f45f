import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addressWithin, onlyHosts } from '../../../bot/adapters/wire/hosts.ts';

const may = onlyHosts(['smba.trafficmanager.net', '127.0.0.1:3979'], false);
const mayHere = onlyHosts(['smba.trafficmanager.net', '127.0.0.1:3979'], true);

describe('who may be asked', () => {
  it('is exactly the hosts named, by https', () => {
    expect(may(new URL('https://smba.trafficmanager.net/uk/'))).toBe(true);
    expect(may(new URL('https://smba.trafficmanager.net:443/uk/'))).toBe(true);
    expect(may(new URL('http://smba.trafficmanager.net/uk/'))).toBe(false);
  });

  it.each([
    'https://smba.trafficmanager.net@evil.example/',
    'https://evil.smba.trafficmanager.net/',
    'https://smba.trafficmanager.net.evil.example/',
    'https://smba.trafficmanager.net./',
    'https://user:pass@smba.trafficmanager.net/',
    'https://smba.trafficmanager.net:8443/',
    'https://evil.trafficmanager.net/',
    'http://169.254.169.254/latest/meta-data',
    'http://[::ffff:169.254.169.254]/',
    'http://2130706433:3979/',
    'http://0x7f.1:3979/',
    'http://127.0.0.1:22/',
    'http://localhost:3979/',
    'file:///etc/passwd',
    'data:text/plain,x',
    'ftp://smba.trafficmanager.net/',
    'https://ѕmba.trafficmanager.net/',
  ])('is never %s', (address) => {
    expect(addressWithin(address, may)).toBeUndefined();
  });

  it('is loopback only where that is allowed', () => {
    expect(addressWithin('http://127.0.0.1:3979/graph', mayHere)).toBeDefined();
    expect(addressWithin('http://127.0.0.1:3980/graph', mayHere)).toBeUndefined();
    expect(addressWithin('http://127.0.0.1:3979/graph', may)).toBeUndefined();
  });

  it('is nobody else, whatever the address', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true }), fc.domain(), (address, domain) => {
        expect(addressWithin(address, may)).toBeUndefined();
        expect(addressWithin(`https://${domain}.smba.trafficmanager.net/`, may)).toBeUndefined();
      }),
    );
  });
});
