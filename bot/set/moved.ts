/**
 * What came of moving a message by hand. `moving`: it is owed. `copying`: the same, and nothing is removed there. The
 * rest say why nothing was done.
 */
export type MoveAnswer =
  | 'moving'
  | 'copying'
  | 'no-picture'
  | 'not-by-a-person'
  | 'not-listed'
  | 'not-yours-to-move'
  | 'message-gone'
  | 'app-not-there'
  | 'ask-again';
