import type { TokenCredential } from '@azure/identity';
import { keyVaultKeys } from '../../../bot/adapters/azure/wrap-with-key-vault.ts';
import { startKeyVault } from '../../../bot/local/keyvault/start-key-vault.ts';
import type { KeyVault } from '../../../bot/local/keyvault/start-key-vault.ts';
import type { Keys } from '../../../bot/ports/keys.ts';

export interface VaultKeys {
  readonly vault: KeyVault;
  /** A fresh adapter, as after a restart. */
  readonly keysFor: (keyId?: string, credential?: TokenCredential) => Keys;
}

/** A Key Vault on loopback and the product's adapter to it, with waits short enough for a spec. */
export const startVaultKeys = async (): Promise<VaultKeys> => {
  const vault = await startKeyVault();
  const signedIn: TokenCredential = {
    getToken: async () => ({ token: vault.token, expiresOnTimestamp: Date.now() + 3_600_000 }),
  };
  return {
    vault,
    keysFor: (keyId = vault.keyId, credential = signedIn) =>
      keyVaultKeys({
        keyId,
        credential,
        clientOptions: {
          // The challenge names vault.azure.net, and the vault is on loopback.
          disableChallengeResourceVerification: true,
          tlsOptions: { ca: vault.certificate },
        },
        patience: { tries: 3, tryMs: 5_000, pauseMs: 1, longestPauseMs: 50 },
      }),
  };
};
