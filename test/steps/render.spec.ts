import { describe, expect, it } from '@jest/globals';
import { render } from '../../bot/steps/render.ts';
import type { ImageSet } from '../../bot/set/image-set.ts';
import { memoryDecoder } from '../memory/decoder.ts';
import { photo } from '../viewer/photo.ts';
import { openWorld } from '../viewer/world.ts';

describe('What people see of a photograph', () => {
  it.each([
    ['cut short is kept as a part of it', { partial: true } as const, true],
    ['that arrived whole is kept as the whole', {}, undefined],
  ])('%s', async (_, told, kept) => {
    const world = await openWorld();
    const set = await world.seed([await photo('truncated.jpg', { rendition: 'owed' })]);
    const whole = memoryDecoder();
    const decoder = {
      ...whole,
      render: async (bytes: Uint8Array, type: string) => ({ ...(await whole.render(bytes, type)), ...told }),
    };
    const outcome = await render({ blobs: world.blobs, keys: world.parts.keys, decoder })({
      set,
      duty: { subject: set.images[0]?.id ?? '' } as never,
      now: world.clock.now(),
      intend: async () => undefined,
    });
    const after = outcome.to?.(set) as Extract<ImageSet, { state: 'stored' }>;
    const renditions = after.images[0]?.renditions;
    expect(renditions?.state).toBe('ready');
    expect(renditions?.state === 'ready' ? renditions.partial : 'none').toBe(kept);
    await world.close();
  });

  it('that was measured keeps what may be amiss with it, and one that was not says nothing (QUAL-01)', async () => {
    const measures = {
      width: 900,
      height: 1_200,
      middle: 9,
      bright: 31,
      black: 0.8,
      clipped: 0,
      glare: 0,
      inside: 10,
      outside: 12,
    };
    const world = await openWorld();
    const set = await world.seed([await photo('patient-a-1.jpg', { rendition: 'owed' })]);
    const whole = memoryDecoder();
    const kept: unknown[] = [];
    for (const told of [{ measures }, {}]) {
      const decoder = {
        ...whole,
        render: async (bytes: Uint8Array, type: string) => ({
          ...(await whole.render(bytes, type)),
          ...told,
        }),
      };
      const outcome = await render({ blobs: world.blobs, keys: world.parts.keys, decoder })({
        set,
        duty: { subject: set.images[0]?.id ?? '' } as never,
        now: world.clock.now(),
        intend: async () => undefined,
      });
      const after = outcome.to?.(set) as Extract<ImageSet, { state: 'stored' }>;
      const renditions = after.images[0]?.renditions;
      kept.push(renditions?.state === 'ready' ? renditions.quality : 'none');
    }
    expect(kept).toEqual([['dark'], undefined]);
    await world.close();
  });
});
