import { describe, expect, it } from '@jest/globals';
import { GRADES } from '../corpus/quality/grades.ts';
import { halfOf, measureAll, type Labelled } from '../corpus/quality/label-set.ts';
import { saidOf } from '../corpus/quality/score.ts';
import { drawnSources } from '../corpus/quality/sources.ts';

/** A few sources that no threshold was set with; all of them are for `npm run bench -- quality`. */
const SOURCES = ['chart-0', 'x-ray-0'];
const SPOILT = ['out of focus (9 px), with grain', 'five stops dark', '320 px'];

describe('Pictures that no threshold was set with', () => {
  it('are left alone as they are, and told apart once spoilt (QUAL-01)', async () => {
    const sources = drawnSources().filter(({ name }) => SOURCES.includes(name));
    expect(sources.map(halfOf)).toEqual(SOURCES.map(() => 'held-out'));
    const grades = GRADES.filter(({ name }) => name === 'as it is' || SPOILT.includes(name));
    const all: Labelled[] = [];
    for await (const one of measureAll(sources, grades)) all.push(one);
    const wrong = all.filter((one) => saidOf(one, 'extent') !== (one.grade.extent ?? 'fine'));
    expect(wrong.filter(({ grade }) => grade.extent === undefined).map(({ source }) => source.name)).toEqual(
      [],
    );
    expect(wrong.length).toBeLessThanOrEqual(1);
  }, 60_000);
});
