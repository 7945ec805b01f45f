import { randomBytes } from 'node:crypto';
import type { OutsideAnswer } from '../policy/opinion/outside.ts';
import { askOutside } from '../policy/opinion/outside.ts';
import type { Policy } from '../policy/conversations.ts';
import { audienceOf, withAudience } from '../policy/consent/audience.ts';
import { onCall } from '../policy/opinion/on-call.ts';
import { isOfOtherTrust, namedOutside, opinionsOf, roleOf } from '../policy/opinions-of.ts';
import type { Opinions } from '../policy/opinions-of.ts';
import { isMisSent } from '../policy/exceptions.ts';
import { noteOwed } from '../policy/filing.ts';
import type { ChatRead } from '../ports/chat.ts';
import type { Clock } from '../ports/clock.ts';
import type { Keys } from '../ports/keys.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Rotas } from '../ports/rotas.ts';
import { sealWords } from '../sealed/words.ts';
import type { Audience, AudienceAsked, AudienceSaid } from '../set/audience.ts';
import { SafelightError } from '../set/errors.ts';
import type { AuditEvent } from '../set/event.ts';
import type { ImageId, OnCallRoleId, OrganisationId, PersonId, QuestionId, SetId } from '../set/ids.ts';
import { personId, questionId, samePerson } from '../set/ids.ts';
import type { StoredSet } from '../set/image-set.ts';
import type { Instant } from '../set/instant.ts';
import type { AskedOf, AskerNote, Question, Told, Urgency } from '../set/question.ts';
import { sealContext } from '../set/sealed.ts';

export interface AskDeps {
  readonly ledger: Pick<Ledger, 'read' | 'change'>;
  readonly keys: Pick<Keys, 'unwrap'>;
  readonly chat: Pick<ChatRead, 'member'>;
  readonly rotas: Rotas;
  readonly policy: Policy;
  readonly clock: Clock;
}

export interface Asking {
  readonly organisation: OrganisationId;
  readonly set: SetId;
  readonly by: PersonId;
  /** Made before the form was shown: sent twice it is asked once. */
  readonly question: QuestionId;
  readonly of: AskedOf;
  readonly urgency: Urgency;
  readonly images: readonly ImageId[];
  /** One line, in the clear: sealed before it is stored. */
  readonly line: string;
  readonly answerTo?: OnCallRoleId;
  /** What the patient said to people outside the conversation seeing it, where that was still to be asked (CON-21). */
  readonly audience?: AudienceSaid;
}

export type AskRefusal =
  | Extract<OutsideAnswer, { allowed: false }>['why']
  | 'not-to-be-asked'
  | 'yourself'
  | 'too-many'
  | 'audience-not-asked'
  | 'audience-refused';

export type AskAnswer =
  { readonly asked: Question; readonly opinions: Opinions } | { readonly refused: AskRefusal };

export const newQuestionId = (): QuestionId => questionId(randomBytes(16).toString('base64url'));

/** Open at once about one set. */
const MOST_OPEN = 10;

/**
 * Asks for a second opinion (QUEST-01 to QUEST-03): who is on call is looked up now, whoever is outside the conversation
 * is asked only where every image may leave it, and what is owed to whom is in the same commit. Throws `set-missing`,
 * `change-refused` where the set is not in custody, and what the stores throw.
 */
