const PREFIX = 'held-';

/** The id of a held card's outermost element: by it an earlier post of the same set is found again. */
export const cardIdOf = (set: string): string => `${PREFIX}${set}`;

/** The set a card stands for, when it is one of ours; undefined for any other card. */
export const setOfCard = (card: unknown): string | undefined => {
  if (typeof card !== 'object' || card === null || !('body' in card) || !Array.isArray(card.body))
    return undefined;
  const [first] = card.body as unknown[];
  if (typeof first !== 'object' || first === null || !('id' in first) || typeof first.id !== 'string')
    return undefined;
  return first.id.startsWith(PREFIX) ? first.id.slice(PREFIX.length) : undefined;
};
