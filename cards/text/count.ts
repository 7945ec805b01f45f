import type { MediaKind } from '../../bot/set/image.ts';
import { listed } from './listed.ts';

const names: Readonly<Record<MediaKind, readonly [one: string, more: string]>> = {
  image: ['image', 'images'],
  video: ['video', 'videos'],
  audio: ['sound recording', 'sound recordings'],
  document: ['document', 'documents'],
};
const order = Object.keys(names) as MediaKind[];

/** `1 image`, `3 images`. */
export const count = (howMany: number, kind: MediaKind): string =>
  `${howMany} ${names[kind][howMany === 1 ? 0 : 1]}`;

/** `3 images, 1 video and 1 document`. */
export const countItems = (items: readonly MediaKind[]): string => {
  const parts = order
    .map((kind) => ({ kind, howMany: items.filter((item) => item === kind).length }))
    .filter(({ howMany }) => howMany > 0)
    .map(({ kind, howMany }) => count(howMany, kind));
  return parts.length === 0 ? count(0, 'image') : listed(parts);
};
