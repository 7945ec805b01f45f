import { describe, expect, it } from '@jest/globals';
import { posterSignedIn } from '../../bot/actions/poster-signed-in.ts';
import { pressCard } from '../../bot/actions/press-card.ts';
import type { PressAnswer } from '../../bot/ports/chat-events.ts';
import { SafelightError } from '../../bot/set/errors.ts';
import type { SetId } from '../../bot/set/ids.ts';
import { DAY, HOUR, MINUTE } from '../../bot/set/instant.ts';
import { nurse, otherNurse, ring, wardPlace, type Hospital } from '../crash/hospital.ts';
import { ANOTHER, eventsOf, PICTURE, post, setOf, storedOf, wait } from '../crash/post.ts';

const press = (hospital: Hospital, set: SetId, by = nurse): Promise<PressAnswer> =>
  pressCard({
    ...hospital,
    read: hospital.chat.read,
    remove: hospital.chat.remove,
    addresses: { publicUrl: 'https://safelight.example' },
    poke: () => undefined,
  })({ verb: 'remove-now', by, place: wardPlace, set });
const signIn = async (hospital: Hospital): Promise<void> => {
  hospital.chat.signedIn.add(nurse.oid);
  await posterSignedIn({ ...hospital, poke: () => undefined })(nurse);
};
/** Files cannot be read until the poster has signed in. */
const lockFiles = ({ chat }: Hospital): void => {
  const sound = { ...chat.read };
  chat.read.open = async (at, ref, poster, most) => {
    if (ref.kind === 'file' && !chat.signedIn.has(poster.oid)) throw new SafelightError('sign-in-needed');
    return sound.open(at, ref, poster, most);
  };
};
const said = ({ chat }: Hospital): readonly string[] => [...chat.asks.values()].map(({ kind }) => kind);
const told = ({ chat }: Hospital): readonly string[] => chat.told.map(({ notice }) => notice.kind);

describe('A message that asks the poster to remove', () => {
  it('says that it is gone, without its button, once a second look has seen it gone; the reminders do, too', async () => {
    const { hospital, process, at } = await post({ inline: [PICTURE] }, false);
    await wait(hospital, process, 2 * DAY);
    expect(said(hospital)).toEqual(['remove-now', 'remove-now', 'remove-now']);
    await signIn(hospital);
    await wait(hospital, process, MINUTE);
    const { id } = await storedOf(hospital, at);
    const over = { kind: 'ask-over', removed: true, openUrl: `https://safelight.example/sets/${id}` };
    expect([...hospital.chat.asks.values()]).toEqual([over, over, over]);
  });

  it('says so as well when the poster deleted the message by hand', async () => {
    const { hospital, process, at } = await post({ inline: [PICTURE] }, false);
    await wait(hospital, process, MINUTE);
    hospital.chat.deleteByPoster(at);
    await wait(hospital, process, 2 * HOUR);
    expect(said(hospital)).toEqual(['ask-over']);
    await wait(hospital, process, 2 * DAY);
    expect(told(hospital).filter((kind) => kind === 'remove-now')).toHaveLength(1);
  });

  it('keeps its button as long as one thing is left', async () => {
    const { hospital, process } = await post({ inline: [PICTURE], files: [{ bytes: ANOTHER }] }, false);
    hospital.chat.siteWrite = true;
    await wait(hospital, process, 30 * MINUTE);
    expect(said(hospital)).toEqual(['remove-now']);
  });

  it('asks anew when what was removed comes back', async () => {
    const { hospital, process, at } = await post({ inline: [PICTURE] }, false);
    await wait(hospital, process, MINUTE);
    hospital.chat.deleteByPoster(at);
    await wait(hospital, process, 2 * HOUR);
    hospital.chat.undo(at);
    await ring(hospital, process, at, 'undone');
    await wait(hospital, process, 5 * MINUTE);
    expect(said(hospital)).toEqual(['ask-over', 'remove-now']);
  });

  it('that the poster has deleted from the chat is left alone, and nothing goes on trying', async () => {
    const { hospital, process } = await post({ inline: [PICTURE] }, false);
    await wait(hospital, process, MINUTE);
    hospital.chat.asks.clear();
    await signIn(hospital);
    await wait(hospital, process, 2 * DAY);
    expect(hospital.ledger.duties().filter((duty) => duty.subject === 'ask-over')).toEqual([]);
  });
});

