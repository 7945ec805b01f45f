import type { Flaw } from '../../bot/set/quality.ts';

/** In the capture page, while the patient is still there: one sentence, and it never stops anybody (QUAL-01). */
export const retakeWords: Readonly<Record<Flaw, string>> = {
  dark: 'Retake? Too dark to judge colour.',
  silhouetted: 'Retake? The light is behind it: turn so that light falls on what you photograph.',
  blurred: 'Retake? Not sharp: hold still, or step back a little and tap to focus.',
  glare: 'Retake? Light thrown back hides a part: tilt the phone, or move the lamp.',
  tiny: 'Retake? Too small to show anything fine: go closer, or use the camera on this page.',
};

/** Close to skin nothing helps a camera more (QUAL-09). */
export const scaleTip = 'A small paper scale beside it helps the camera to focus.';

/** Beside the press that keeps the picture as it is; that it was pressed is recorded. */
export const useAnywayWords = 'Use it anyway';
