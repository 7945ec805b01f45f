import { noteOwed } from '../policy/filing.ts';
import type { ChatRead } from '../ports/chat.ts';
import type { Keys } from '../ports/keys.ts';
import { openWords, sealWords } from '../sealed/words.ts';
import type { MessageWords } from '../set/original.ts';
import { sealContext } from '../set/sealed.ts';
import type { Step } from './step.ts';

export interface NameParts {
  readonly read: ChatRead;
  readonly keys: Keys;
}

/**
 * What the conversation was called when the picture was posted there, sealed with the message's words: asked for after
 * the removal had its turn, never before. Where nobody says, the page says what kind of conversation it was.
 */
export const namePlace =
  ({ read, keys }: NameParts): Step =>
  async ({ set, now }) => {
    if (set.state !== 'stored') return { events: [], duty: 'done' };
    const place = await read.nameOf(set.origin.place);
    // Counted, never listed. Somebody who came or went in these seconds is not seen.
    const couldSee = set.couldSee ?? (await read.members(set.origin.place)).length;
    if (place === undefined)
      return {
        to: (current) => (current.state === 'stored' ? { ...current, couldSee } : current),
        events: [],
        duty: 'done',
      };
    const key = await keys.unwrap(set.wordsKey);
    const words = openWords(set.words, key, sealContext.message(set)) as MessageWords;
    const named = sealWords({ ...words, place }, key, sealContext.message(set));
    key.fill(0);
    return {
      // An edit that was taken meanwhile has other words, and owes the name anew.
      to: (current) =>
        current.state === 'stored'
          ? { ...current, couldSee, ...(current.words === set.words ? { words: named } : {}) }
          : current,
      // What is filed already has a note that names the place (CON-11).
      owes: noteOwed(set.images, now),
      events: [],
      duty: 'done',
    };
  };