describe('“Remove now”, pressed when nothing is left to do', () => {
  it('answers that it is gone and loses its button', async () => {
    const { hospital, process, at } = await post({ inline: [PICTURE] });
    await wait(hospital, process, 5 * MINUTE);
    const { id } = await storedOf(hospital, at);
    expect(await press(hospital, id)).toEqual({
      kind: 'notice',
      notice: { kind: 'ask-over', removed: true, openUrl: `https://safelight.example/sets/${id}` },
    });
  });

  it('answers kindly where the message went before it could be taken, and shows nothing to open', async () => {
    const { hospital, process, at } = await post({ inline: [PICTURE] });
    hospital.chat.deleteByPoster(at);
    await wait(hospital, process, 5 * MINUTE);
    const { id } = await setOf(hospital, at);
    expect(await press(hospital, id)).toEqual({
      kind: 'notice',
      notice: { kind: 'ask-over', removed: false },
    });
  });

  it('says nothing of it to anybody but the poster', async () => {
    const { hospital, process, at } = await post({ inline: [PICTURE] });
    await wait(hospital, process, 5 * MINUTE);
    const { id } = await storedOf(hospital, at);
    expect(await press(hospital, id, otherNurse)).toEqual({ kind: 'refused', code: 'not-allowed' });
  });
});

describe('A poster who has not signed in', () => {
  it('to whom a file’s custody waits is asked to sign in, and told in the same message when it is done', async () => {
    const { hospital, process } = await post({ files: [{ bytes: PICTURE }] }, false);
    lockFiles(hospital);
    await wait(hospital, process, 5 * MINUTE);
    expect(said(hospital)).toEqual(['sign-in-for-custody']);
    await signIn(hospital);
    await wait(hospital, process, 5 * MINUTE);
    expect(said(hospital)).toEqual(['ask-over']);
    expect(told(hospital)).toEqual(['sign-in-for-custody']);
  });

  it('is asked one thing where an edit adds a file that cannot be read yet: signing in removes the rest, too', async () => {
    const { hospital, process, at } = await post({ inline: [PICTURE] }, false);
    lockFiles(hospital);
    await wait(hospital, process, 5 * MINUTE);
    expect(said(hospital)).toEqual(['remove-now']);
    hospital.chat.attach(at, { bytes: ANOTHER });
    await ring(hospital, process, at, 'edited');
    await wait(hospital, process, 5 * MINUTE);
    expect(said(hospital)).toEqual(['sign-in-for-custody']);
    await wait(hospital, process, 2 * HOUR);
    expect(said(hospital)).toEqual(['sign-in-for-custody']);
    await signIn(hospital);
    await wait(hospital, process, 5 * MINUTE);
    expect(said(hospital)).toEqual(['ask-over']);
    expect(hospital.chat.visible(at)).toEqual([]);
    expect((await storedOf(hospital, at)).images).toHaveLength(2);
  });

  it('is never told that a picture is not safe where it is: custody came with the activity, the rest is to be removed', async () => {
    const { hospital, process, at } = await post({ inline: [PICTURE] }, false);
    await wait(hospital, process, 5 * MINUTE);
    const { id } = await storedOf(hospital, at);
    await hospital.ledger.change((await storedOf(hospital, at)).organisation, id, {
      to: (set) =>
        set.state === 'stored'
          ? {
              ...set,
              asks: [],
              copies: set.copies.map((copy) => ({
                ...copy,
                what: { kind: 'message', edition: '', inline: 0 },
                outcome: { state: 'visible' },
              })),
            }
          : set,
      owes: [{ verb: 'remind', subject: 'custody-failed:sign-in-needed', dueAt: hospital.clock.now() }],
      events: [],
    });
    hospital.chat.told.splice(0);
    await wait(hospital, process, MINUTE);
    expect(told(hospital)).not.toContain('sign-in-for-custody');
  });

  it('is on record as asked as often as they were', async () => {
    const { hospital, process } = await post({ inline: [PICTURE] }, false);
    await wait(hospital, process, 2 * DAY);
    const asked = (await eventsOf(hospital)).filter((event) => event.kind === 'poster-asked');
    expect(asked.map((event) => event.facts)).toEqual(Array(3).fill({ told: 1 }));
  });
});
