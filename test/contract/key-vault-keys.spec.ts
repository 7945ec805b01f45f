import { startVaultKeys } from '../adapters/azure/start-vault-keys.ts';
import { keysContract } from './keys.ts';

keysContract("Azure Key Vault, by Microsoft's client over https", async () => {
  const { vault, keysFor } = await startVaultKeys();
  return { keys: keysFor(), close: vault.close };
});
