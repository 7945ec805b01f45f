import { describe, expect, it } from '@jest/globals';
import { runRounds } from '../crash/real/run-rounds.ts';

const STORY_MS = 240_000;

describe('when the process is killed while it works', () => {
  it(
    'no picture is lost or left, none is removed before custody, and one card stands, whoever finishes the work',
    async () => {
      const { kills, violations } = await runRounds({
        subject: 'safelight',
        pictures: 1,
        trouble: 'clean',
        nodes: 1,
        every: 11,
        from: 4,
      });
      expect(violations).toEqual([]);
      expect(kills).toBeGreaterThan(4);
    },
    STORY_MS,
  );
});

describe('when the blob store says it kept what it lost or changed', () => {
  it(
    'nothing is removed before a copy that opens is in custody',
    async () => {
      const { violations } = await runRounds({
        subject: 'safelight',
        pictures: 1,
        trouble: 'clean',
        nodes: 1,
        every: 0,
        lies: [
          { lie: 'lose', container: 'images' },
          { lie: 'flip', container: 'images' },
          { lie: 'half', container: 'keys' },
        ],
      });
      expect(violations).toEqual([]);
    },
    STORY_MS,
  );

  it(
    'the same stories lose pictures once the read-back is left out, so that these stories can tell',
    async () => {
      const { violations } = await runRounds({
        subject: 'without-read-back',
        pictures: 1,
        trouble: 'clean',
        nodes: 1,
        every: 0,
        lies: [{ lie: 'flip', container: 'images' }],
      });
      expect(violations.some((one) => one.startsWith('I1'))).toBe(true);
    },
    STORY_MS,
  );
});
