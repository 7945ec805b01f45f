import { describe, expect, it } from '@jest/globals';
import { organisationId } from '../../bot/set/ids.ts';
import { instant } from '../../bot/set/instant.ts';
import type { Restore } from '../../bot/set/journal.ts';
import { sayRestored } from '../../cards/text/restored.ts';

const restore: Restore = {
  format: 1,
  organisation: organisationId('XHB'),
  foundAt: instant('2026-03-02T10:20:00Z'),
  knownUntil: instant('2026-03-02T08:00:00Z'),
  lostFrom: 120,
  lostTo: 183,
  disposedAgain: 2,
  toApproveAgain: 0,
};

describe('What is said after a restore from a backup', () => {
  it('until when the records reach, what nobody can know, which audit rows are lost, and what to do', () => {
    expect(sayRestored(restore)).toEqual([
      'On 2 Mar 2026, 10:20 Safelight found that its records had been restored from a backup. They end on 2 Mar 2026, 08:00.',
      'What was done after that is not known: filings, renewals, questions and answers, buttons pressed, pictures opened. What was filed stands in the patient record; here it is to be filed again. Who waits for an answer asks again.',
      'Audit rows 120 to 183 are lost, and perhaps a few after them.',
      '2 sets that had been disposed of came back with the backup and were disposed of again. Nothing of them can be opened.',
      'Everybody was signed out.',
      'Pictures taken after the backup are safe in the store. Whoever runs Safelight brings them back with `npx safelight fsck --rebuild`.',
    ]);
  });

  it('where nothing is known of what came before, that is said', () => {
    const { knownUntil: _, lostTo: __, ...unknown } = restore;
    const said = sayRestored({ ...unknown, lostFrom: 1, disposedAgain: 0, toApproveAgain: 1 }).join('\n');
    expect(said).toContain('its records had been lost and begun anew');
    expect(said).toContain('How many rows are lost is not known');
    expect(said).toContain('The disposal of 1 set had begun and destroyed nothing yet');
    expect(said).toContain('Nothing that had been disposed of came back');
  });
});
