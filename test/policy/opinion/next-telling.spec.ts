import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nextTelling } from '../../../bot/policy/opinion/next-telling.ts';
import { seenBy } from '../../../bot/policy/opinion/seen-within.ts';
import { imageId, personId } from '../../../bot/set/ids.ts';
import { DAY, instant, later, MINUTE } from '../../../bot/set/instant.ts';
import type { Instant } from '../../../bot/set/instant.ts';
import type { Question, Told, Urgency } from '../../../bot/set/question.ts';
import { closedQuestion, openQuestion } from '../../memory/question.ts';

const registrar = personId('own-tenant', 'registrar');
const next = personId('own-tenant', 'next');
const consultant = personId('own-tenant', 'consultant');
const rules = { seenWithin: { urgent: 5, today: 60 } };
const asked = openQuestion().askedAt;
const after = (minutes: number): Instant => later(asked, minutes * MINUTE);
const ofRole = (change: Partial<Question> = {}): Question =>
  openQuestion({ of: { who: 'role', role: 'plastics' as never }, ...change });
const told = (person: Told['person'], minutes: number, why: Told['why'], rest: Partial<Told> = {}): Told => ({
  ...{ person, at: after(minutes), why },
  ...rest,
});
const rota = { people: [registrar, next] };
const seen = [{ by: registrar, at: after(1), images: [imageId('unfiled')] }];

