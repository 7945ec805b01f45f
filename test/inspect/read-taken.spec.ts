import { describe, expect, it } from '@jest/globals';
import { readTaken } from '../../bot/inspect/read-exif.ts';

describe('when a picture was taken', () => {
  it('keeps what the device wrote, and its time zone where it wrote one', () => {
    expect(readTaken(['2024:02:29 23:59:59'], ['+01:00'])).toEqual({
      local: '2024-02-29T23:59:59',
      offset: '+01:00',
      source: 'exif',
    });
    expect(readTaken(['2024:02:29 23:59:59\0'], undefined)).toEqual({
      local: '2024-02-29T23:59:59',
      source: 'exif',
    });
  });

  it.each([
    '2025:02:29 10:00:00',
    '2025:13:01 10:00:00',
    '2025:11:14 24:00:00',
    '2025:11:14 10:60:00',
    '0000:00:00 00:00:00',
    '1970:01:01 00:00:00',
    '2025-11-14 10:00:00',
    '2025:11:14',
    '',
    '<script>',
  ])('does not believe %j', (written) => {
    expect(readTaken([written], ['+00:00'])).toBeUndefined();
  });

  it.each(['Z', '+1:00', '+15:00', 'BST', '+00:75'])('leaves out a time zone of %j', (zone) => {
    expect(readTaken(['2025:11:14 10:00:00'], [zone])).toEqual({
      local: '2025-11-14T10:00:00',
      source: 'exif',
    });
  });

  it('is not said by a number, a list of numbers, or nothing', () => {
    for (const value of [20251114, [1, 2, 3], undefined, null, {}])
      expect(readTaken(value, value)).toBeUndefined();
  });
});
