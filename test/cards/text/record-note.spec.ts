import { describe, expect, it } from '@jest/globals';
import { NOTHING_ANSWERED } from '../../../bot/set/consent.ts';
import type { GivenConsent } from '../../../bot/set/consent.ts';
import { personId } from '../../../bot/set/ids.ts';
import { instant } from '../../../bot/set/instant.ts';
import type { RecordNote } from '../../../bot/set/record-note.ts';
import { recordNote } from '../../../cards/text/record-note.ts';

const nurse = personId('t', 'nurse');
const at = instant('2026-03-15T02:54:00Z');
const given: GivenConsent = {
  state: 'given',
  answers: { ...NOTHING_ANSWERED, making: 'yes', care: 'yes' },
  method: {
    how: 'verbal',
    professional: { person: nurse, name: 'Tom Whitlock', jobTitle: 'Staff nurse', at },
    said: 'en-GB/1',
  },
  need: 'the words of a conversation',
  note: 'what was talked about',
  lateReason: 'what was typed',
  areas: [],
  basis: '6(1)(e)+9(2)(h)',
  by: nurse,
  at,
  retrospective: false,
};
const heel: RecordNote = {
  source: 'Ward photograph, not Medical Illustration (phone)',
  subject: 'body',
  sited: { site: 'heel', side: 'left' },
  takenBy: 'Tom Whitlock',
  takenAt: instant('2026-03-15T02:55:00Z'),
  device: 'trust',
  purpose: 'diagnosis',
  postedAt: instant('2026-03-15T02:57:00Z'),
  captured: true,
  place: 'Ward 7, Clinical photos',
  mentioned: [],
  sentTo: [
    {
      role: 'plastics registrar on call',
      names: ['Priya Shah'],
      urgency: 'urgent',
      at: instant('2026-03-15T03:04:00Z'),
    },
    { names: [], urgency: 'routine', at: instant('2026-03-15T09:00:00Z') },
  ],
  consent: given,
  askedBy: { name: 'Tom Whitlock', jobTitle: 'Staff nurse' },
  levels: ['making', 'care'],
  withdrawals: [],
  restricted: false,
};

describe('The note beside a picture in the record', () => {
  it('says whose it is, what it shows, with which device, to whom it was sent and why, and the basis (CON-11, CON-12)', () => {
    expect(recordNote(heel)).toBe(
      'Ward photograph, not Medical Illustration (phone). Shows the left heel. ' +
        'Taken by Tom Whitlock with a hospital device to help with the diagnosis on 15 Mar 2026, 02:55. ' +
        'Shown to the people of Ward 7, Clinical photos on 15 Mar 2026, 02:57; it was never in the chat. ' +
        'Sent to plastics registrar on call (Priya Shah) for advice, urgently, on 15 Mar 2026, 03:04. ' +
        'Sent to a colleague for advice, as routine, on 15 Mar 2026, 09:00. ' +
        'Consent: agreed aloud; asked by Tom Whitlock, Staff nurse; recorded 15 Mar 2026, 02:54; words en-GB/1. ' +
        'Agreed to: taking and keeping it, showing it for care. Lawful basis: UK GDPR 6(1)(e)+9(2)(h).',
    );
  });

  it('of a posted one says when it was posted, for whom, and that it was agreed to afterwards', () => {
    const { device: _device, purpose: _purpose, ...posted } = heel;
    const words = recordNote({
      ...posted,
      captured: false,
      takenAt: { local: '2026-03-15T02:55:10' },
      mentioned: ['Priya Shah'],
      sentTo: [],
      consent: { ...given, retrospective: true },
    });
    expect(words).toContain('Taken by Tom Whitlock on 2026-03-15 02:55:10 by the camera’s own clock.');
    expect(words).toContain(
      'Posted to the people of Ward 7, Clinical photos on 15 Mar 2026, 02:57, for Priya Shah.',
    );
    expect(words).toContain('recorded 15 Mar 2026, 02:54, after the picture was taken;');
  });

  it('holds nothing of what was written about the conversation with the patient', () => {
    for (const typed of ['words of a conversation', 'talked about', 'what was typed'])
      expect(recordNote(heel)).not.toContain(typed);
  });

  it('of a restricted one says neither the site nor why it is restricted', () => {
    const words = recordNote({ ...heel, restricted: true });
    expect(words).not.toMatch(/heel|diagnosis/);
    expect(words).toContain('Restricted: only people who are named can open it.');
  });

  it('keeps what was agreed to and says what was withdrawn', () => {
    const withdrawals = [
      { levels: ['care'], by: nurse, at: instant('2026-03-16T10:00:00Z'), told: [] },
    ] as const;
    const words = recordNote({ ...heel, withdrawals, levels: ['making'] });
    expect(words).toContain('Agreed to: taking and keeping it. ');
    expect(words).toContain('Withdrawn 16 Mar 2026, 10:00: showing it for care.');
  });

  it.each<readonly [RecordNote['consent'], string]>([
    [{ state: 'unanswered' }, 'nobody has recorded yet what the patient agreed to'],
    [{ state: 'not-needed', by: nurse, at }, 'none is needed'],
    [
      { state: 'outstanding', why: 'unconscious', by: nurse, at, returnBy: at },
      'could not be asked (unconscious)',
    ],
    [{ state: 'declined', by: nurse, at }, 'the patient said no on 15 Mar 2026, 02:54.'],
    [
      {
        ...{ state: 'declined', by: nurse, at },
        decided: { outcome: 'keep-by-law', reason: 'why', by: [nurse, nurse], at },
      },
      'It is kept by law.',
    ],
  ])('of %j says it plainly', (consent, words) => {
    expect(recordNote({ ...heel, consent, levels: [] })).toContain(words);
    expect(recordNote({ ...heel, consent, levels: [] })).not.toContain('Lawful basis');
  });
});
