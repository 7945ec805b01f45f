import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Captures } from '../../bot/ports/captures.ts';
import type { Ledger } from '../../bot/ports/ledger.ts';
import {
  blobName,
  captureId,
  conversationId,
  messageId,
  personId,
  setId,
  sha256,
} from '../../bot/set/ids.ts';
import { tenantId } from '../../bot/set/ids.ts';
import { later, MINUTE } from '../../bot/set/instant.ts';
import type { OpenCapture, StagedChunk } from '../../bot/set/staged.ts';
import { A, B, START } from './ledger-samples.ts';

export interface MadeCaptures {
  readonly captures: Captures;
  readonly ledger: Pick<Ledger, 'audit'>;
  readonly close: () => Promise<void>;
}

const NURSE = personId('tenant-1', 'nurse-1');
const OTHER = personId('tenant-1', 'nurse-2');
let count = 0;

const fresh = (more: Partial<OpenCapture> = {}): OpenCapture => ({
  id: captureId(`capture-${(count += 1)}`),
  organisation: A,
  person: NURSE,
  place: {
    tenant: tenantId('tenant-1'),
    kind: 'channel',
    team: 'team-1',
    conversation: conversationId('19:ward'),
    reference: '{"there":1}',
  },
  begunAt: later(START, count * MINUTE),
  state: 'open',
  key: { keyId: 'k', algorithm: 'A256KW', wrapped: 'AAAA' },
  chunks: [],
  ...more,
});

const piece = (image: string, chunk: number, blob = `${image}${chunk}`): StagedChunk => ({
  image,
  chunk,
  blob: blobName(blob),
  bytes: 7,
  sha256: sha256('0'.repeat(64)),
});

const MANY = 1000;

/** What every keeper of captures must do (bot/ports/captures.ts). */
export const capturesContract = (name: string, make: () => Promise<MadeCaptures>): void => {
  describe(`captures on their way in: ${name}`, () => {
    let made: MadeCaptures;
    let captures: Captures;
    beforeAll(async () => {
      made = await make();
      ({ captures } = made);
    });
    afterAll(() => made.close());
    const begun = async (more: Partial<OpenCapture> = {}): Promise<OpenCapture> => {
      const capture = fresh(more);
      await captures.begin(capture, MANY, []);
      return capture;
    };

    it('one that was begun is read back as it was, by its own person in its own organisation alone', async () => {
      const capture = await begun({ root: messageId('17') });
      expect(await captures.read(A, capture.id, NURSE)).toEqual(capture);
      expect(await captures.read(A, capture.id, OTHER)).toBeUndefined();
      expect(await captures.read(A, capture.id, personId('tenant-2', 'nurse-1'))).toBeUndefined();
      expect(await captures.read(B, capture.id, NURSE)).toBeUndefined();
    });

    it('a person has no more open at once than are allowed; those sent do not count', async () => {
      const person = personId('tenant-1', 'busy');
      const first = await begun({ person });
      await begun({ person });
      await expect(captures.begin(fresh({ person }), 2, [])).rejects.toMatchObject({
        code: 'too-many-requests',
      });
      await captures.freeze(A, first.id, setId('s'));
      await captures.begin(fresh({ person }), 2, []);
    });

    it('every piece is held once, in the order of its picture, whichever came first', async () => {
      const { id } = await begun();
      for (const one of [piece('b', 1), piece('b', 0), piece('a', 10), piece('a', 2)])
        expect(await captures.note(A, id, one)).toBe('noted');
      expect(await captures.note(A, id, piece('b', 1, 'another'))).toBe('known');
      const kept = await captures.read(A, id, NURSE);
      expect(kept?.chunks).toEqual([piece('a', 2), piece('a', 10), piece('b', 0), piece('b', 1)]);
    });

    it('the same piece sent five times at once is held once', async () => {
      const { id } = await begun();
      const noted = await Promise.all(
        [1, 2, 3, 4, 5].map((n) => captures.note(A, id, piece('a', 0, `try-${n}`))),
      );
      expect(noted.filter((one) => one === 'noted')).toHaveLength(1);
      expect((await captures.read(A, id, NURSE))?.chunks).toHaveLength(1);
    });

    it('once sent it takes no more, and is the same set however often it is sent', async () => {
      const { id } = await begun();
      await captures.note(A, id, piece('a', 0));
      const sets = await Promise.all(['s1', 's2', 's3'].map((set) => captures.freeze(A, id, setId(set))));
      expect(new Set(sets).size).toBe(1);
      expect(await captures.note(A, id, piece('a', 1))).toBe('over');
      expect(await captures.read(A, id, NURSE)).toMatchObject({ state: 'frozen', set: sets[0] });
    });

    it('settled, it keeps neither key nor pieces, and is neither sent nor added to again', async () => {
      const { id } = await begun();
      await captures.note(A, id, piece('a', 0));
      await captures.freeze(A, id, setId('s'));
      await captures.settle(A, id);
      const kept = await captures.read(A, id, NURSE);
      expect(kept).toMatchObject({ state: 'settled', set: 's', chunks: [] });
      expect(kept).not.toHaveProperty('key');
      expect(await captures.freeze(A, id, setId('t'))).toBeUndefined();
      expect(await captures.note(A, id, piece('a', 1))).toBe('over');
    });

    it('removed, nothing is left but the names of its pieces; in another state nothing happens', async () => {
      const { id } = await begun();
      await captures.note(A, id, piece('a', 0));
      await captures.note(A, id, piece('a', 1));
      expect(await captures.remove(A, id, 'frozen', [])).toBeUndefined();
      const left = await captures.remove(A, id, 'open', []);
      expect([...(left ?? [])].sort()).toEqual(['a0', 'a1']);
      expect(await captures.read(A, id, NURSE)).toBeUndefined();
      expect(await captures.remove(A, id, 'open', [])).toBeUndefined();
      expect(await captures.freeze(A, id, setId('s'))).toBeUndefined();
      expect(await captures.note(A, id, piece('a', 2))).toBe('over');
    });

    it('sent and stopped at the same moment it is one of the two, never both', async () => {
      for (let round = 0; round < 10; round += 1) {
        const { id } = await begun();
        const [set, left] = await Promise.all([
          captures.freeze(A, id, setId('s')),
          captures.remove(A, id, 'open', []),
        ]);
        expect([set === undefined, left === undefined].filter(Boolean)).toHaveLength(1);
      }
    });

    it('all of an organisation are listed, oldest first, and no other’s', async () => {
      const here = await begun({ organisation: B, person: OTHER });
      const there = await begun({ organisation: B });
      await captures.note(B, there.id, piece('a', 0));
      const all = await captures.all(B);
      expect(all).toEqual([here, { ...there, chunks: [piece('a', 0)] }]);
    });

    it('what is begun and removed has its event in the audit of the same write', async () => {
      const capture = fresh();
      const event = { at: START, by: NURSE, facts: { capture: capture.id } } as const;
      await captures.begin(capture, MANY, [{ ...event, kind: 'capture-begun' }]);
      await captures.remove(A, capture.id, 'open', [{ ...event, kind: 'capture-stopped' }]);
      await captures.remove(A, capture.id, 'open', [{ ...event, kind: 'capture-stopped' }]);
      const kinds: string[] = [];
      for await (const row of made.ledger.audit.rows(A)) kinds.push(row.event.kind);
      expect(kinds).toEqual(['capture-begun', 'capture-stopped']);
    });
  });
};
