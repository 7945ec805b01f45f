import { describe, expect, it } from '@jest/globals';
import {
  isWorthSaying,
  mayShowAnother,
  numbersIn,
  shownIn,
  worthSaying,
} from '../../bot/policy/written-details.ts';
import { bandRulesOf } from '../../bot/policy/band/band-rules.ts';
import { lookupHash } from '../../bot/set/ids.ts';
import type { LookedOver } from '../../bot/set/shown.ts';
import { nothingSeen } from '../memory/decoder.ts';

const RULES = { ...bandRulesOf({}, true), hospitalNumbers: ['H#######'] };
const seen = (some: Partial<LookedOver>): LookedOver => ({ ...nothingSeen, ...some });
const lines = (...writing: readonly string[]): LookedOver => seen({ writing });

describe('What is a patient’s detail in print', () => {
  it.each([
    ['an NHS number by itself', '943 476 5919'],
    ['an NHS number with hyphens', '943-476-5919 F'],
    ['a labelled NHS number of which a digit could not be read', 'NHS No: 943 4?6 5919'],
    ['a hospital number', 'Hosp No: K1234567'],
    ['a case note number', 'Case note no. 123456'],
    ['an MRN', 'MRN 0012345'],
    ['a date of birth', 'DOB: 14-Mar-1951'],
    ['a date of birth with full stops', 'D.O.B. 14.03.51'],
    ['a date of birth on a band', 'Born 14 Mar 1951'],
    ['a date of birth in full', 'Date of birth 14/03/1951'],
    ['a name that is called one', 'Patient name: Margaret'],
    ['a name as wristbands carry it', 'SMITHSON, Margaret Ann'],
    ['a name in capitals', 'O’BRIEN, MARGARET'],
  ])('%s is', (_, line) => {
    expect(shownIn(lines('12', line), RULES)).toEqual(['details']);
  });

  it.each([
    ['a ruler', '1 2 3 4 5 6 7 8 9 10 cm'],
    ['a date alone', '14-Mar-2026'],
    ['a time', 'Oper :04 aT 13:37'],
    ['a telephone number', 'Tel 020 7946 0018'],
    ['a mobile telephone number', '07700900123'],
    ['a sign on a wall', 'NO PETS ALLOWED'],
    ['ten digits whose check digit does not fit', '943 476 5918'],
    ['a dose', 'Amoxicillin 500 mg, three times'],
    ['a batch number', 'LOT 12345678'],
    ['the name of a drug', 'drug name: amoxicillin'],
    ['what skin and cloth are mistaken for', 'Ye A\\ <A ve'],
  ])('%s is not', (_, line) => {
    expect(shownIn(lines(line), RULES)).toEqual([]);
  });

  it('nothing at all says nothing', () => {
    expect(shownIn(nothingSeen, RULES)).toEqual([]);
  });
});

describe('What else a picture may show', () => {
  it('a face, and a bar code of a packet, are named after a patient’s details', () => {
    const packet = { identifier: ']C0', text: 'LOT123' };
    expect(shownIn(seen({ face: true, codes: [packet] }), RULES)).toEqual(['face', 'code']);
    expect(shownIn(seen({ face: true, codes: [packet], writing: ['DOB 1/2/1951'] }), RULES)).toEqual([
      'details',
      'face',
      'code',
    ]);
  });

  it('a wristband’s code is a patient’s detail, and its NHS number is known', () => {
    const band = seen({ codes: [{ identifier: ']C0', text: 'H1234567' }] });
    expect(shownIn(band, RULES)).toEqual(['details', 'code']);
  });

  it('numbers set aside for testing are believed where they are used, and nowhere else', () => {
    const printed = lines('NHS 999 000 0018', '943 476 5919', '943 476 5919');
    expect(numbersIn(printed, RULES)).toEqual(['9434765919']);
    expect(numbersIn(printed, { ...RULES, live: false })).toEqual(['9990000018', '9434765919']);
  });
});

describe('Whoever posted it is told', () => {
  const hash = (digit: string) => lookupHash(digit.repeat(64));
  const linkedTo = (digit: string) => {
    const patient = { lookup: hash(digit), patient: {} as never };
    return { filing: { state: 'waiting', patient, by: {} as never, at: {} as never } } as const;
  };

  it('of a number that is not the linked patient’s, unless theirs stands there as well (H1)', () => {
    const image = linkedTo('a');
    expect(mayShowAnother(image)).toBe(false);
    expect(mayShowAnother({ ...image, numbers: [] })).toBe(false);
    expect(mayShowAnother({ ...image, numbers: [hash('b')] })).toBe(true);
    expect(mayShowAnother({ ...image, numbers: [hash('b'), hash('a')] })).toBe(false);
    expect(mayShowAnother({ ...image, numbers: [hash('b')], filing: { state: 'unfiled' } })).toBe(false);
  });

  it('not of a face in a picture of a face, of writing on a document, or of what is restricted already', () => {
    const image = { ...linkedTo('a'), shows: ['details', 'face', 'code'] } as const;
    const said = (facts: object) =>
      worthSaying({ ...image, consent: { intimate: false, ageBand: 'adult', ...facts } as never });
    expect(worthSaying(image)).toEqual(['details', 'face', 'code']);
    expect(said({ subject: 'body', sited: { site: 'face' } })).toEqual(['details', 'code']);
    expect(said({ subject: 'chart-or-document' })).toEqual(['face']);
    expect(said({ subject: 'body', restriction: {} })).toEqual([]);
    expect(isWorthSaying({ ...image, shows: [] })).toBe(false);
  });
});
