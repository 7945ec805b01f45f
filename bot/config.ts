import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { SafelightError } from './set/errors.ts';
import type { StoreRegion } from './set/leaflet.ts';

/** A value that must never be printed. */
export class Secret {
  readonly #value: string;
  constructor(value: string) {
    this.#value = value;
  }
  reveal(): string {
    return this.#value;
  }
  toString(): string {
    return '[secret]';
  }
  toJSON(): string {
    return '[secret]';
  }
}

/** Every setting, read once. Absent means: start the stand-in (development) or a fault (production). */
export interface Config {
  readonly production: boolean;
  readonly port: number;
  readonly publicUrl: string;
  readonly home: string;
  readonly world: string;
  readonly policyFile: string | undefined;
  readonly alertUrl: string | undefined;
  readonly logLevel: string;
  /** Proxies whose `X-Forwarded-For` is believed: so many, or at these addresses. Absent: nobody's. */
  readonly trustProxy: { readonly hops: number } | { readonly from: readonly string[] } | undefined;
  readonly databaseUrl: Secret | undefined;
  readonly storage:
    | { readonly kind: 'connection'; readonly connectionString: Secret }
    | { readonly kind: 'account'; readonly accountUrl: string }
    | undefined;
  /** Where the pictures are kept; absent with stand-ins. */
  readonly storeRegion: StoreRegion | undefined;
  readonly keyVaultKeyId: string | undefined;
  /** Bot Framework's own names, as botbuilder reads them. */
  readonly chat: ChatConfig | undefined;
  readonly oidc:
    | { readonly issuer: string; readonly clientId: string; readonly clientSecret: Secret | undefined }
    | undefined;
  readonly fhirUrl: string | undefined;
  readonly wardPort: number;
}

export interface ChatConfig {
  /** All but the password. */
  readonly settings: Readonly<Record<string, string>>;
  /** Absent with a managed identity (UserAssignedMSI). */
  readonly password: Secret | undefined;
  readonly graphUrl: string;
}

const CHAT_SETTINGS = [
  'MicrosoftAppId',
  'MicrosoftAppType',
  'MicrosoftAppTenantId',
  'ToChannelFromBotLoginUrl',
  'ToChannelFromBotOAuthScope',
  'ToBotFromChannelTokenIssuer',
  'ToBotFromChannelOpenIdMetadataUrl',
  'ToBotFromEmulatorOpenIdMetadataUrl',
  'OAuthUrl',
  'CallerId',
  'ChannelService',
  'ValidateAuthority',
] as const;

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** Reads the environment once. Throws `config-invalid` with every fault, one a line, in plain words. */
export const loadConfig = (env: Readonly<Record<string, string | undefined>>): Config => {
  const faults: string[] = [];
  const read = (name: string): string | undefined => {
    const value = env[name]?.trim();
    return value === undefined || value === '' ? undefined : value;
  };
  const production = read('NODE_ENV') === 'production';
  const port = portOf(read('PORT') ?? '3978', 'PORT', faults);
  const config: Config = {
    production,
    port,
    publicUrl: urlOf(
      read('SAFELIGHT_PUBLIC_URL') ?? `http://localhost:${port}`,
      'SAFELIGHT_PUBLIC_URL',
      production,
      faults,
    ),
    home: resolve(read('SAFELIGHT_HOME') ?? '.safelight'),
    world: resolve(read('SAFELIGHT_WORLD') ?? '.safelight-world'),
    policyFile: read('SAFELIGHT_POLICY'),
    alertUrl: optionalUrl(read('SAFELIGHT_ALERT_URL'), 'SAFELIGHT_ALERT_URL', production, faults),
    logLevel: read('LOG_LEVEL') ?? 'info',
    trustProxy: trustProxyOf(read('SAFELIGHT_TRUST_PROXY'), faults),
    databaseUrl: secretOf(read('DATABASE_URL')),
    storage: storageOf(read, production, faults),
    storeRegion: regionOf(read, faults),
    keyVaultKeyId: optionalUrl(read('KEY_VAULT_KEY_ID'), 'KEY_VAULT_KEY_ID', true, faults),
    chat: chatOf(read, production, faults),
    oidc: oidcOf(read, production, faults),
    fhirUrl: optionalUrl(read('SAFELIGHT_FHIR_URL'), 'SAFELIGHT_FHIR_URL', production, faults),
    wardPort: portOf(read('SAFELIGHT_WARD_PORT') ?? '3979', 'SAFELIGHT_WARD_PORT', faults),
  };
  if (!LOG_LEVELS.includes(config.logLevel))
    faults.push(`LOG_LEVEL is "${config.logLevel}": use one of ${LOG_LEVELS.join(', ')}.`);
  if (production) faults.push(...missingInProduction(config, read));
  if (faults.length > 0) throw new ConfigFault(faults);
  return Object.freeze(config);
};

