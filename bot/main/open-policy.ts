import { readFile } from 'node:fs/promises';
import type { Config } from '../config.ts';
import type { Policy } from '../policy/conversations.ts';
import { readPolicy } from '../policy/read-policy.ts';
import { SafelightError } from '../set/errors.ts';

/** The trust's policy file; the demonstration's where the setting is empty. Throws `policy-invalid`. */
export const openPolicy = async ({ policyFile }: Config): Promise<Policy> => {
  const file = policyFile ?? new URL('../local/demonstration/policy.yaml', import.meta.url);
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new SafelightError('policy-invalid', { cause, facts: { file: 'cannot be read' } });
  });
  return readPolicy(text);
};