describe('What is owed about a question nobody has looked at', () => {
  it('is nothing until the urgency’s limit is over', () => {
    expect(nextTelling(ofRole(), rota, rules, after(4))).toEqual({ do: 'wait', until: after(5) });
    const today = ofRole({ urgency: 'today' });
    expect(nextTelling(today, rota, rules, after(4))).toEqual({ do: 'wait', until: after(60) });
  });

  it('is to ask again, then the next on the rota, then to tell the asker to ring, and then nothing', () => {
    const first = told(registrar, 0, 'asked');
    const again = told(registrar, 5, 'again');
    const another = told(next, 10, 'next-on-rota');
    const of = (...toldTo: Told[]) => ofRole({ toldTo });
    expect(nextTelling(of(first), rota, rules, after(5))).toEqual({
      ...{ do: 'ask', person: registrar, why: 'again' },
    });
    expect(nextTelling(of(first, again), rota, rules, after(10))).toEqual({
      ...{ do: 'ask', person: next, why: 'next-on-rota' },
    });
    expect(nextTelling(of(first, again, another), rota, rules, after(15))).toEqual({ do: 'ring-now' });
    const rung = { ...of(first, again, another), ringToldAt: after(15) };
    expect(nextTelling(rung, rota, rules, after(600))).toEqual({ do: 'nothing' });
  });

  it('of a person asked by name there is no next: asked twice, then the asker rings', () => {
    const toldTo = [told(registrar, 0, 'asked'), told(registrar, 5, 'again')];
    expect(nextTelling(openQuestion({ toldTo }), { people: undefined }, rules, after(10))).toEqual({
      do: 'ring-now',
    });
  });

  it('whoever no message reached is not waited for: the next is asked at once', () => {
    const toldTo = [told(registrar, 0, 'asked', { unreached: true })];
    expect(nextTelling(ofRole({ toldTo }), rota, rules, after(0))).toMatchObject({
      ...{ do: 'ask', person: next, why: 'next-on-rota' },
    });
    expect(nextTelling(openQuestion({ toldTo }), { people: undefined }, rules, after(0))).toEqual({
      do: 'ring-now',
    });
  });

  it('ends when one of those asked has looked, and when it is closed', () => {
    expect(nextTelling(ofRole({ seen }), rota, rules, after(60))).toEqual({ do: 'nothing' });
    expect(nextTelling(closedQuestion(after(1)), rota, rules, after(60))).toEqual({ do: 'nothing' });
  });

  it('a member who was not asked and looks changes nothing', () => {
    const another = [{ by: consultant, at: after(1), images: [imageId('unfiled')] }];
    expect(nextTelling(ofRole({ seen: another }), rota, rules, after(5))).toMatchObject({ why: 'again' });
  });

  it('handed on, the limit begins anew for whoever has it now', () => {
    const toldTo = [told(registrar, 0, 'asked'), told(consultant, 3, 'handed-on', { by: registrar })];
    const question = ofRole({ toldTo, seen });
    expect(nextTelling(question, rota, rules, after(5))).toEqual({ do: 'wait', until: after(8) });
    expect(nextTelling(question, rota, rules, after(8))).toMatchObject({ person: consultant, why: 'again' });
  });

  it('where nobody is on the rota the asker is told at once, and the next turn is asked when it begins', () => {
    const empty = ofRole({ toldTo: [] });
    expect(nextTelling(empty, { people: [] }, rules, after(0))).toEqual({ do: 'no-one' });
    const said = { ...empty, noOneAt: after(0) };
    expect(nextTelling(said, { people: [] }, rules, after(0))).toEqual({ do: 'wait', until: after(5) });
    expect(nextTelling(said, rota, rules, after(5))).toEqual({
      ...{ do: 'ask', person: registrar, why: 'asked' },
    });
    expect(nextTelling(said, { people: [] }, rules, later(asked, DAY))).toEqual({ do: 'nothing' });
  });

  it('never messages anybody more than three times about it, whoever is on the rota', () => {
    const people = fc.uniqueArray(fc.integer({ min: 0, max: 5 }), { maxLength: 6 });
    const urgency = fc.constantFrom<Urgency>('urgent', 'today', 'routine');
    fc.assert(
      fc.property(people, urgency, fc.array(fc.boolean(), { maxLength: 20 }), (oids, how, reaches) => {
        const onRota = { people: oids.map((one) => personId('own-tenant', `p${one}`)) };
        let question = ofRole({ urgency: how, toldTo: [] });
        let now = asked;
        let rung = 0;
        for (let turn = 0; turn < 40; turn += 1) {
          const decided = nextTelling(question, onRota, rules, now);
          if (decided.do === 'nothing') break;
          if (decided.do === 'wait') {
            expect(decided.until > now).toBe(true);
            now = decided.until;
          }
          if (decided.do === 'ask') {
            const lost = reaches[question.toldTo.length] === false ? { unreached: true as const } : {};
            const slot = { person: decided.person, at: now, why: decided.why, ...lost };
            question = { ...question, toldTo: [...question.toldTo, slot] };
          }
          if (decided.do === 'no-one') question = { ...question, noOneAt: now };
          if (decided.do === 'ring-now') {
            rung += 1;
            question = { ...question, ringToldAt: now };
          }
        }
        const sent = question.toldTo.filter(({ unreached }) => unreached === undefined);
        expect(sent.length).toBeLessThanOrEqual(3);
        // However it went, whoever asked knows: somebody is to ring.
        expect(oids.length === 0 ? question.noOneAt : question.ringToldAt).toBeDefined();
        expect(rung).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('Until when somebody must look', () => {
  it.each<[Urgency, string, string]>([
    ['urgent', '2026-05-01T15:00:00Z', '2026-05-01T15:05:00.000Z'],
    ['today', '2026-05-01T15:00:00Z', '2026-05-01T16:00:00.000Z'],
    // Friday before the early May bank holiday: Tuesday, 17:00 in London.
    ['routine', '2026-05-01T15:00:00Z', '2026-05-05T16:00:00.000Z'],
    // Maundy Thursday: Good Friday and Easter Monday are no working days.
    ['routine', '2026-04-02T15:00:00Z', '2026-04-07T16:00:00.000Z'],
    // Boxing Day 2026 is a Saturday: Monday the 28th stands for it.
    ['routine', '2026-12-24T15:00:00Z', '2026-12-29T17:00:00.000Z'],
    ['routine', '2027-01-01T15:00:00Z', '2027-01-04T17:00:00.000Z'],
  ])('%s, asked %s: by %s', (urgency, at, until) => {
    expect(seenBy(urgency, instant(at), rules)).toBe(until);
  });
});
