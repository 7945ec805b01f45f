import { describe, expect, it } from '@jest/globals';
import { resolve } from 'node:path';
import { inspect } from 'node:util';
import { ConfigFault, loadConfig, Secret } from '../bot/config.ts';

type Environment = Readonly<Record<string, string>>;

const faultsOf = (env: Environment): readonly string[] => {
  try {
    loadConfig(env);
    return [];
  } catch (thrown) {
    if (thrown instanceof ConfigFault) return thrown.faults;
    throw thrown;
  }
};

/** Everything a hospital must set. */
const HOSPITAL: Environment = {
  NODE_ENV: 'production',
  SAFELIGHT_AZURE_REGION: 'uksouth',
  SAFELIGHT_PUBLIC_URL: 'https://safelight.harbourside.example',
  SAFELIGHT_POLICY: '/etc/safelight/policy.yaml',
  SAFELIGHT_FHIR_URL: 'https://fhir.harbourside.example/r4',
  SAFELIGHT_OIDC_ISSUER: 'https://login.microsoftonline.com/tenant/v2.0',
  SAFELIGHT_OIDC_CLIENT_ID: 'viewer',
  SAFELIGHT_OIDC_CLIENT_SECRET: 'sign-in-secret',
  DATABASE_URL: 'postgres://safelight:database-secret@db.harbourside.example/safelight',
  AZURE_STORAGE_ACCOUNT_URL: 'https://harbourside.blob.core.windows.net',
  KEY_VAULT_KEY_ID: 'https://harbourside.vault.azure.net/keys/safelight/1',
  MicrosoftAppId: 'bot',
  MicrosoftAppType: 'SingleTenant',
  MicrosoftAppTenantId: 'tenant',
  MicrosoftAppPassword: 'bot-secret',
};
const without = (...names: readonly string[]): Environment =>
  Object.fromEntries(Object.entries(HOSPITAL).filter(([name]) => !names.includes(name)));

describe('On a laptop', () => {
  it('nothing need be set: every outside system is a stand-in', () => {
    const config = loadConfig({});
    expect(config).toMatchObject({
      production: false,
      port: 3978,
      wardPort: 3979,
      publicUrl: 'http://localhost:3978',
      home: resolve('.safelight'),
      world: resolve('.safelight-world'),
      logLevel: 'info',
    });
    for (const name of [
      'databaseUrl',
      'storage',
      'keyVaultKeyId',
      'chat',
      'oidc',
      'fhirUrl',
      'policyFile',
    ] as const)
      expect(config[name]).toBeUndefined();
  });

  it('an empty setting is the same as none', () => {
    expect(loadConfig({ DATABASE_URL: '', SAFELIGHT_FHIR_URL: '  ', PORT: '' })).toMatchObject({
      databaseUrl: undefined,
      fhirUrl: undefined,
      port: 3978,
    });
  });

  it('addresses without https are for this computer alone', () => {
    expect(faultsOf({ SAFELIGHT_FHIR_URL: 'http://127.0.0.1:8103' })).toEqual([]);
    expect(faultsOf({ SAFELIGHT_FHIR_URL: 'http://localhost:8103' })).toEqual([]);
    expect(faultsOf({ SAFELIGHT_FHIR_URL: 'http://fhir.harbourside.example' })).toEqual([
      'SAFELIGHT_FHIR_URL must start with https:// (http is allowed only for this computer).',
    ]);
    expect(faultsOf({ SAFELIGHT_FHIR_URL: 'http://localhost.evil.example' })).toHaveLength(1);
  });

  it('a slash at the end of an address says nothing', () => {
    expect(loadConfig({ SAFELIGHT_PUBLIC_URL: 'http://localhost:4000/' }).publicUrl).toBe(
      'http://localhost:4000',
    );
  });

  it('the settings cannot be changed after they were read', () => {
    expect(Object.isFrozen(loadConfig({}))).toBe(true);
  });
});

