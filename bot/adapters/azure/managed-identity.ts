import { ManagedIdentityCredential } from '@azure/identity';
import type { TokenCredential } from '@azure/identity';

/**
 * The identity Azure gave the machine or, in Kubernetes with workload identity, the pod: the credential recognises both.
 * Never the developers' chain: a command-line login left on a server must not open patients' pictures.
 * `clientId` names one of several identities; without it the system-assigned one is used.
 */
export const managedIdentity = (clientId?: string): TokenCredential =>
  clientId === undefined ? new ManagedIdentityCredential() : new ManagedIdentityCredential({ clientId });
