import { sealWords } from '../../bot/sealed/words.ts';
import type { Keys } from '../../bot/ports/keys.ts';
import type { Ledger } from '../../bot/ports/ledger.ts';
import type { StoredSet } from '../../bot/set/image-set.ts';
import { sealContext } from '../../bot/set/sealed.ts';
import type { Question } from '../../bot/set/question.ts';
import { openQuestion } from '../memory/question.ts';

/** A question in the ledger as asking it would have left it, its words sealed; nobody is told. */
export const seedQuestion = async (
  { ledger, keys }: { readonly ledger: Ledger; readonly keys: Keys },
  set: StoredSet,
  words: string,
  change: Partial<Question>,
): Promise<Question> => {
  const key = await keys.unwrap(set.wordsKey);
  const plain = openQuestion({ images: set.images.map(({ id }) => id), ...change });
  const question = { ...plain, text: sealWords(words, key, sealContext.question(set, plain.id)) };
  await ledger.change(set.organisation, set.id, {
    to: (row) => (row.state === 'stored' ? { ...row, questions: [...(row.questions ?? []), question] } : row),
    events: [],
  });
  return question;
};
