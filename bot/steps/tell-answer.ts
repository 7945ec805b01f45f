import type { Notice } from '../../cards/model.ts';
import { isMisSent } from '../policy/exceptions.ts';
import { ANSWERED } from '../policy/opinion/answering.ts';
import { answerIn } from '../policy/opinion/filing.ts';
import type { ShiftStart } from '../policy/shifts.ts';
import { shiftOf } from '../policy/shifts.ts';
import type { NewDuty } from '../set/duty.ts';
import type { AuditEvent } from '../set/event.ts';
import type { OnCallRoleId, OrganisationId, PersonId, QuestionId } from '../set/ids.ts';
import { samePerson } from '../set/ids.ts';
import type { Instant } from '../set/instant.ts';
import type { Question } from '../set/question.ts';
import type { Job, StepOutcome } from './step.ts';

/** Who hears of an answer, and where the words are: never what it says. */
export interface AnswerTelling {
  readonly to: readonly PersonId[];
  readonly notice: Notice;
  readonly event: AuditEvent['kind'];
  readonly owes?: readonly NewDuty[];
  readonly learned?: StepOutcome['to'];
}

export interface AnswerTellingParts {
  readonly toDo: {
    dutyOf(organisation: OrganisationId): {
      readonly shifts: readonly ShiftStart[];
      readonly onDuty: readonly PersonId[];
    };
  };
  /** Whoever holds that role at this moment, by its rota; nobody where it is absent or has a gap. */
  holding?(organisation: OrganisationId, role: OnCallRoleId, at: Instant): Promise<readonly PersonId[]>;
}

/** Between the one who asked and whoever stands in for them: a message of its own, so that neither hears twice. */
const COVERED = `${ANSWERED}-cover`;

/**
 * Whoever asked is told; and once their shift is over, whoever holds their role now, or is on duty. Undefined: it is
 * about something else, or there is nothing to say any more.
 */
export const answerTelling = async (
  parts: AnswerTellingParts,
  { set, now }: Job,
  subject: string,
  openUrl: string,
): Promise<AnswerTelling | undefined> => {
  const [reason, id = ''] = subject.split(':');
  if (set.state !== 'stored' || (reason !== ANSWERED && reason !== COVERED) || isMisSent(set))
    return undefined;
  const found = answerIn(set, id);
  if (found === undefined) return undefined;
  const { question, answer } = found;
  const { shifts, onDuty } = parts.toDo.dutyOf(set.organisation);
  const event = 'answer-told';
  if (reason === ANSWERED) {
    const isOver = shiftOf(question.askedAt, shifts).start !== shiftOf(now, shifts).start;
    return {
      ...{ to: [question.by], notice: { kind: 'answered', yours: true, openUrl }, event },
      ...(isOver ? { owes: [{ verb: 'remind', subject: `${COVERED}:${id}`, dueAt: now }] } : {}),
    };
  }
  const holders = await holdersOf(parts, set.organisation, question, now);
  const others = (holders.length > 0 ? holders : onDuty).filter(
    (one) => !samePerson(one, question.by) && !samePerson(one, answer.by),
  );
  return {
    ...{ to: others, notice: { kind: 'answered', yours: false, openUrl }, event },
    ...(others.length === 0 ? {} : { learned: standingIn(question.id, others) }),
  };
};

/** What they are told of they may open, wherever they sit (H9). Closed by the answer, it is changed all the same. */
const standingIn =
  (id: QuestionId, people: readonly PersonId[]): NonNullable<StepOutcome['to']> =>
  (set) =>
    set.state !== 'stored' || set.questions === undefined
      ? set
      : {
          ...set,
          questions: set.questions.map((one) =>
            one.id === id ? { ...one, standIns: joined(one.standIns ?? [], people) } : one,
          ),
        };

const joined = (known: readonly PersonId[], more: readonly PersonId[]): readonly PersonId[] => [
  ...known,
  ...more.filter((one) => !known.some((two) => samePerson(one, two))),
];

const holdersOf = async (
  parts: AnswerTellingParts,
  organisation: OrganisationId,
  { answerTo }: Question,
  now: Instant,
): Promise<readonly PersonId[]> =>
  answerTo === undefined ? [] : ((await parts.holding?.(organisation, answerTo, now)) ?? []);
