import { describe, expect, it } from '@jest/globals';
import { show } from '../../bot/cli/show.ts';
import { setId } from '../../bot/set/ids.ts';
import { A, event, filedTo, POSTER, removed, START } from '../contract/ledger-samples.ts';
import { newStores, takeIntoCustody } from './custody.ts';

describe('safelight show', () => {
  it('prints the set, what became of each copy, what re-reads showed, and its events, in ISO times', async () => {
    const { ledger, ...stores } = newStores();
    const set = await takeIntoCustody({ ledger, ...stores }, ['one']);
    const poster = { ...event('poster-asked', set.id), by: POSTER };
    await ledger.change(A, set.id, { to: removed, events: [poster] });
    const { json, lines, exit } = await show(ledger, set.id);
    expect(exit).toBe(0);
    expect(json).toMatchObject({
      set: { id: set.id, state: 'stored', postedAt: START },
      removal: 'removed',
      receipt: [
        {
          copy: set.copies[0]?.id,
          what: 'message',
          outcome: 'removed-from-view',
          at: START,
          reread: START,
          sightings: [{ at: START, showed: 'gone' }],
        },
      ],
      events: [{ sequence: 1 }, { sequence: 2, kind: 'set-stored' }, { kind: 'poster-asked', by: POSTER }],
    });
    expect(lines.join('\n')).toContain('removal: removed');
  });

  it('never claims a removal while a copy is visible', async () => {
    const stores = newStores();
    const set = await takeIntoCustody(stores, ['one']);
    const { json } = await show(stores.ledger, set.id);
    expect(json).toMatchObject({ removal: 'removing', receipt: [{ outcome: 'visible', sightings: [] }] });
  });

  it('prints nothing sealed and no key', async () => {
    const stores = newStores();
    const set = await takeIntoCustody(stores, ['one']);
    const [image] = set.images;
    if (image === undefined) throw new Error('no image');
    const filing = filedTo('p');
    await stores.ledger.change(A, set.id, {
      to: () => ({ ...set, images: [{ ...image, filing }] }),
      events: [],
    });
    const { json, lines } = await show(stores.ledger, set.id);
    const printed = JSON.stringify(json) + lines.join('\n');
    for (const secret of [set.words, image.details, image.original.key.wrapped, set.wordsKey.wrapped]) {
      expect(printed).not.toContain(secret);
    }
    expect(printed).not.toContain('opaque');
  });

  it('says that there is no such set', async () => {
    expect(await show(newStores().ledger, setId('none'))).toMatchObject({ exit: 1 });
  });
});
