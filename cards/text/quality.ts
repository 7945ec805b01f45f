import type { Flaw } from '../../bot/set/quality.ts';

/** In the capture page, while the patient is still there: one sentence, and it never stops anybody (QUAL-01). */
export const retakeWords: Readonly<Record<Flaw, string>> = {
  dark: 'Retake? Too dark to judge colour.',
  silhouetted: 'Retake? The light is behind it: turn so that light falls on what you photograph.',
  blurred: 'Retake? Not sharp: hold still, or step back a little and tap to focus.',
  glare: 'Retake? Light thrown back hides a part: tilt the phone, or move the lamp.',
  tiny: 'Retake? Too small to show anything fine: go closer, or use the camera on this page.',
};

/** Beside the press that keeps the picture as it is; that it was pressed is recorded. */
export const useAnywayWords = 'Use it anyway';

const noted: Readonly<Record<Flaw, string>> = {
  dark: 'may be too dark to judge colour',
  silhouetted: 'may be taken against the light',
  blurred: 'may not be sharp',
  glare: 'may be hidden in part by light thrown back',
  tiny: 'may be too small to show anything fine',
};

/** Beside the picture, for whoever judges by it (H4): found by measuring, so it says "may". */
export const noteWords = (flaw: Flaw): string =>
  `This picture ${noted[flaw]}. If it matters, look at the patient or ask for another.`;

/** To whoever posted it, in their running list: one kind sentence, for one picture or for several. */
export const posterWords = (flaw: Flaw): string =>
  `One of them ${noted[flaw]}: if you are still with the patient, another would help.`;