/**
 * Stand-ins live on loopback, which no proxy reaches; some libraries would send even that to the trust's proxy.
 * Changes the environment it is given, before any client is made.
 */
export const keepLoopbackDirect = (env: Record<string, string | undefined>): void => {
  for (const name of ['NO_PROXY', 'no_proxy']) {
    env[name] = [env[name], '127.0.0.1', 'localhost']
      .filter((one) => one !== undefined && one !== '')
      .join(',');
  }
};

/** `config-invalid`, with one plain sentence a fault. Setting names are named; secret values never are. */
export class ConfigFault extends SafelightError {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super('config-invalid', { facts: { faults: faults.length } });
    this.faults = faults;
  }
}

type Read = (name: string) => string | undefined;

const missingInProduction = (config: Config, read: Read): string[] => {
  const needed: [string, unknown][] = [
    ['DATABASE_URL', config.databaseUrl],
    ['AZURE_STORAGE_CONNECTION_STRING or AZURE_STORAGE_ACCOUNT_URL', config.storage],
    ['KEY_VAULT_KEY_ID', config.keyVaultKeyId],
    ['MicrosoftAppId', config.chat],
    ['SAFELIGHT_OIDC_ISSUER', config.oidc],
    ['SAFELIGHT_FHIR_URL', config.fhirUrl],
    ['SAFELIGHT_POLICY', config.policyFile],
    ['SAFELIGHT_PUBLIC_URL', read('SAFELIGHT_PUBLIC_URL')],
  ];
  const faults = needed
    .filter(([, value]) => value === undefined)
    .map(([name]) => `${name} is empty: in production every outside system must be the real one.`);
  if (read('SAFELIGHT_AZURE_REGION') === undefined) {
    faults.push('SAFELIGHT_AZURE_REGION is empty: say uksouth or ukwest; images stay in the United Kingdom.');
  }
  return faults;
};

const regionOf = (read: Read, faults: string[]): StoreRegion | undefined => {
  const region = read('SAFELIGHT_AZURE_REGION');
  if (region === undefined || region === 'uksouth' || region === 'ukwest') return region;
  faults.push(`SAFELIGHT_AZURE_REGION is "${region}": clinical images must be kept in uksouth or ukwest.`);
  return undefined;
};

const storageOf = (read: Read, production: boolean, faults: string[]): Config['storage'] => {
  const connection = read('AZURE_STORAGE_CONNECTION_STRING');
  const account = optionalUrl(
    read('AZURE_STORAGE_ACCOUNT_URL'),
    'AZURE_STORAGE_ACCOUNT_URL',
    production,
    faults,
  );
  if (connection !== undefined && account !== undefined) {
    faults.push('Set AZURE_STORAGE_CONNECTION_STRING or AZURE_STORAGE_ACCOUNT_URL, not both.');
  }
  if (account !== undefined) return { kind: 'account', accountUrl: account };
  return connection === undefined
    ? undefined
    : { kind: 'connection', connectionString: new Secret(connection) };
};

