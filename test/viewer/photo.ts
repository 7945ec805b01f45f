import { readFile } from 'node:fs/promises';
import type { SeedImage } from './seed-set.ts';

const corpus = (name: string): Promise<Buffer> => readFile(new URL(`../corpus/${name}`, import.meta.url));

export const photo = async (name = 'forearm.jpg', more: Partial<SeedImage> = {}): Promise<SeedImage> => ({
  bytes: await corpus(name),
  mediaType: 'image/jpeg',
  takenAt: { local: '2026-03-02T08:31:00', source: 'exif' },
  ...more,
});

export const film = async (): Promise<SeedImage> => ({
  bytes: await corpus('wound.mp4'),
  mediaType: 'video/mp4',
  kind: 'video',
});

export const letter = async (): Promise<SeedImage> => ({
  bytes: await corpus('letter.pdf'),
  mediaType: 'application/pdf',
  kind: 'document',
  name: 'referral.pdf',
});
