import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { inspect } from '../../bot/inspect/inspect.ts';
import { readProcessed } from '../../bot/inspect/read-processed.ts';

const pictureSaying = async (software: string, more: Record<string, string> = {}): Promise<Buffer> =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: '#a86' } })
    .withExif({ IFD0: { Make: 'Apple', Model: 'iPhone 15', Software: software }, IFD2: more })
    .jpeg()
    .toBuffer();

describe('What was done to a picture on the device (META-07)', () => {
  it.each([
    ['17.5.1', {}, undefined],
    ['S918BXXU3BWK5', { CustomRendered: '0' }, undefined],
    ['17.5.1', { CustomRendered: '1' }, ['custom']],
    ['HDR+ 1.0.585804401zd', {}, ['hdr']],
    ['Adobe Photoshop 25.0 (Windows)', {}, ['edited']],
    ['Snapseed 2.0', { CustomRendered: '1' }, ['custom', 'edited']],
    ['BeautyPlus 7.1', {}, ['beautified']],
  ])('is read from a file that says %j and %j', async (software, more, processed) => {
    expect((await inspect(await pictureSaying(software, more))).processed).toEqual(processed);
  });

  it.each([
    [2, undefined, ['hdr']],
    [3, 2, ['composite', 'hdr']],
    [4, undefined, []],
    [6, undefined, ['panorama']],
    [7, undefined, ['hdr', 'portrait']],
    [8, 3, ['composite', 'portrait']],
    [99, 1, []],
    ['8', [2], []],
  ])('as phones write it, CustomRendered %j and CompositeImage %j', (customRendered, compositeImage, is) => {
    expect(readProcessed({ customRendered, compositeImage, software: '17.5.1' })).toEqual(is);
  });
});