const chatOf = (read: Read, production: boolean, faults: string[]): Config['chat'] => {
  const settings = Object.fromEntries(
    CHAT_SETTINGS.flatMap((name) => {
      const value = read(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  if (settings['MicrosoftAppId'] === undefined) {
    if (Object.keys(settings).length > 0)
      faults.push('MicrosoftAppId is empty while other bot settings are set.');
    return undefined;
  }
  if (settings['MicrosoftAppTenantId'] === undefined)
    faults.push('MicrosoftAppTenantId is empty: the bot serves one tenant.');
  const type = settings['MicrosoftAppType'];
  const password = secretOf(read('MicrosoftAppPassword'));
  if (type !== 'SingleTenant' && type !== 'UserAssignedMSI') {
    faults.push('MicrosoftAppType must be SingleTenant or UserAssignedMSI.');
  }
  if (type === 'SingleTenant' && password === undefined) {
    faults.push('MicrosoftAppPassword is empty: a SingleTenant bot signs in with its secret.');
  }
  const graphUrl = urlOf(
    read('SAFELIGHT_GRAPH_URL') ?? 'https://graph.microsoft.com',
    'SAFELIGHT_GRAPH_URL',
    production,
    faults,
  );
  return { settings, password, graphUrl };
};

const oidcOf = (read: Read, production: boolean, faults: string[]): Config['oidc'] => {
  const issuer = optionalUrl(read('SAFELIGHT_OIDC_ISSUER'), 'SAFELIGHT_OIDC_ISSUER', production, faults);
  if (issuer === undefined) return undefined;
  const clientId = read('SAFELIGHT_OIDC_CLIENT_ID');
  if (clientId === undefined)
    faults.push('SAFELIGHT_OIDC_CLIENT_ID is empty while SAFELIGHT_OIDC_ISSUER is set.');
  return { issuer, clientId: clientId ?? '', clientSecret: secretOf(read('SAFELIGHT_OIDC_CLIENT_SECRET')) };
};

const secretOf = (value: string | undefined): Secret | undefined =>
  value === undefined ? undefined : new Secret(value);

/** A fault gives port 0: the address that is made of it must not be a second one. */
const portOf = (text: string, name: string, faults: string[]): number => {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  faults.push(`${name} is "${text}": use a port number, 0 to 65535.`);
  return 0;
};

/** As Express's `trust proxy`: how many proxies stand before us, or where they are. */
const trustProxyOf = (text: string | undefined, faults: string[]): Config['trustProxy'] => {
  if (text === undefined) return undefined;
  if (/^[1-9]$/.test(text)) return { hops: Number(text) };
  const from = text.split(',').map((one) => one.trim());
  if (from.every(isAddressOrRange)) return { from };
  faults.push(
    `SAFELIGHT_TRUST_PROXY is "${text}": say how many proxies stand before Safelight (1 to 9), or their addresses, for example 10.0.0.0/8.`,
  );
  return undefined;
};

const isAddressOrRange = (text: string): boolean => {
  const [, address = '', , bits] = /^([^/]+)(\/(\d{1,3}))?$/.exec(text) ?? [];
  const family = isIP(address);
  return (
    family !== 0 && (bits === undefined || (Number(bits) > 0 && Number(bits) <= (family === 4 ? 32 : 128)))
  );
};

const optionalUrl = (
  text: string | undefined,
  name: string,
  httpsOnly: boolean,
  faults: string[],
): string | undefined => (text === undefined ? undefined : urlOf(text, name, httpsOnly, faults));

const urlOf = (text: string, name: string, httpsOnly: boolean, faults: string[]): string => {
  if (!URL.canParse(text)) {
    faults.push(`${name} is not an address: write it in full, starting with https://.`);
    return text;
  }
  const { protocol, hostname } = new URL(text);
  const loopback = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
  if (protocol !== 'https:' && (httpsOnly || !loopback)) {
    faults.push(
      `${name} must start with https://${httpsOnly ? '' : ' (http is allowed only for this computer)'}.`,
    );
  }
  return text.replace(/\/+$/, '');
};