describe('In a hospital', () => {
  it('the real systems named are used', () => {
    expect(faultsOf(HOSPITAL)).toEqual([]);
    expect(loadConfig(HOSPITAL)).toMatchObject({
      production: true,
      storage: { kind: 'account', accountUrl: 'https://harbourside.blob.core.windows.net' },
      chat: { graphUrl: 'https://graph.microsoft.com', settings: { MicrosoftAppId: 'bot' } },
      oidc: { clientId: 'viewer' },
    });
  });

  it.each([
    ['DATABASE_URL'],
    ['KEY_VAULT_KEY_ID'],
    ['SAFELIGHT_OIDC_ISSUER'],
    ['SAFELIGHT_FHIR_URL'],
    ['SAFELIGHT_POLICY'],
    ['SAFELIGHT_PUBLIC_URL'],
  ])('no stand-in takes the place of %s', (name) => {
    expect(faultsOf(without(name))).toContain(
      `${name} is empty: in production every outside system must be the real one.`,
    );
  });

  it('no stand-in takes the place of the store', () => {
    expect(faultsOf(without('AZURE_STORAGE_ACCOUNT_URL'))).toEqual([
      expect.stringContaining('AZURE_STORAGE_CONNECTION_STRING or AZURE_STORAGE_ACCOUNT_URL is empty'),
    ]);
  });

  it('no bot runs without its own identity', () => {
    const faults = faultsOf(without('MicrosoftAppId'));
    expect(faults).toContain('MicrosoftAppId is empty while other bot settings are set.');
    const none = without(
      'MicrosoftAppId',
      'MicrosoftAppType',
      'MicrosoftAppTenantId',
      'MicrosoftAppPassword',
    );
    expect(faultsOf(none)).toEqual([expect.stringContaining('MicrosoftAppId is empty')]);
  });

  it.each(['westeurope', 'uksouth2', ''])('images are not kept in "%s"', (region) => {
    expect(faultsOf({ ...HOSPITAL, SAFELIGHT_AZURE_REGION: region }).join()).toMatch(
      /SAFELIGHT_AZURE_REGION .*uksouth or ukwest/,
    );
  });

  it('images are kept in UK South or UK West', () => {
    for (const region of ['uksouth', 'ukwest'])
      expect(faultsOf({ ...HOSPITAL, SAFELIGHT_AZURE_REGION: region })).toEqual([]);
  });

  it.each([
    'SAFELIGHT_PUBLIC_URL',
    'SAFELIGHT_FHIR_URL',
    'SAFELIGHT_OIDC_ISSUER',
    'AZURE_STORAGE_ACCOUNT_URL',
  ])('%s must be reached under https, even on the same computer', (name) => {
    expect(faultsOf({ ...HOSPITAL, [name]: 'http://localhost:8080' })).toEqual([
      `${name} must start with https://.`,
    ]);
  });
});

describe('A fault in the settings', () => {
  it('is told with all the others, each in a sentence', () => {
    const faults = faultsOf({
      PORT: 'eighty',
      SAFELIGHT_PUBLIC_URL: 'http://safelight.example',
      LOG_LEVEL: 'loud',
      KEY_VAULT_KEY_ID: 'my key',
      SAFELIGHT_AZURE_REGION: 'westeurope',
      SAFELIGHT_OIDC_ISSUER: 'https://login.example',
      MicrosoftAppId: 'bot',
      AZURE_STORAGE_CONNECTION_STRING: 'UseDevelopmentStorage=true',
      AZURE_STORAGE_ACCOUNT_URL: 'https://a.blob.core.windows.net',
    });
    const names = faults.map((fault) => /^(Set )?(\w+)/.exec(fault)?.[2]);
    expect(new Set(names)).toEqual(
      new Set([
        'PORT',
        'SAFELIGHT_PUBLIC_URL',
        'LOG_LEVEL',
        'KEY_VAULT_KEY_ID',
        'SAFELIGHT_AZURE_REGION',
        'SAFELIGHT_OIDC_CLIENT_ID',
        'MicrosoftAppTenantId',
        'MicrosoftAppType',
        'AZURE_STORAGE_CONNECTION_STRING',
      ]),
    );
    for (const fault of faults) expect(fault).toMatch(/\.$/);
  });

  it.each(['-1', '65536', '80.5', 'http'])('is a port of %s', (port) => {
    expect(faultsOf({ PORT: port, SAFELIGHT_PUBLIC_URL: 'http://localhost' })).toEqual([
      `PORT is "${port}": use a port number, 0 to 65535.`,
    ]);
  });

  it('never shows a secret', () => {
    const faults = faultsOf({ ...HOSPITAL, PORT: 'x', SAFELIGHT_AZURE_REGION: '' }).join();
    for (const secret of ['database-secret', 'bot-secret', 'sign-in-secret'])
      expect(faults).not.toContain(secret);
  });
});

describe('A secret', () => {
  it('is shown to whoever asks for it by name, and in no other way', () => {
    const secret = new Secret('database-secret');
    const shown = [
      String(secret),
      secret.toString(),
      JSON.stringify({ secret }),
      inspect(secret, { showHidden: true }),
    ];
    expect(shown.join()).not.toContain('database-secret');
    expect(secret.reveal()).toBe('database-secret');
  });

  it('stays one inside the settings', () => {
    const { databaseUrl, oidc } = loadConfig(HOSPITAL);
    expect(JSON.stringify({ databaseUrl, oidc })).not.toMatch(/database-secret|sign-in-secret/);
  });

  it('believes no proxy unless told which, and never all of them', () => {
    expect(loadConfig({}).trustProxy).toBeUndefined();
    expect(loadConfig({ SAFELIGHT_TRUST_PROXY: '1' }).trustProxy).toEqual({ hops: 1 });
    expect(loadConfig({ SAFELIGHT_TRUST_PROXY: '10.0.0.0/8, fd00::1' }).trustProxy).toEqual({
      from: ['10.0.0.0/8', 'fd00::1'],
    });
    for (const text of ['true', '0', '0.0.0.0/0', '10.0.0.0/33', 'proxy.example', '10.0.0.1,'])
      expect(faultsOf({ SAFELIGHT_TRUST_PROXY: text })).toEqual([expect.stringContaining(`"${text}"`)]);
  });

  it('names a bad port once, and not an address made of it', () => {
    expect(faultsOf({ PORT: 'eighty' })).toEqual(['PORT is "eighty": use a port number, 0 to 65535.']);
  });
});