export const askOpinion =
  (deps: AskDeps) =>
  async (asking: Asking): Promise<AskAnswer> => {
    const { organisation, by, of, images } = asking;
    const now = deps.clock.now();
    const opinions = opinionsOf(deps.policy, organisation);
    const set = await deps.ledger.read(organisation, asking.set);
    if (set === undefined) throw new SafelightError('set-missing');
    if (set.state !== 'stored' || opinions === undefined) throw new SafelightError('change-refused');
    const before = set.questions?.find(({ id }) => id === asking.question);
    if (before !== undefined) return { asked: before, opinions };
    if (set.notClinical !== undefined || isMisSent(set)) throw new SafelightError('change-refused');
    if ((set.questions ?? []).filter(({ closed }) => closed === undefined).length >= MOST_OPEN)
      return { refused: 'too-many' };
    const candidates = await candidatesOf(deps, opinions, of, now);
    if (candidates === undefined) return { refused: 'not-to-be-asked' };
    const others = candidates.filter((one) => !samePerson(one, by));
    if (candidates.length > 0 && others.length === 0) return { refused: 'yourself' };
    const chosen = await chooseFrom(deps, opinions, set, asking, others);
    if ('refused' in chosen) return chosen;
    const audience = audienceSaid(chosen, asking, now);
    if (audience?.said === 'no') {
      await recordAudience(deps, asking, audience);
      return { refused: 'audience-refused' };
    }
    const question = await questionFrom(deps, opinions, set, asking, chosen, now);
    await deps.ledger.change(organisation, set.id, {
      to: (row) => {
        if (row.state !== 'stored' || row.notClinical !== undefined)
          throw new SafelightError('change-refused');
        // Pressed twice at once: the first press stands.
        if (row.questions?.some(({ id }) => id === question.id) === true) return row;
        const told = audience === undefined ? row : withAudience(row, asking.images, audience);
        return { ...told, questions: [...(row.questions ?? []), question] };
      },
      owes: [
        { verb: 'escalate', subject: question.id, dueAt: now },
        { verb: 'redraw', dueAt: now },
        ...noteOwed(
          set.images.filter(({ id }) => images.includes(id)),
          now,
        ),
      ],
      events: [
        ...(audience === undefined ? [] : [audienceEvent(asking, audience)]),
        ...eventsOf(set, question),
      ],
    });
    return { asked: question, opinions };
  };

/** Those it may go to, in order: whoever is on call now, or the one person. Undefined: nobody the policy knows of. */
const candidatesOf = async (
  { rotas }: AskDeps,
  opinions: Opinions,
  of: AskedOf,
  now: Instant,
): Promise<readonly PersonId[] | undefined> => {
  if (of.who === 'person') return [of.person];
  const role = roleOf(opinions, of.role);
  if (role === undefined) return undefined;
  const found = onCall((await rotas.read(role.rota, now)).rota, now);
  return 'gap' in found ? [] : found.people.map((oid) => personId(opinions.tenant, oid));
};

interface Chosen {
  /** Absent: nobody is on the rota. */
  readonly first?: PersonId;
  readonly outside?: Question['outside'];
  /** People the patient was not told of, and who they are. */
  readonly audience?: Audience;
}

/** What the patient said to it now; undefined where there was nothing to ask. */
const audienceSaid = (
  { audience }: Chosen,
  { audience: said, by }: Asking,
  at: Instant,
): AudienceAsked | undefined =>
  audience === undefined || said === undefined ? undefined : { audience, said, by, at };

const audienceEvent = ({ set }: Asking, { audience, said, by, at }: AudienceAsked): AuditEvent => ({
  ...{ kind: 'audience-asked', at, by, set },
  facts: { audience, said },
});

/** A no is kept, and nothing is sent. */
const recordAudience = async (
  { ledger }: AskDeps,
  asking: Asking,
  audience: AudienceAsked,
): Promise<void> => {
  await ledger.change(asking.organisation, asking.set, {
    to: (row) => {
      if (row.state !== 'stored') throw new SafelightError('change-refused');
      return withAudience(row, asking.images, audience);
    },
    owes: [],
    events: [audienceEvent(asking, audience)],
  });
};

