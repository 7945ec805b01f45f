/** What is said where the database was restored from a backup: what was done, and what nobody can know. */
import type { Restore } from '../../bot/set/journal.ts';
import { when } from './when.ts';

export const restoredWords = {
  title: 'Restored from a backup',
  found: ({ foundAt, knownUntil }: Restore): string =>
    knownUntil === undefined
      ? `On ${when(foundAt)} Safelight found that its records had been lost and begun anew.`
      : `On ${when(foundAt)} Safelight found that its records had been restored from a backup. They end on ${when(knownUntil)}.`,
  unknown:
    'What was done after that is not known: filings, renewals, questions and answers, buttons pressed, pictures opened. What was filed stands in the patient record; here it is to be filed again. Who waits for an answer asks again.',
  audit: ({ lostFrom, lostTo }: Restore): string =>
    lostTo === undefined
      ? `The audit goes on from row ${lostFrom}. How many rows are lost is not known.`
      : `Audit rows ${lostFrom} to ${lostTo} are lost, and perhaps a few after them.`,
  signedOut: 'Everybody was signed out.',
  disposedAgain: ({ disposedAgain }: Restore): string =>
    disposedAgain === 0
      ? 'Nothing that had been disposed of came back.'
      : `${sets(disposedAgain)} that had been disposed of came back with the backup and ${disposedAgain === 1 ? 'was' : 'were'} disposed of again. Nothing of ${disposedAgain === 1 ? 'it' : 'them'} can be opened.`,
  toApproveAgain: ({ toApproveAgain }: Restore): string =>
    `The disposal of ${sets(toApproveAgain)} had begun and destroyed nothing yet. It is not known whether it was stopped: it needs to be approved again.`,
  closedAgain: ({ closedAgain = 0 }: Restore): string =>
    closedAgain === 0
      ? 'Who may see a picture, what patients agreed to or refused, and legal holds are as they were.'
      : `Who may see a picture, what patients agreed to or refused, and legal holds are kept apart from these records: of ${sets(closedAgain)} they were put back as they were.`,
  rebuild:
    'Pictures taken after the backup are safe in the store. Whoever runs Safelight brings them back with `npx safelight fsck --rebuild`.',
} as const;

const sets = (howMany: number): string => (howMany === 1 ? '1 set' : `${howMany} sets`);

/** Everything there is to say of one restore, in order. */
export const sayRestored = (restore: Restore): readonly string[] => [
  restoredWords.found(restore),
  restoredWords.unknown,
  restoredWords.audit(restore),
  restoredWords.disposedAgain(restore),
  ...(restore.toApproveAgain === 0 ? [] : [restoredWords.toApproveAgain(restore)]),
  ...(restore.closedAgain === undefined ? [] : [restoredWords.closedAgain(restore)]),
  restoredWords.signedOut,
  restoredWords.rebuild,
];
