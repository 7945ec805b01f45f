import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { levelWords } from '../../cards/text/consent.ts';
import {
  appendixAStatements,
  CONSENT_WORDS_VERSION,
  notAConditionWords,
  verbalScript,
} from '../../cards/text/consent-script.ts';

/** What each version said, by its hash. A line is added with a new version; none is ever changed. */
const VERSIONS: Readonly<Record<string, string>> = {
  'en-GB/1': 'dba5975dee719989b4d86c9448ce42a3210e4438fe16242f33829c4706dfa7eb',
};

describe('The words a patient agrees to', () => {
  it('are exactly those that their version stands for: a change of one letter asks for another version (CON-06)', () => {
    const devices = ['trust', 'own-under-policy', 'own-unmanaged', 'patient'] as const;
    const words = [
      ...devices.map((device) => verbalScript(device, 'AUDIENCE')),
      ...[levelWords, appendixAStatements, notAConditionWords],
    ];
    const hash = createHash('sha256').update(JSON.stringify(words)).digest('hex');
    expect(hash).toBe(VERSIONS[CONSENT_WORDS_VERSION]);
  });
});
