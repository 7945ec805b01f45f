import { openWords } from '../sealed/words.ts';
import { SafelightError } from '../set/errors.ts';
import type { ImageId } from '../set/ids.ts';
import type { StoredSet } from '../set/image-set.ts';
import type { StoredImage } from '../set/image.ts';
import type { MessageWords } from '../set/original.ts';
import type { ImageDetails } from '../set/sealed.ts';
import { sealContext } from '../set/sealed.ts';
import type { Room } from './room.ts';

/** Who an image is filed to, as it is shown to whoever has opened it. */
export interface FiledPatient {
  readonly name: string;
  readonly nhsNumber: string;
  readonly birthDate: string;
}

/** The texts of one set, opened: the message, and what is known of each image. */
export interface SetWords {
  readonly message: MessageWords;
  readonly images: ReadonlyMap<ImageId, ImageTexts>;
}
export interface ImageTexts extends ImageDetails {
  readonly patient?: FiledPatient;
}

/** One call to the key service a page. Throws `key-unreachable`, `sealed-file-broken`. */
export const readWords =
  (room: Pick<Room, 'keys'>) =>
  async (set: StoredSet): Promise<SetWords> => {
    const key = await room.keys.unwrap(set.wordsKey);
    const texts = (image: StoredImage): ImageTexts => {
      const details = asDetails(openWords(image.details, key, sealContext.details(set, image.id)));
      if (image.filing.state === 'unfiled') return details;
      const sealed = image.filing.patient.patient;
      return { ...details, patient: asPatient(openWords(sealed, key, sealContext.patient(set, image.id))) };
    };
    const words: SetWords = {
      message: asMessage(openWords(set.words, key, sealContext.message(set))),
      images: new Map(set.images.map((image) => [image.id, texts(image)])),
    };
    key.fill(0);
    return words;
  };

/** What we sealed ourselves has the shape we gave it; anything else is damage. */
const asMessage = (value: unknown): MessageWords => {
  if (isRecord(value) && typeof value['text'] === 'string' && typeof value['author'] === 'string')
    return value as unknown as MessageWords;
  throw new SafelightError('sealed-file-broken');
};

const asPatient = (value: unknown): FiledPatient => {
  if (isRecord(value)) {
    const { name, nhsNumber, birthDate } = value;
    if (typeof name === 'string' && typeof nhsNumber === 'string' && typeof birthDate === 'string')
      return { name, nhsNumber, birthDate };
  }
  throw new SafelightError('sealed-file-broken');
};

const asDetails = (value: unknown): ImageDetails => {
  if (!isRecord(value)) throw new SafelightError('sealed-file-broken');
  const { name, device } = value;
  return {
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof device === 'string' ? { device } : {}),
  };
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
