import { describe, expect, it } from '@jest/globals';
import { communication, opinionName } from '../../../bot/adapters/fhir/communication.ts';
import { answerId } from '../../../bot/set/ids.ts';
import { instant } from '../../../bot/set/instant.ts';
import { opinion } from '../../contract/opinions.ts';

describe('A second opinion as the record is told it', () => {
  const said = communication(opinion('answer-1'));

  it('says who, when, about which images, and the words', () => {
    expect(said.payload?.map(({ contentString }) => contentString)).toEqual([
      'Second opinion on a clinical photograph. Priya Shah, plastics registrar on call answered 15 Mar 2026, 03:07: Change plan.',
      'In their words: “Offload it now and dress it.”',
      'Asked by Tom Whitlock 15 Mar 2026, 03:00 (urgent): “Blister over the heel, is it safe to leave until the morning?”',
      'About DocumentReference/one, taken 15 Mar 2026, 02:55.',
      'Given from the photograph alone. A photograph never equals seeing the patient.',
    ]);
  });

  it('is completed, of the patient, about the image’s own document, from and to whom it went', () => {
    expect(said).toMatchObject({
      ...{ resourceType: 'Communication', status: 'completed', priority: 'urgent' },
      about: [{ reference: 'DocumentReference/one' }],
      sent: '2026-03-15T03:07:00.000Z',
      sender: { display: 'Priya Shah, plastics registrar on call' },
      recipient: [{ display: 'Tom Whitlock' }],
    });
    expect(said.meta).toBeUndefined();
  });

  it('is known by answer and patient, and what stands in an address says nothing of the patient', () => {
    const name = opinionName({ answer: answerId('answer-1'), patient: 'Patient/edith' });
    expect(name).toMatch(/^answer-1\.[0-9a-f]{16}$/);
    expect(name).not.toContain('edith');
    expect(opinionName({ answer: answerId('answer-1'), patient: 'Patient/joseph' })).not.toBe(name);
  });

  it('says when it was taken as the camera wrote it, or that nobody knows', () => {
    const about = (takenAt?: string) =>
      JSON.stringify(
        communication(
          opinion('answer-1', {
            images: [
              {
                ...{ document: 'DocumentReference/one', postedAt: instant('2026-03-15T02:57:00Z') },
                ...(takenAt === undefined ? {} : { takenAt }),
              },
            ],
          }),
        ).payload,
      );
    expect(about('2026-03-15T02:55:10')).toContain('taken 2026-03-15 02:55:10 by the camera’s own clock');
    expect(about()).toContain('posted 15 Mar 2026, 02:57; when it was taken is not known');
  });

  it('says a colleague where nobody could say who asked', () => {
    const nameless = communication(opinion('answer-1', { names: { by: 'Priya Shah' } }));
    expect(nameless.recipient).toEqual([{ display: 'a colleague' }]);
    expect(JSON.stringify(nameless.payload)).toContain('Asked by a colleague');
  });
});
