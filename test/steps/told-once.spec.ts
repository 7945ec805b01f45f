import { describe, expect, it } from '@jest/globals';
import { MINUTE } from '../../bot/set/instant.ts';
import type { MessagePlace } from '../../bot/set/place.ts';
import { nurse, ring, startProcess, type Hospital } from '../crash/hospital.ts';
import { eventsOf, LETTER, PICTURE, post, setOf, wait } from '../crash/post.ts';

const toldOf = ({ chat }: Hospital, kind: string): readonly unknown[] =>
  chat.told.filter(({ notice }) => notice.kind === kind).map(({ notice }) => notice);

/** Edits the message and lets a process hear of it, each time another one: what it knows is in the ledger alone. */
const editing = (hospital: Hospital, at: MessagePlace) => async (): Promise<void> => {
  const process = startProcess(hospital);
  hospital.chat.undo(at);
  await ring(hospital, process, at, 'edited');
  await wait(hospital, process, 5 * MINUTE);
};

describe('A poster whose attachment Safelight does not protect', () => {
  it('is told once, however often the message is edited, and by whichever process', async () => {
    const { hospital, process, at } = await post({ text: 'see letter', files: [{ bytes: LETTER }] });
    await wait(hospital, process, 5 * MINUTE);
    const edit = editing(hospital, at);
    for (let n = 0; n < 3; n += 1) await edit();
    expect(toldOf(hospital, 'not-protected')).toEqual([{ kind: 'not-protected', count: 1 }]);
  });

  it('is told once where the message holds a picture too', async () => {
    const { hospital, process, at } = await post({ inline: [PICTURE], files: [{ bytes: LETTER }] });
    await wait(hospital, process, 5 * MINUTE);
    const edit = editing(hospital, at);
    for (let n = 0; n < 3; n += 1) await edit();
    expect(toldOf(hospital, 'not-protected')).toHaveLength(1);
  });

  it('is told of one that an edit adds, and of that one alone', async () => {
    const { hospital, process, at } = await post({ text: 'letters', files: [{ bytes: LETTER }] });
    await wait(hospital, process, 5 * MINUTE);
    const edit = editing(hospital, at);
    hospital.chat.attach(at, { bytes: LETTER });
    hospital.chat.attach(at, { bytes: LETTER });
    await edit();
    await edit();
    expect(toldOf(hospital, 'not-protected')).toEqual([
      { kind: 'not-protected', count: 1 },
      { kind: 'not-protected', count: 2 },
    ]);
  });

  it('is told of it still when an edit puts a picture beside it, or takes the picture away again, but not again', async () => {
    const { hospital, process, at } = await post({ text: 'letter', files: [{ bytes: LETTER }] });
    await wait(hospital, process, 5 * MINUTE);
    const edit = editing(hospital, at);
    hospital.chat.edit(at, PICTURE);
    await edit();
    expect((await setOf(hospital, at)).state).toBe('stored');
    await edit();
    expect(toldOf(hospital, 'not-protected')).toHaveLength(1);
  });

  it('has no name and no address of it written down in the clear', async () => {
    const { hospital, process, at } = await post({ text: 'letter', files: [{ bytes: LETTER }] });
    await wait(hospital, process, 5 * MINUTE);
    const { toldOf: known = [] } = await setOf(hospital, at);
    expect(known).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)]);
    expect(JSON.stringify(await eventsOf(hospital))).not.toContain('item-');
  });
});

describe('A poster who links to a file that lives elsewhere', () => {
  it('is told once, however often the message is edited', async () => {
    const { hospital, process, at } = await post({ files: [{ bytes: PICTURE, elsewhere: true }] });
    await wait(hospital, process, 5 * MINUTE);
    const edit = editing(hospital, at);
    for (let n = 0; n < 3; n += 1) await edit();
    expect(toldOf(hospital, 'link-elsewhere')).toHaveLength(1);
  });

  it('is told again when an edit links to another one', async () => {
    const { hospital, process, at } = await post({ files: [{ bytes: PICTURE, elsewhere: true }] });
    await wait(hospital, process, 5 * MINUTE);
    const edit = editing(hospital, at);
    hospital.chat.attach(at, { bytes: PICTURE, elsewhere: true });
    await edit();
    await edit();
    expect(toldOf(hospital, 'link-elsewhere')).toHaveLength(2);
    expect(hospital.chat.told.every(({ person }) => person.oid === nurse.oid)).toBe(true);
  });
});
