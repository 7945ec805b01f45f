import { SafelightError } from '../../set/errors.ts';
import type { AppToken } from '../wire/client-credentials.ts';
import type { MayAsk } from '../wire/hosts.ts';

interface Signable {
  url: string;
  headers: { set(name: string, value: string): void };
}

/** botbuilder's idea of credentials: its own class for them is not among what the package exports. */
export interface Credentials {
  isValidAppId(appId: string): Promise<boolean>;
  isAuthenticationDisabled(): Promise<boolean>;
  createCredentials(): Promise<{ signRequest<T extends Signable>(request: T): Promise<T> }>;
}

/**
 * Credentials that never switch authentication off and never sign a request to a host that is not the Bot Connector's:
 * botbuilder's own would do the first without an app id, and the second wherever an activity says.
 */
export const connectorCredentials = (appId: string, token: AppToken, may: MayAsk): Credentials => ({
  isValidAppId: async (asked) => asked === appId,
  isAuthenticationDisabled: async () => false,
  createCredentials: async () => ({
    async signRequest(request) {
      if (!may(new URL(request.url))) throw new SafelightError('host-not-allowed');
      request.headers.set('authorization', `Bearer ${await token()}`);
      return request;
    },
  }),
});
