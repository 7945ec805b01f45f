import { ageWords } from '../../cards/text/viewer.ts';
import type { ObservedMessage } from '../policy/observe-report.ts';
import { observeReport } from '../policy/observe-report.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { ImageSet } from '../set/image-set.ts';
import type { Outcome } from './outcome.ts';

/** What was posted in conversations that are only watched, over all organisations. */
export const reportObserved = async (ledger: Pick<Ledger, 'find' | 'audit'>): Promise<Outcome> => {
  const sets: ImageSet[] = [];
  for (const organisation of await ledger.audit.organisations())
    sets.push(...(await ledger.find(organisation, { by: 'observed' })));
  const report = observeReport(sets);
  const { messages, wouldHaveGone, wouldHaveStayed, stillStanding, middleStoodMs } = report;
  return {
    json: report,
    exit: 0,
    lines:
      messages.length === 0
        ? ['Nothing was posted in a conversation that is watched only (mode: observe).']
        : [
            `${messages.length} message(s) in conversations that are watched only.`,
            `${wouldHaveGone} copies would have been removed, ${wouldHaveStayed} would have stayed (they live elsewhere).`,
            `${stillStanding} message(s) still stood when they were last looked at.`,
            ...(middleStoodMs === undefined ? [] : [`The middle one stood for ${ageWords(middleStoodMs)}.`]),
            ...messages.map(line),
          ],
  };
};

const STANDS: Readonly<Record<ObservedMessage['stands'], string>> = {
  gone: 'then it was gone',
  'at-last-look': 'and still at the last look',
  'not-looked-again': 'so far as is known: it was not looked at again yet',
};

const line = (one: ObservedMessage): string =>
  `  ${one.organisation} ${one.postedAt} set ${one.set}: in safe keeping after ${(one.custodyMs / 1000).toFixed(1)} s, ` +
  `stood ${ageWords(one.stoodMs)}, ${STANDS[one.stands]}`;
