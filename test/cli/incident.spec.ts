import { describe, expect, it } from '@jest/globals';
import { incident } from '../../bot/cli/incident.ts';
import { reported } from '../../bot/policy/mis-send.ts';
import type { AuditEvent } from '../../bot/set/event.ts';
import { misSendId, personId, setId } from '../../bot/set/ids.ts';
import { later, SECOND } from '../../bot/set/instant.ts';
import { A, POSTER, START } from '../contract/ledger-samples.ts';
import { newStores, takeIntoCustody } from './custody.ts';

describe('safelight incident', () => {
  it('drafts what is known, every opening as the audit has it, and nobody by id or name', async () => {
    const stores = newStores();
    const set = await takeIntoCustody(stores, ['one']);
    const image = set.images[0]?.id;
    if (image === undefined) throw new Error('no image');
    const opened = (oid: string, seconds: number): AuditEvent => ({
      kind: 'image-opened',
      at: later(START, seconds * SECOND),
      by: personId('t', oid),
      set: set.id,
      image,
    });
    await stores.ledger.audit.append(A, [opened('first', 1), opened('second', 2), opened('first', 3)]);
    const said = { id: misSendId('one'), kind: 'wrong-people', by: POSTER, told: [] } as const;
    await stores.ledger.change(A, set.id, {
      to: () => reported(set, { ...said, at: later(START, 10 * SECOND) }),
      events: [],
    });
    const { json, lines, exit } = await incident(stores.ledger, set.id);
    expect(exit).toBe(0);
    expect(json).toMatchObject({
      incidents: [{ kind: 'wrong-people', openers: 2, openings: 3, openingsAfter: 0, exposedSeconds: 10 }],
      openings: [{ person: 1 }, { person: 2 }, { person: 1 }],
    });
    const text = lines.join('\n');
    for (const words of ['Decide by (72 hours)', 'Likely consequences: [to be filled in', 'For Datix'])
      expect(text).toContain(words);
    for (const secret of ['first', 'second:', POSTER.oid]) expect(JSON.stringify(json)).not.toContain(secret);
  });

  it('says so where nothing went wrong, and where there is no such set', async () => {
    const stores = newStores();
    const set = await takeIntoCustody(stores, ['one']);
    expect(await incident(stores.ledger, set.id)).toMatchObject({ exit: 1 });
    expect(await incident(stores.ledger, setId('none'))).toMatchObject({
      exit: 1,
      json: { error: 'set-missing' },
    });
  });
});
