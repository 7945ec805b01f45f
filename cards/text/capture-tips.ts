/** What helps before the shutter: tips for a good photograph, and the four gates before any is taken. At most six tips a kind (QUAL-08). */
import type { Flaw } from '../../bot/set/quality.ts';

export const tipsWords = {
  open: 'Tips',
  body: {
    title: 'For a good photograph',
    tips: [
      'Let the light come from a window or lamp beside you. A flash from close by washes out colour: keep an arm’s length away, and crop afterwards.',
      'Hold still and wait a moment until it is sharp. Lean your elbows on something.',
      'Lay a small ruler beside it, level with the skin: it shows the size, and helps the camera to focus.',
      'Take one from further back first, so that it is plain where on the body it is. Then one close up.',
      'Put a plain sheet or towel behind it. Nothing else, and nobody else, in the picture.',
      'For the same place again: stand where the last one was taken from, in the same light.',
    ],
  },
  /** Re-photographed: a chart, a report, an ECG, a monitor (QUAL-10). */
  paper: {
    title: 'For paper or a screen',
    tips: [
      'Hold the phone straight above paper, or straight before a screen, so that its edges run along the picture’s.',
      'Tilt it a little, or turn off the lamp, until nothing shines in it.',
      'Stripes on a screen go away a step further back.',
      'Have it fill the picture, with all four corners in.',
      'Cover other patients’ names, or crop them afterwards.',
      'Before you send it, read the smallest number in the picture.',
    ],
  },
} as const;

/** Beside "not sharp", of skin: the camera finds nothing on it to focus on (QUAL-09). */
export const scaleTipWords =
  'Close to skin, a small ruler beside it helps: level with the skin, it gives the camera something to focus on.';

/** Of paper or a screen it must be possible to read it; what is not here reads as of a body (cards/text/quality.ts). */
export const retakePaperWords: Readonly<Partial<Record<Flaw, string>>> = {
  dark: 'Retake? Too dark to read.',
  blurred: 'Retake? Not sharp enough to read: hold the phone still and straight above it.',
  glare: 'Retake? A reflection hides a part: tilt the phone, or turn off the lamp.',
  tiny: 'Retake? Too small to read: go closer until it fills the picture.',
};

/** The gates of the national decision path (BAD Figure 1, RISK-11): what a person must ask, and what the page knows. */
export const gatesWords = {
  title: 'Before you take it',
  ask: 'Ask yourself',
  known: 'In order',
  mind: 'Mind',
  need: 'Does this patient’s care need a picture? If not, take none: close this page, nothing is kept.',
  agrees: 'Does the patient agree? The words to say come next, and “no” is as quick as “yes”.',
  deviceHere: 'Device: the picture is taken in this page and is not in the phone’s gallery.',
  devicePhone: 'Device: this phone may keep a copy. You are reminded to delete it.',
  way: 'Way: encrypted, straight to Safelight with the patient and the consent. Never through the chat.',
} as const;