/** Only the first is asked now; the basis is stamped where any of them is outside, so that the next may be. */
const chooseFrom = async (
  deps: AskDeps,
  opinions: Opinions,
  set: StoredSet,
  { images, of, audience: said }: Asking,
  candidates: readonly PersonId[],
): Promise<Chosen | { readonly refused: AskRefusal }> => {
  const [first] = candidates;
  if (first === undefined) return {};
  const named = namedOutside(opinions);
  const standing: boolean[] = [];
  for (const person of candidates) {
    const member = isOfOtherTrust(opinions, person)
      ? undefined
      : await deps.chat.member(set.origin.place, person);
    standing.push(member !== undefined && !member.guest);
  }
  if (standing.every(Boolean)) return { first };
  // By name nobody is asked whom the policy file does not name; a role's people are named by its rota.
  if (of.who === 'person' && !named.some((one) => samePerson(one.person, first)))
    return { refused: 'not-to-be-asked' };
  const answer = askOutside(set, images, opinions);
  if (answer.allowed) {
    const outside = { basis: answer.basis };
    if (standing[0] === true) return { first, outside };
    const audience = isOfOtherTrust(opinions, first) ? 'other-trust' : 'own-organisation';
    const verdict = audienceOf(set, images, audience);
    if (verdict === 'refused') return { refused: 'audience-refused' };
    if (verdict === 'covered') return { first, outside };
    return said === undefined ? { refused: 'audience-not-asked' } : { first, outside, audience };
  }
  const inside = candidates.find((_, at) => standing[at]);
  return standing[0] === true && inside !== undefined ? { first: inside } : { refused: answer.why };
};

const questionFrom = async (
  { keys }: AskDeps,
  opinions: Opinions,
  set: StoredSet,
  asking: Asking,
  { first, outside }: Chosen,
  now: Instant,
): Promise<Question> => {
  const { question: id, by, of, urgency, images, line, answerTo } = asking;
  const key = await keys.unwrap(set.wordsKey);
  const text = sealWords(line, key, sealContext.question(set, id));
  key.fill(0);
  const role = of.who === 'role' ? roleOf(opinions, of.role) : undefined;
  const told: readonly Told[] = first === undefined ? [] : [toldFirst(opinions, first, now)];
  const notes: readonly AskerNote[] = [
    ...(first === undefined ? (['no-one'] as const) : []),
    ...(told.some(({ unreached }) => unreached === true) ? (['unreached'] as const) : []),
    ...(first !== undefined && urgency === 'urgent' ? (['ring-as-well'] as const) : []),
  ];
  return {
    ...{ id, by, askedAt: now, of, urgency, images, text, toldTo: told, seen: [], answers: [] },
    ring: (first === undefined ? undefined : role?.ring) ?? opinions.switchboard,
    ...(role === undefined ? {} : { called: role.name }),
    ...(answerTo === undefined ? {} : { answerTo }),
    ...(outside === undefined ? {} : { outside }),
    ...(first === undefined ? { noOneAt: now } : {}),
    askerTold: notes.map((what) => ({ what, at: now, sending: 0 })),
  };
};

/** The bot writes to nobody of another trust: whoever asks sends the address by NHSmail. */
const toldFirst = (opinions: Opinions, person: PersonId, now: Instant): Told => ({
  ...{ person, at: now, why: 'asked' },
  ...(isOfOtherTrust(opinions, person) ? { unreached: true } : { sending: 0 }),
});

const eventsOf = (set: StoredSet, question: Question): readonly AuditEvent[] => {
  const { id, by, askedAt, of, urgency, images, outside, toldTo, noOneAt } = question;
  const facts = {
    ...{ question: id, urgency, images: images.length },
    of: of.who === 'role' ? of.role : 'person',
    ...(toldTo[0] === undefined ? {} : { to: toldTo[0].person.oid, tenant: toldTo[0].person.tid }),
    ...(outside === undefined ? {} : { basis: outside.basis }),
  };
  const about = { at: askedAt, by, set: set.id };
  return [
    { kind: 'question-asked', ...about, facts },
    ...(noOneAt === undefined
      ? []
      : [{ kind: 'question-no-one', ...about, facts: { question: id, urgency } } as const]),
  ];
};
