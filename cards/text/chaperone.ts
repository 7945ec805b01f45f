/** A chaperone for an intimate picture: asked of whoever was there, and said beside the picture. */
import type { Chaperone } from '../../bot/set/chaperone.ts';

export const chaperoneWords = {
  ask: 'Was a chaperone there?',
  why: 'An intimate picture needs a note of who else was in the room. Nothing is pressed until you press it, and a newer answer takes the place of an older one.',
  again: 'Change what was said about a chaperone',
} as const;

/** On the buttons. */
export const chaperoneAnswers: Readonly<Record<Chaperone, string>> = {
  colleague: 'Yes, a colleague',
  'family-or-carer': 'Only family, a friend or a carer',
  'offered-declined': 'Offered, and the patient did not want one',
  'none-available': 'None could be found',
  'not-offered': 'Not offered',
};

/** Beside the picture, for everybody who opens it. */
export const chaperoneSaid: Readonly<Record<Chaperone, string>> = {
  colleague: 'Chaperone: a colleague was there',
  'family-or-carer': 'Chaperone: none, but family, a friend or a carer was there',
  'offered-declined': 'Chaperone: offered, the patient did not want one',
  'none-available': 'Chaperone: none could be found',
  'not-offered': 'Chaperone: not offered',
};
export const chaperoneUnsaid = 'Chaperone: nobody has said yet';
