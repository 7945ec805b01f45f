import { describe, expect, it } from '@jest/globals';
import { conclude } from '../../../bot/policy/consent/conclude.ts';
import { levelsGranted } from '../../../bot/policy/consent/levels-granted.ts';
import type { ConsentButton } from '../../../bot/policy/consent/pressed.ts';
import { pressed } from '../../../bot/policy/consent/pressed.ts';
import { quickReasons } from '../../../cards/text/consent.ts';
import { facts, informed, nurseAsks, of } from './examples.ts';

const adult = of();
const child = of({ ageBand: 'under-16' });
const ROWS: readonly [string, ConsentButton, typeof adult, string, readonly string[]][] = [
  [
    '“Agreed aloud”: the picture and care (CON-15)',
    { press: 'agreed-aloud', professional: nurseAsks, informed },
    adult,
    'given',
    ['making', 'care'],
  ],
  ['“Said no”: nothing (CON-05)', { press: 'said-no' }, adult, 'declined', []],
  ['“Stop”, for a child: nothing (CAP-04)', { press: 'stop' }, child, 'stopped', []],
  [
    '“Emergency”: the picture and care, whoever the patient is (CAP-09)',
    { press: 'emergency', reason: quickReasons.emergency[0] },
    child,
    'given',
    ['making', 'care'],
  ],
  [
    '“Best interests”: the picture and care (CAP-06, CAP-07)',
    {
      press: 'best-interests',
      necessity: quickReasons.necessity[0],
      leastRestrictive: quickReasons.leastRestrictive[0],
    },
    adult,
    'given',
    ['making', 'care'],
  ],
  ['“Could not ask”: nothing yet', { press: 'could-not-ask', why: 'asleep' }, adult, 'outstanding', []],
  [
    '“Ultrasound”: care, without a question (CON-24)',
    { press: 'one-of-the-six', kind: 'ultrasound', explained: true },
    of({ subject: 'ultrasound' }),
    'given',
    ['making', 'care'],
  ],
];

describe('One press answers all there is to ask, and grants', () => {
  it.each(ROWS)('%s', (_title, button, about, state, granted) => {
    const outcome = conclude(pressed(button), about);
    if (!outcome.ok) throw new Error(JSON.stringify(outcome));
    expect(outcome.consent.state).toBe(state);
    expect(levelsGranted({ ...facts(about.facts), consent: outcome.consent })).toEqual(granted);
  });
});
