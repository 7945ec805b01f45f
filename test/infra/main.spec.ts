import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { loadConfig } from '../../bot/config.ts';

/** As text: no Bicep compiler comes with npm. The runbook says so, and has it compiled before a deployment. */
const bicep = readFileSync('infra/main.bicep', 'utf8');
const withoutComments = bicep.replace(/(^|\s)\/\/.*$/gm, '');
const settings = new Map(
  [...bicep.matchAll(/\{ name: '([A-Za-z_]+)', value: (.+) \}$/gm)].map(([, name = '', value = '']) => [
    name,
    value,
  ]),
);

describe('The infrastructure', () => {
  it('stands in UK South or UK West', () => {
    expect(bicep).toContain("@allowed(['uksouth', 'ukwest'])\nparam location string = 'uksouth'");
  });

  it('puts nothing elsewhere but names, and the bot, for which Azure has no UK region', () => {
    const elsewhere = [
      ...withoutComments.matchAll(/^\s*resource (\w+) '([^'@]+)[^\n]*\n(?:[^\n]*\n)?\s*location: '(\w+)'/gm),
    ].map(([, , type = '', place = '']) => [type, place]);
    expect(elsewhere).toEqual([
      ['Microsoft.Network/privateDnsZones', 'global'],
      ['virtualNetworkLinks', 'global'],
      ['Microsoft.BotService/botServices', 'westeurope'],
      ['channels', 'westeurope'],
      ['connections', 'westeurope'],
    ]);
    const places = [...withoutComments.matchAll(/\blocation: (.+)$/gm)].map(([, place]) => place?.trim());
    expect(new Set(places)).toEqual(new Set(['location', "'global'", "'westeurope'"]));
  });

  it.each([
    ['nobody reads a sealed file without signing in', 'allowBlobPublicAccess: false'],
    ['no password opens the store', 'allowSharedKeyAccess: false'],
    ['nothing is copied to another tenant', 'allowCrossTenantReplication: false'],
    ['nothing old speaks to the store', "minimumTlsVersion: 'TLS1_2'"],
    ['nothing in the clear speaks to the store', 'supportsHttpsTrafficOnly: true'],
    ['the store’s own key is the organisation’s', "keySource: 'Microsoft.Keyvault'"],
    ['the store is encrypted twice', 'requireInfrastructureEncryption: true'],
    ['what is disposed of has no earlier version', 'isVersioningEnabled: false'],
    ['what is disposed of cannot be undeleted', 'deleteRetentionPolicy: { enabled: false }'],
    ['no administrator destroys the keys', 'enablePurgeProtection: true'],
    ['people reach Safelight under https alone', 'httpsOnly: true'],
    ['the bot serves one tenant', "msaAppType: 'SingleTenant'"],
  ])('%s', (_, line) => {
    expect(withoutComments).toContain(line);
  });

  it('lets the network in nowhere but from the app', () => {
    expect(withoutComments.match(/defaultAction: '(\w+)'/g)).toEqual([
      "defaultAction: 'Deny'",
      "defaultAction: 'Deny'",
    ]);
  });

  it('keeps copies in the United Kingdom', () => {
    expect(bicep).toContain("@allowed(['Standard_ZRS', 'Standard_GRS'])");
  });

  it('writes no secret down: each is asked for, and goes to Key Vault', () => {
    for (const secret of ['botPassword', 'databasePassword', 'oidcClientSecret'])
      expect(bicep).toMatch(new RegExp(`@secure\\(\\)\\n(@.*\\n)*param ${secret} string\\n`));
    for (const name of ['MicrosoftAppPassword', 'DATABASE_URL', 'SAFELIGHT_OIDC_CLIENT_SECRET'])
      expect(settings.get(name)).toMatch(/^'@Microsoft\.KeyVault\(/);
  });

  it('leaves no setting of a hospital empty', () => {
    const env = Object.fromEntries([...settings.keys()].map((name) => [name, SAMPLES[name] ?? 'something']));
    expect(() => loadConfig(env)).not.toThrow();
  });
});

/** What a deployment would write there: only their shape counts. */
const SAMPLES: Readonly<Record<string, string>> = {
  NODE_ENV: 'production',
  MicrosoftAppType: 'SingleTenant',
  SAFELIGHT_AZURE_REGION: 'uksouth',
  SAFELIGHT_PUBLIC_URL: 'https://safelight.example',
  SAFELIGHT_FHIR_URL: 'https://fhir.example/r4',
  SAFELIGHT_ALERT_URL: '',
  SAFELIGHT_TRUST_PROXY: '1',
  SAFELIGHT_OIDC_ISSUER: 'https://login.example/v2.0',
  AZURE_STORAGE_ACCOUNT_URL: 'https://store.example',
  KEY_VAULT_KEY_ID: 'https://keys.example/keys/safelight-wrapping/1',
};
