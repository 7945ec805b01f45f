import type { Processed } from '../set/image.ts';

/** EXIF CustomRendered as phones write it: 0 plain, 1 some process, the others Apple's. */
const RENDERED: ReadonlyMap<number, readonly Processed[]> = new Map([
  [1, ['custom']],
  [2, ['hdr']],
  [3, ['hdr']],
  [4, []],
  [6, ['panorama']],
  [7, ['portrait', 'hdr']],
  [8, ['portrait']],
]);
/** EXIF CompositeImage: 2 several exposures made into one, 3 while they were taken. */
const COMPOSITES = [2, 3];

/** Programs that name themselves in the file they save; what a phone's own camera writes there is its version. */
const EDITORS =
  /adobe|photoshop|lightroom|snapseed|picasa|gimp|affinity|pixelmator|canva|vsco|instagram|picsart|paint\.net/i;
const BEAUTIFIERS = /beauty|facetune|faceapp|meitu|b612|ulike|youcam|airbrush/i;

/**
 * What a device or a program says it did to a picture (META-07): read, never judged from pixels. Each once, in the order
 * of the closed list; empty: the file says nothing, which is not the same as nothing having been done.
 */
export const readProcessed = (said: {
  readonly customRendered?: unknown;
  readonly compositeImage?: unknown;
  readonly software: string;
}): readonly Processed[] => {
  const { customRendered, compositeImage, software } = said;
  const found = new Set<Processed>(
    typeof customRendered === 'number' ? (RENDERED.get(customRendered) ?? []) : [],
  );
  if (typeof compositeImage === 'number' && COMPOSITES.includes(compositeImage)) found.add('composite');
  if (software.startsWith('HDR+')) found.add('hdr');
  if (BEAUTIFIERS.test(software)) found.add('beautified');
  else if (EDITORS.test(software)) found.add('edited');
  return [...found].sort((a, b) => a.localeCompare(b));
};
