/** What stands beside a picture before anything else is read: how old, who says so, where, and what it cannot do. */
import type { Processed } from '../../bot/set/image.ts';

export const glanceWords = {
  taken: (age: string): string => `Taken ${age} ago`,
  posted: (age: string): string => `Posted ${age} ago`,
  notKnown: 'Time taken not known',
  notCurrent: (said: string): string => `${said}: not current`,
  never: 'A photograph never equals seeing the patient.',
  earlier: (day: string): string => `Earlier photograph of the same place, ${day}`,
  earlierHere: (howMany: number): string =>
    howMany === 1
      ? 'One earlier photograph: swipe, or Next'
      : `${howMany} earlier photographs: swipe, or Next`,
  original: (size: string): string => `Original, ${size}`,
  originalAloud: (size: string): string => `Download the original, ${size}, without your name on it`,
  hold: 'Hold to clear the mark',
  holdAloud: 'Hold to clear the mark from this image for ten seconds',
  clearedAloud: 'The mark is off for ten seconds',
  held: (seconds: string): string => `Without the mark: ${seconds} s`,
  holdFailed: 'The mark could not be cleared just now. Try again in a minute.',
  holdNote: 'Safelight records that you cleared the mark. The picture is the same without it.',
} as const;

/** What the file itself says was done to the picture: a fact, never a judgement (META-07). */
const processedNames: Readonly<Record<Processed, string>> = {
  beautified: 'a program that smooths faces',
  composite: 'several exposures made into one',
  custom: 'the camera’s own processing',
  edited: 'saved by a program that edits pictures',
  hdr: 'HDR',
  panorama: 'a panorama',
  portrait: 'portrait mode, background blurred',
};
export const processedWords = (all: readonly Processed[]): string =>
  `Processed before it came, its file says: ${all.map((one) => processedNames[one]).join(', ')}`;

/** `0.4 MB`, `12 MB`: what it will take on a slow line. */
export const sizeWords = (bytes: number): string => {
  const megabytes = bytes / 1_000_000;
  return `${megabytes < 10 ? Math.max(0.1, megabytes).toFixed(1) : Math.round(megabytes)} MB`;
};
