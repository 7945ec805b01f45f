import { isPermanent } from '../../policy/retry.ts';
import { asSafelightError } from '../../set/errors.ts';
import type { PersonId } from '../../set/ids.ts';
import { samePerson } from '../../set/ids.ts';
import type { CoverageRoom } from './room.ts';

/** The card that asks somebody to sign in, by whom and by which activity: kept until there is nothing left to press. */
const CARD = 'sign-in-card';

export const rememberCard = (
  { once, clock }: Pick<CoverageRoom, 'once' | 'clock'>,
  organisation: Parameters<CoverageRoom['once']['first']>[0],
  { tid, oid }: PersonId,
  activity: string,
): Promise<boolean> => once.first(organisation, CARD, `${tid} ${oid} ${activity}`, clock.now());

/**
 * They have signed in: the card that asked them to says so and has no button any more. What cannot be changed now stands
 * as it is, and is tried again when they sign in anew.
 */
export const closeSignIn =
  ({
    once,
    kept,
    post,
    policy,
    tell,
  }: Pick<CoverageRoom, 'once' | 'kept' | 'post' | 'policy' | 'clock' | 'tell'>) =>
  async (person: PersonId): Promise<void> => {
    const name = `${person.tid} ${person.oid} `;
    for (const { id } of policy.organisations) {
      const standing = (await once.said(id, CARD)).filter((one) => one.startsWith(name));
      if (standing.length === 0) continue;
      // Their chat with the bot is reached by the way any conversation is that they were seen in.
      const seen = await kept.all(id);
      const { place } =
        seen.find(({ notSignedIn }) => notSignedIn.some((one) => samePerson(one, person))) ?? seen[0] ?? {};
      if (place === undefined) continue;
      for (const card of standing) {
        try {
          await post.redrawAsk(place, person, card.slice(name.length), { kind: 'signed-in' });
        } catch (thrown) {
          const error = asSafelightError(thrown);
          tell({ what: 'not-said', error });
          if (!isPermanent(error)) continue;
        }
        await once.forget(id, CARD, card);
      }
    }
  };
