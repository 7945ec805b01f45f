import type { Opinions } from '../policy/opinions-of.ts';
import { roleOf } from '../policy/opinions-of.ts';
import { sealWords } from '../sealed/words.ts';
import type { ImageId, OnCallRoleId, PersonId } from '../set/ids.ts';
import type { Instant } from '../set/instant.ts';
import type { Question, Urgency } from '../set/question.ts';
import type { SealOwner } from '../set/sealed.ts';
import { sealContext } from '../set/sealed.ts';
import { newQuestionId } from './ask-opinion.ts';

/** What was asked on the capture page before the pictures were sent. */
export interface AskAtCapture {
  readonly role: OnCallRoleId;
  readonly urgency: Urgency;
  /** One line, in the clear. */
  readonly line: string;
}

/**
 * The question as it waits with what was sent: it becomes the set's with custody, and whoever is on call then is asked
 * (steps/escalate.ts). Nobody is told of a picture that is not safe yet. Undefined for a role the policy file lacks.
 */
export const questionAtCapture = (
  opinions: Opinions,
  { role: id, urgency, line }: AskAtCapture,
  about: {
    readonly owner: SealOwner;
    readonly by: PersonId;
    readonly images: readonly ImageId[];
    /** The words key, plain. */
    readonly key: Uint8Array;
    readonly now: Instant;
  },
): Question | undefined => {
  const role = roleOf(opinions, id);
  if (role === undefined) return undefined;
  const { owner, by, images, key, now } = about;
  const question = newQuestionId();
  return {
    ...{ id: question, by, askedAt: now, of: { who: 'role', role: id }, urgency, images },
    text: sealWords(line, key, sealContext.question(owner, question)),
    ...{ called: role.name, ring: role.ring },
    ...{ toldTo: [], seen: [], answers: [] },
    askerTold: urgency === 'urgent' ? [{ what: 'ring-as-well', at: now, sending: 0 }] : [],
  };
};
