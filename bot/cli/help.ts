import type { Outcome } from './outcome.ts';

const COMMANDS = [
  { command: 'audit verify', does: 'walk every organisation’s audit and name the first bad row' },
  {
    command: 'audit head',
    does: 'one line a chain, to keep elsewhere; audit verify --anchor <file> compares with all kept',
  },
  { command: 'show <set>', does: 'print one set with its receipt, outcomes, sightings and events' },
  {
    command: 'incident <set>',
    does: 'draft the incident of what went to the wrong people or patient: counts and times, no name',
  },
  {
    command: 'disclose <set>',
    does: 'what is held, agreed, opened and filed, for whoever has a right to it: --why, --basis, --by; --to <folder>',
  },
  { command: 'disclose patient', does: 'the same for one patient, whose NHS number it asks for' },
  { command: 'disclosures', does: 'the log: who gave out how much, when and on which ground' },
  { command: 'fsck', does: 'open every sealed file and compare it with what was taken into custody' },
  { command: 'fsck --rebuild', does: 'first bring back what the ledger lost, from the image store' },
  {
    command: 'observe-report',
    does: 'what would have been removed where Safelight only watches, and how long it stood',
  },
  {
    command: 'purge-runbook <set>',
    does: 'what a compliance team needs to purge one message; --outstanding: all that still stand',
  },
  {
    command: 'watermark <picture>',
    does: 'whose opening a leaked picture’s mark stands for, by ids; it does not guess',
  },
  { command: 'doctor', does: 'check every setting and every outside system, and say how to mend them' },
  { command: 'sweep', does: 'look now for messages that Safelight was not told of' },
  {
    command: 'sweep --history',
    does: 'count pictures from before the installation; --yes <count> takes them',
  },
  { command: 'help', does: 'print this' },
] as const;

export const help = (): Outcome => ({
  lines: [
    'npx safelight <command> [--json]',
    '',
    ...COMMANDS.map(({ command, does }) => `  ${command.padEnd(21)}${does}`),
    '',
    'Exit code: 0 nothing wrong, 1 something wrong, 2 not understood. Settings are those of `npm start`.',
  ],
  json: { commands: COMMANDS },
  exit: 0,
});
