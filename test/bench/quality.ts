import { GRADES } from '../corpus/quality/grades.ts';
import { halfOf, hashOfSplit, measureAll, type Labelled } from '../corpus/quality/label-set.ts';
import { precisionOf, recallOf, saidOf, scoreOf } from '../corpus/quality/score.ts';
import { drawnSources, realSources, type Source } from '../corpus/quality/sources.ts';
import { kindEyes } from './kind-eyes.ts';
import { median, table } from './table.ts';

const percent = (part: number): string => `${Math.round(100 * part)} %`;

/**
 * `quality [tuning]`: what is said of pictures whose thresholds were never set with them, against what was done to them.
 * Of a picture the gravest flaw alone counts, for a person is told of no other.
 */
export const quality = async ([half = 'held-out']: readonly string[]): Promise<readonly string[]> => {
  const real = realSources();
  const sources = [...real, ...drawnSources()];
  const taken = sources.filter((one) => halfOf(one) === half);
  const all: Labelled[] = [];
  for (const source of taken) {
    for await (const one of measureAll([source])) all.push(one);
    process.stderr.write(`${source.name}\n`);
  }
  const ms = all.map((one) => one.ms).sort((a, b) => a - b);
  return [
    `${all.length} pictures of ${taken.length} sources (${taken.filter(isReal).length} real photographs), ${half}; ${GRADES.length} of each source.`,
    `Split by source, ${sources.length} in all: ${hashOfSplit(sources, GRADES)}.${real.length === 0 ? ' No real photographs lie beside the project.' : ''}`,
    ...(['extent', 'diagnosis'] as const).flatMap((purpose) => [
      '',
      `For ${purpose}:`,
      ...figures(all, purpose),
    ]),
    '',
    'False alarms on pictures as they are, by what they show (extent):',
    ...falseAlarms(all),
    '',
    `${median(ms).toFixed(1)} ms a picture (median), ${(ms[Math.floor(ms.length * 0.95)] ?? 0).toFixed(1)} ms at the 95th centile: sampled and measured, decoded before.`,
    await kindEyes(),
    `verdict: ${percent(recallOf(fineOf(all)))} of what is fine is left alone; ${percent(caught(all))} of what is of no use is found`,
  ];
};

const isReal = ({ kind }: Source): boolean => kind === 'photograph';

const figures = (all: readonly Labelled[], purpose: 'extent' | 'diagnosis'): readonly string[] =>
  table(
    ['', 'pictures', 'said', 'right', 'precision', 'recall'],
    scoreOf(all, purpose).map((score) => [
      score.verdict,
      String(score.are),
      String(score.said),
      String(score.right),
      percent(precisionOf(score)),
      percent(recallOf(score)),
    ]),
  );

const shownBy = ({ source }: Labelled): string =>
  source.tone === undefined ? source.kind : `${source.tone} skin`;

const falseAlarms = (all: readonly Labelled[]): readonly string[] => {
  const fine = all.filter(({ grade }) => grade.extent === undefined);
  return table(
    ['', 'pictures', 'false alarms'],
    [...new Set(fine.map(shownBy))].map((name) => {
      const group = fine.filter((one) => shownBy(one) === name);
      return [
        name,
        String(group.length),
        String(group.filter((one) => saidOf(one, 'extent') !== 'fine').length),
      ];
    }),
  );
};

const fineOf = (all: readonly Labelled[]) => {
  const [fine] = scoreOf(all, 'extent');
  if (fine === undefined) throw new Error('there is a verdict for what is fine');
  return fine;
};

/** Of those with a flaw, told of any. */
const caught = (all: readonly Labelled[]): number => {
  const flawed = all.filter(({ grade }) => grade.extent !== undefined && grade.extent !== 'either');
  return flawed.filter((one) => saidOf(one, 'extent') !== 'fine').length / flawed.length;
};
