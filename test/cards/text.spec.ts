import { describe, expect, it } from '@jest/globals';
import { instant } from '../../bot/set/instant.ts';
import { errorWords, wordsForCode } from '../../cards/text.ts';
import { countItems } from '../../cards/text/count.ts';
import { ageWords } from '../../cards/text/viewer.ts';
import { when } from '../../cards/text/when.ts';

describe('the words people read', () => {
  it('say for every error what happened and what to do', () => {
    for (const { title, whatToDo } of Object.values(errorWords)) {
      expect(title).toMatch(/^[A-Z].*[^.]$/);
      expect(whatToDo).toMatch(/^[A-Z].*\.$/s);
    }
  });

  it('use no jargon, blame nobody and promise nothing about Microsoft 365', () => {
    const all = JSON.stringify(errorWords);
    expect(all).not.toMatch(/\b(token|API|HTTP|cache|endpoint|payload|null|exception|invalid request)\b/i);
    expect(all).not.toMatch(/you (must|failed|forgot|should have)|your fault|illegal/i);
    expect(all).not.toMatch(/erased|gone from Microsoft|never stored/i);
  });

  it('do not tell absent and forbidden apart', () => {
    expect(errorWords['set-missing']).toEqual(errorWords['not-allowed']);
    expect(errorWords['patient-not-found']).toEqual(errorWords['patient-details-differ']);
  });

  it('have an answer for a code nobody knows', () => {
    expect(wordsForCode('never-heard-of')).toBe(errorWords.unexpected);
  });

  it('give times as the United Kingdom reads them, in summer and in winter', () => {
    expect(when(instant('2026-11-14T09:05:00Z'))).toBe('14 Nov 2026, 09:05');
    expect(when(instant('2026-07-14T23:05:00Z'))).toBe('15 Jul 2026, 00:05');
  });

  it('count what is held', () => {
    expect(countItems(['image'])).toBe('1 image');
    expect(countItems(['video', 'image', 'image', 'document'])).toBe('2 images, 1 video and 1 document');
    expect(countItems([])).toBe('0 images');
  });

  it('say an age in the largest unit that still says enough', () => {
    const minute = 60_000;
    const day = 1440 * minute;
    const ages = [0.5 * minute, minute, 47 * 60 * minute, 2 * day, 59 * day, 61 * day, 729 * day, 731 * day];
    expect(ages.map(ageWords)).toEqual([
      'less than a minute',
      '1 minute',
      '47 hours',
      '2 days',
      '59 days',
      '2 months',
      '23 months',
      '2 years',
    ]);
  });
});
