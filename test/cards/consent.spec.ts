import { describe, expect, it } from '@jest/globals';
import * as words from '../../cards/text/consent.ts';
import * as script from '../../cards/text/consent-script.ts';
import * as facts from '../../cards/text/picture-facts.ts';
import * as risk from '../../cards/text/risk.ts';

const sentencesOf = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(sentencesOf)
      : [];
const spoken = script.verbalScript('trust', 'this ward’s team and the on-call registrar');
const all = [words, script, facts, risk].flatMap(sentencesOf).concat(spoken);

describe('The words about consent', () => {
  it('say of publication that anyone can see it and nobody can take it back (CON-04, CON-30, INF-11)', () => {
    expect(words.levelWords.publication).toMatch(/anyone/);
    expect(words.levelWords.publication).toMatch(/nobody can take it back/);
    expect(words.tellFirstWords['published-cannot-be-recalled']).toMatch(/cannot be taken back/);
  });

  it('say that a no does not affect care, before, during and after (CON-05, INF-09)', () => {
    expect(script.notAConditionWords).toMatch(/will not affect your care/);
    expect(spoken.join(' ')).toMatch(/That will not affect your care/);
    expect(script.declineWords.care).toMatch(/not affected/);
    expect(script.declineWords.mightHaveHelped).toMatch(/picture can show/);
  });

  it('name who will see it, aloud and before it is sent (CON-21)', () => {
    expect(spoken.join(' ')).toContain('this ward’s team and the on-call registrar will be able to see it');
  });

  it('begin with whose device it is (INF-05)', () => {
    expect(script.verbalScript('trust', 'x')[0]).toMatch(/hospital device/);
    expect(script.verbalScript('own-under-policy', 'x')[0]).toMatch(/my own phone/);
    expect(script.verbalScript('own-unmanaged', 'x')[0]).toMatch(/delete it from the phone/);
  });

  it('hold the six points of the guidance’s own form (CON-29)', () => {
    expect(Object.keys(script.appendixAStatements)).toHaveLength(6);
    const said = Object.values(script.appendixAStatements).join(' ');
    for (const point of [
      /on the device for a short time/,
      /less accurate than seeing me/,
      /say no, or change my mind/,
      /only once the hospital has received them/,
      /only for the purposes/,
      /may be deleted/,
    ])
      expect(said).toMatch(point);
  });

  it('tell, before a withdrawal, that a record is kept until its time is over (CON-10)', () => {
    expect(words.tellFirstWords['kept-until-retention-ends']).toMatch(/cannot normally be deleted/);
  });

  it('claim of no picture that it is anonymous, blame nobody and speak plainly (DEID-06)', () => {
    expect(all.filter((one) => /\banonym/i.test(one))).toEqual([]);
    expect(all.filter((one) => /you (must|failed|forgot|should have)|your fault|illegal/i.test(one))).toEqual(
      [],
    );
    expect(all.filter((one) => /\b(token|API|payload|null|enum|metadata)\b/i.test(one))).toEqual([]);
  });

  it('call every ward photograph a ward photograph (META-09)', () => {
    for (const mode of ['clinician-camera', 'clinician-phone', 'patient-camera', 'patient-phone'] as const)
      expect(facts.modeWords[mode]).toMatch(/not Medical Illustration/);
  });

  it('name a place with its side', () => {
    expect(facts.placeOnBody('heel', 'left')).toBe('left heel');
    expect(facts.placeOnBody('foot', 'both')).toBe('foot, both sides');
    expect(facts.placeOnBody('lower-leg')).toBe('lower leg');
  });

  it('count who could have seen it', () => {
    expect(risk.exposureWords({ seconds: 1, couldSee: 1 })).toBe(
      'Visible for 1 second. 1 person could have seen it.',
    );
    expect(risk.exposureWords({ seconds: 4, couldSee: 12 })).toBe(
      'Visible for 4 seconds. 12 people could have seen it.',
    );
  });
});
