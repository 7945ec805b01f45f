import type { ConsentForm, CouldNotAsk, Informed, Note, Professional } from '../../set/consent.ts';
import type { ImpliedSubject } from '../../set/subject.ts';
import { EMPTY_FORM } from './form.ts';

/**
 * The buttons of consent. Each says in its own words everything it sets; nothing else sets anything (CON-03). "No" is
 * one press like "yes" (CON-05).
 */
export type ConsentButton =
  /** "Agreed aloud before I took it: the picture, and showing it for care." */
  | { readonly press: 'agreed-aloud'; readonly professional: Professional; readonly informed: Informed }
  /** A line in a surgical form: evidence for this patient's own care alone (CON-08). */
  | {
      readonly press: 'on-surgical-form';
      readonly professional: Professional;
      readonly informed: Informed;
      readonly document: Note;
    }
  | { readonly press: 'said-no' }
  | { readonly press: 'stop' }
  | { readonly press: 'emergency'; readonly reason: Note }
  | { readonly press: 'best-interests'; readonly necessity: Note; readonly leastRestrictive: Note }
  | { readonly press: 'could-not-ask'; readonly why: CouldNotAsk }
  | { readonly press: 'one-of-the-six'; readonly kind: ImpliedSubject; readonly explained: boolean };

/** The form as it stands after that one press on an untouched form. Anything else is answered control by control. */
export const pressed = (button: ConsentButton): ConsentForm => {
  const both = { ...EMPTY_FORM.answers, making: 'yes', care: 'yes' } as const;
  switch (button.press) {
    case 'agreed-aloud': {
      const { professional, informed } = button;
      return {
        ...EMPTY_FORM,
        answers: both,
        method: { how: 'verbal', professional, said: informed.version },
        answering: { who: 'patient' },
        informed,
      };
    }
    case 'on-surgical-form': {
      const { professional, informed, document } = button;
      return {
        ...EMPTY_FORM,
        answers: both,
        method: { how: 'surgical-form', professional, document },
        answering: { who: 'patient' },
        informed,
      };
    }
    case 'said-no':
      return { ...EMPTY_FORM, answers: { ...EMPTY_FORM.answers, making: 'no' } };
    case 'stop':
      return { ...EMPTY_FORM, objects: true };
    case 'emergency':
      return { ...EMPTY_FORM, answers: both, method: { how: 'emergency', reason: button.reason } };
    case 'best-interests': {
      const { necessity, leastRestrictive } = button;
      return {
        ...EMPTY_FORM,
        answers: both,
        method: { how: 'best-interests', necessity, leastRestrictive },
        capacity: 'lacking',
      };
    }
    case 'could-not-ask':
      return { ...EMPTY_FORM, method: { how: 'could-not-ask', why: button.why } };
    case 'one-of-the-six':
      return {
        ...EMPTY_FORM,
        method: {
          how: 'implied-list',
          kind: button.kind,
          secondaryUseExplained: button.explained ? 'yes' : 'no',
        },
      };
  }
};
