import { ConfigurationServiceClientCredentialFactory } from 'botbuilder';
import { SafelightError } from '../../set/errors.ts';
import type { AppToken } from '../wire/client-credentials.ts';
import type { MayAsk } from '../wire/hosts.ts';

type Made = Awaited<ReturnType<ConfigurationServiceClientCredentialFactory['createCredentials']>>;

/**
 * Credentials that never switch authentication off and never sign a request to a host that is not the Bot Connector's:
 * botbuilder's own would do the first without an app id, and the second wherever an activity says.
 */
export class ConnectorCredentials extends ConfigurationServiceClientCredentialFactory {
  readonly #appId: string;
  readonly #token: AppToken;
  readonly #may: MayAsk;

  constructor(appId: string, token: AppToken, may: MayAsk) {
    // Its own password is never used: tokens come from `token`.
    super({ MicrosoftAppId: appId, MicrosoftAppType: 'MultiTenant', MicrosoftAppPassword: 'unused' });
    this.#appId = appId;
    this.#token = token;
    this.#may = may;
  }

  override async isValidAppId(appId?: string): Promise<boolean> {
    return appId === this.#appId;
  }

  override async isAuthenticationDisabled(): Promise<boolean> {
    return false;
  }

  override async createCredentials(): Promise<Made> {
    return {
      signRequest: async (request) => {
        if (!this.#may(new URL(request.url))) throw new SafelightError('host-not-allowed');
        request.headers.set('authorization', `Bearer ${await this.#token()}`);
        return request;
      },
    };
  }
}
