import type { TokenCredential } from '@azure/identity';
import { SafelightError } from '../../set/errors.ts';

/** Access tokens of a managed identity; the library keeps them until near their end. */
export const managedTokens = (credential: TokenCredential, scope: string) => async (): Promise<string> => {
  try {
    const token = await credential.getToken(scope);
    if (token !== null) return token.token;
  } catch (cause) {
    throw new SafelightError('chat-unreachable', { cause, transient: true });
  }
  throw new SafelightError('chat-forbidden');
};
