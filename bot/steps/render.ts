import { createHash, randomBytes } from 'node:crypto';
import { asStrictAs, judge } from '../policy/quality.js';
import type { Blobs } from '../ports/blobs.ts';
import type { Decoder, Rendered } from '../ports/decoder.ts';
import type { Keys } from '../ports/keys.ts';
import { newKey } from '../sealed/new-key.ts';
import { open } from '../sealed/open.ts';
import { seal } from '../sealed/seal.ts';
import { asSafelightError } from '../set/errors.ts';
import type { Crop } from '../set/capture.ts';
import { blobName } from '../set/ids.ts';
import type { ImageSet } from '../set/image-set.ts';
import type { Renditions, StoredImage } from '../set/image.ts';
import { later, MINUTE } from '../set/instant.ts';
import { sealContext } from '../set/sealed.ts';
import type { SealContext } from '../set/sealed.ts';
import type { Job, Step, StepOutcome } from './step.ts';

/** Until it is looked over: what still stands in a chat, and whoever waits to see, come first. */
const LOOKED_OVER_AFTER = MINUTE;

export interface RenderParts {
  readonly blobs: Blobs;
  readonly keys: Keys;
  readonly decoder: Decoder;
}

/** What people see: oriented, sRGB, no metadata. Derived, so it can be made again; the original is never touched. */
export const render =
  (parts: RenderParts): Step =>
  async (job) => {
    const { set, duty } = job;
    if (set.state !== 'stored') return { events: [], duty: 'done' };
    const image = set.images.find((one) => one.id === duty.subject);
    if (image?.renditions.state !== 'owed') return { events: [], duty: 'done' };
    if (image.kind !== 'image') return rendered(job, image, { state: 'impossible', why: 'not-a-picture' });
    const plain = open(
      await parts.blobs.get('images', image.original.blob),
      await parts.keys.unwrap(image.original.key),
      sealContext.original(set, image.id),
    );
    try {
      const { screen, preview, partial, measures } = await parts.decoder.render(
        plain,
        image.mediaType,
        sharedPart(image),
      );
      const [keptScreen, keptPreview] = await Promise.all([
        keep(parts, screen, sealContext.screen(set, image.id)),
        keep(parts, preview, sealContext.preview(set, image.id)),
      ]);
      return rendered(job, image, {
        state: 'ready',
        screen: keptScreen,
        preview: keptPreview,
        ...(partial === undefined ? {} : { partial }),
        // Where nobody has said what it is for, nothing is asked of it that only a diagnosis would need (QUAL-07).
        ...(measures === undefined
          ? {}
          : {
              quality: judge(
                measures,
                asStrictAs(image.consent?.capture?.purpose ?? 'record', image.consent?.subject),
              ),
            }),
      });
    } catch (thrown) {
      const { code } = asSafelightError(thrown);
      if (code !== 'cannot-be-decoded' && code !== 'image-too-large') throw thrown;
      return rendered(job, image, { state: 'impossible', why: code });
    }
  };

/** What may be evidence is shown as it came (INT-08); the original is whole in any case. */
const sharedPart = ({ consent }: StoredImage): Crop | undefined =>
  consent?.restriction?.keepWhole === true ? undefined : consent?.capture?.crop;

const keep = async ({ blobs, keys }: RenderParts, made: Rendered, context: SealContext) => {
  const key = newKey();
  const sealed = seal(made.jpeg, key, context);
  const blob = blobName(randomBytes(16).toString('hex'));
  await blobs.put('images', blob, sealed);
  return {
    blob,
    key: await keys.wrap(key),
    plainBytes: made.jpeg.length,
    plainSha256: createHash('sha256').update(made.jpeg).digest('hex'),
    mediaType: 'image/jpeg',
    width: made.width,
    height: made.height,
  };
};

const rendered = (job: Job, image: StoredImage, renditions: Renditions): StepOutcome => ({
  to: withRenditions(image, renditions),
  owes:
    renditions.state === 'ready'
      ? [{ verb: 'look', subject: image.id, dueAt: later(job.now, LOOKED_OVER_AFTER) }]
      : [],
  events: [
    {
      kind: renditions.state === 'ready' ? 'renditions-made' : 'renditions-impossible',
      at: job.now,
      by: 'system',
      set: job.set.id,
      image: image.id,
      ...(renditions.state === 'impossible' ? { facts: { why: renditions.why } } : {}),
    },
  ],
  duty: 'done',
});

const withRenditions =
  (image: StoredImage, renditions: Renditions) =>
  (set: ImageSet): ImageSet =>
    set.state === 'stored'
      ? { ...set, images: set.images.map((one) => (one.id === image.id ? { ...one, renditions } : one)) }
      : set;
