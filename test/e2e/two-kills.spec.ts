import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { liveThrough, type Lived } from '../crash/real/live-through.ts';
import { openOutside, type Outside } from '../crash/real/open-outside.ts';
import { readBooks, type OurBooks } from '../crash/real/read-books.ts';
import { startNode, type Node } from '../crash/real/start-node.ts';

/** On an idle machine the whole takes half a minute; a busy one is given ten times as long. */
const PATIENCE_MS = 300_000;

/** One real process, killed twice; PostgreSQL and Azurite outlive it. All sites: `npm run bench -- crash`. */
describe('kill -9 of the real process', () => {
  let outside: Outside;
  let books: OurBooks;
  let node: Node;
  beforeAll(async () => {
    outside = await openOutside();
    books = await readBooks(outside);
    node = await startNode(outside, { name: 'one' });
    // Once to warm up: installation, tokens, first rendition.
    await live();
  }, PATIENCE_MS);
  afterAll(async () => {
    await node.stop();
    await books.close();
    await outside.close();
  }, PATIENCE_MS);

  const live = (name?: string): Promise<Lived> =>
    liveThrough(
      outside,
      books,
      {
        pictures: 1,
        trouble: 'clean',
        ...(name === undefined ? {} : { plan: { name, at: 1, when: 'after', signal: 'SIGKILL' } }),
      },
      async ({ pid }) => {
        await node.ended;
        await books.ageLeases(pid);
        node = await startNode(outside, { name: 'one' });
        return async () => undefined;
      },
    );
  it(
    'between the sealed copy and its commit: the picture is in the chat, and in custody and gone after the next start',
    async () => {
      const { struck, violations } = await live('blob.put images');
      expect(struck?.effect).toBe('blob.put images');
      expect(violations).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'between the removal and its re-read: the picture is in custody, the re-read is done and one card stands after the next start',
    async () => {
      const { struck, violations } = await live('graph.message.soft-delete');
      expect(struck?.effect).toBe('graph.message.soft-delete');
      expect(violations).toEqual([]);
    },
    PATIENCE_MS,
  );
});
