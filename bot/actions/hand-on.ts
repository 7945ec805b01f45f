import { audienceOf } from '../policy/consent/audience.ts';
import type { Policy } from '../policy/conversations.ts';
import { isOfOtherTrust, namedOutside, opinionsOf } from '../policy/opinions-of.ts';
import { askOutside } from '../policy/opinion/outside.ts';
import { isAsked, withOpenQuestion } from '../policy/opinion/with-question.ts';
import type { ChatRead } from '../ports/chat.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import { SafelightError } from '../set/errors.ts';
import type { OrganisationId, PersonId, QuestionId, SetId } from '../set/ids.ts';
import { samePerson } from '../set/ids.ts';
import type { StoredSet } from '../set/image-set.ts';
import type { Question, Told } from '../set/question.ts';
import type { AskRefusal } from './ask-opinion.ts';

export interface HandOnDeps {
  readonly ledger: Pick<Ledger, 'read' | 'change'>;
  readonly chat: Pick<ChatRead, 'member'>;
  readonly policy: Policy;
  readonly clock: Clock;
}

/** So often one question goes from hand to hand. */
const MOST_TIMES = 3;

/**
 * Somebody who was asked hands the question on, to their consultant: a person of the rota or the policy file's names, of
 * their own trust's alone. The limit for looking begins anew. Throws `not-allowed` for whoever was not asked,
 * `change-refused` where the question is closed.
 */
export const handOn =
  (deps: HandOnDeps) =>
  async (asked: {
    readonly organisation: OrganisationId;
    readonly set: SetId;
    readonly question: QuestionId;
    readonly by: PersonId;
    readonly to: PersonId;
    /** People of the rota of the role that was asked. */
    readonly onRota: readonly PersonId[];
  }): Promise<{ readonly handedOn: Question } | { readonly refused: AskRefusal }> => {
    const [{ organisation, by, to }, now] = [asked, deps.clock.now()];
    const opinions = opinionsOf(deps.policy, organisation);
    const set = await deps.ledger.read(organisation, asked.set);
    if (set?.state !== 'stored' || opinions === undefined) throw new SafelightError('change-refused');
    const question = set.questions?.find(({ id }) => id === asked.question);
    if (question === undefined || !isAsked(question, by)) throw new SafelightError('not-allowed');
    if (samePerson(by, to)) return { refused: 'yourself' };
    if (by.tid !== to.tid) return { refused: 'not-to-be-asked' };
    if (question.toldTo.filter(({ why }) => why === 'handed-on').length >= MOST_TIMES)
      return { refused: 'too-many' };
    const member = isOfOtherTrust(opinions, to) ? undefined : await deps.chat.member(set.origin.place, to);
    const isInside = member !== undefined && !member.guest;
    const isNamed =
      namedOutside(opinions).some((one) => samePerson(one.person, to)) ||
      asked.onRota.some((one) => samePerson(one, to));
    if (!isInside && !isNamed) return { refused: 'not-to-be-asked' };
    const answer = isInside ? undefined : askOutside(set, question.images, opinions);
    if (answer?.allowed === false) return { refused: answer.why };
    const isOther = isOfOtherTrust(opinions, to);
    const unsaid = isInside ? undefined : unasked(set, question, isOther);
    if (unsaid !== undefined) return { refused: unsaid };
    const told: Told = {
      ...{ person: to, at: now, why: 'handed-on', by },
      ...(isOther ? { unreached: true } : { sending: 0 }),
    };
    const after = withOpenQuestion(question.id, (one) => ({
      ...one,
      toldTo: [...one.toldTo, told],
      ...(answer === undefined ? {} : { outside: one.outside ?? { basis: answer.basis } }),
    }));
    const changed = await deps.ledger.change(organisation, set.id, {
      to: after,
      owes: [
        { verb: 'escalate', subject: question.id, dueAt: now },
        { verb: 'redraw', dueAt: now },
      ],
      events: [
        {
          ...{ kind: 'question-handed-on', at: now, by, set: set.id },
          facts: {
            ...{ question: question.id, to: to.oid, tenant: to.tid },
            ...(answer === undefined ? {} : { basis: answer.basis }),
          },
        },
      ],
    });
    const found =
      changed.state === 'stored' ? changed.questions?.find(({ id }) => id === question.id) : undefined;
    if (found === undefined) throw new SafelightError('change-refused');
    return { handedOn: found };
  };

/** Whoever was asked has no patient to ask: it goes to people the patient was asked about, and to nobody further (CON-21). */
const unasked = (set: StoredSet, { images, outside }: Question, isOther: boolean): AskRefusal | undefined => {
  if (outside !== undefined) return undefined;
  const verdict = audienceOf(set, images, isOther ? 'other-trust' : 'own-organisation');
  if (verdict === 'covered') return undefined;
  return verdict === 'refused' ? 'audience-refused' : 'audience-not-asked';
};
