import type { Blobs } from '../ports/blobs.ts';
import type { Keys } from '../ports/keys.ts';
import { openConsent } from '../sealed/seal-consent.ts';
import { isDisclosed } from '../set/disclosure-pack.ts';
import type { SetInPack } from './gather-pack.ts';
import type { Folder } from './open-folder.ts';
import { fileName, openOriginal } from './open-original.ts';

interface Pack {
  readonly pack: readonly SetInPack[];
  readonly text: readonly string[];
  readonly json: object;
}

/**
 * The folder whoever asked is given: the list to read, the same for a machine with every word of what was agreed, and the
 * originals. The one place where a picture is on disk in the clear, because somebody with a right to it asked (CON-35).
 */
export const writePack = async (
  parts: { readonly blobs: Pick<Blobs, 'get'>; readonly keys: Pick<Keys, 'unwrap'> },
  folder: Folder,
  { pack, text, json }: Pack,
): Promise<void> => {
  const consents: object[] = [];
  let at = 0;
  for (const { set, items } of pack) {
    const key = await parts.keys.unwrap(set.wordsKey);
    for (const item of items) {
      at += 1;
      const image = set.images.find((one) => one.id === item.image);
      if (!isDisclosed(item) || image === undefined) continue;
      const consent = openConsent(item.consent, key, { owner: set, image: image.id });
      const bytes = await openOriginal(parts, set, image);
      const file = fileName(at, image);
      await folder.write(file, bytes);
      bytes.fill(0);
      consents.push({ image: image.id, file, consent });
    }
    key.fill(0);
  }
  await folder.write('pack.txt', `${text.join('\n')}\n`);
  await folder.write('pack.json', `${JSON.stringify({ ...json, agreedTo: consents }, null, 2)}\n`);
};
