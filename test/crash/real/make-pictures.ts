import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Upload } from '../../../bot/local/ward/page-contract.ts';

/** Stands in every picture: wherever it is found in the clear, a picture is in the clear. */
export const CANARY = `CANARY-${randomBytes(12).toString('hex')}-9434765919`;

export interface Picture {
  readonly sha256: string;
  readonly upload: Upload;
}

const base = readFileSync(new URL('../../corpus/patient-a-1.jpg', import.meta.url));

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Pictures that decode, each its own bytes: the same picture twice would be the same image. */
export const makePictures = (count: number): readonly Picture[] =>
  Array.from({ length: count }, (_, n) => {
    const bytes = Buffer.concat([base, Buffer.from(`${CANARY}-${randomBytes(8).toString('hex')}`)]);
    return {
      sha256: sha256Of(bytes),
      upload: { name: `picture-${n}.jpg`, contentType: 'image/jpeg', base64: bytes.toString('base64') },
    };
  });
