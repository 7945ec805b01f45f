import type pg from 'pg';
import type { Claim, Verb } from '../../set/duty.ts';
import type { DutyId, OrganisationId, SetId } from '../../set/ids.ts';
import type { Instant } from '../../set/instant.ts';
import { later } from '../../set/instant.ts';
import { ABREAST, APART, LANES, LONGEST_ASIDE_MS, SHORT_ASIDE_MS, VISIBLE, WIDE } from './lanes.ts';
import { asWorker } from './transaction.ts';

/**
 * Takes turns: the first duty of every organisation, then the second of every one, and so on; within a round the
 * organisation served longest ago comes first. So a burst waits behind everybody else's next duty (invariant 9).
 * Of one conversation only a few are under way at once, over all workers: more would only wait for its limits.
 * Nor has one organisation every lane of a worker. Each lane of each organisation is one walk along the index, however many duties lie in the future.
 * Whatever removes nothing waits while a picture of the same organisation still stands in the chat, but not for long:
 * cards and renditions of the first of a burst must not keep the last of it visible.
 */
const CLAIM = `
  with held as (
    select organisation, conversation, count(*) as duties from duties
    where lease_until > $1 and lane < $7 group by organisation, conversation
  ), own as (
    select organisation, count(*) as duties from duties
    where lease_until > $1 and worker = $3 group by organisation
  ), due as (
    select duty.*, turns.served,
           coalesce(held.duties, 0) + row_number() over (
             partition by duty.organisation, duty.conversation, duty.lane < $7
             order by duty.lane, duty.due_at, duty.id) as abreast
    from turns
    cross join unnest($5::smallint[]) as lanes (lane)
    cross join lateral (
      select id, duties.organisation, duties.conversation, duties.lane, due_at from duties
      where duties.organisation = turns.organisation and duties.lane = lanes.lane and due_at <= $1
        and (lease_until is null or lease_until <= $1)
      order by due_at, id
      limit greatest($4::int, $8::int)
    ) as duty
    left join held on held.organisation = duty.organisation and held.conversation = duty.conversation
  ), visible as (
    select organisation from due where lane < $9
    union select organisation from duties where lease_until > $1 and lane < $9
  ), allowed as (
    select id, organisation, served,
           row_number() over (partition by organisation order by lane, due_at, id) as round
    from due
    where (lane >= $7 or abreast <= $6)
      and (lane < $9 or due_at <= case when lane < $7 then $11::timestamptz else $10::timestamptz end
           or organisation not in (select organisation from visible))
  ), chosen as (
    select id, round, served from allowed left join own using (organisation)
    where round + coalesce(own.duties, 0) <= $12
    order by round, served limit $4::int
  ), taken as (
    -- Whoever changes one of them at this moment keeps it; it is chosen again at the next look.
    select chosen.* from chosen join duties on duties.id = chosen.id for update of duties skip locked
  ), leased as (
    update duties set fence = fence + 1, worker = $3, lease_until = $2, again_at = null
    from taken where duties.id = taken.id
    returning duties.*, taken.round, taken.served
  ), served as (
    update turns set served = nextval('turn_number')
    where organisation in (select organisation from leased)
  )
  select id, organisation, set_id, verb, subject, due_at, attempts, owed_since, fence from leased
  order by round, served`;

interface Row {
  readonly id: DutyId;
  readonly organisation: OrganisationId;
  readonly set_id: SetId;
  readonly verb: Verb;
  readonly subject: string;
  readonly due_at: Instant;
  readonly attempts: number;
  readonly owed_since: Instant;
  readonly fence: number;
}

/** Any fixed number: workers choose one after the other, else two would count the same turn. */
const LOCK = 7_235_330_102;
/** Of each lane of each organisation: enough to find other conversations behind a burst. */
const LOOKED_AT = 200;
const ALL_LANES = [...new Set(Object.values(LANES))];

export const claimDue = (
  pool: pg.Pool,
  worker: string,
  now: Instant,
  leaseUntil: Instant,
  limit: number,
): Promise<readonly Claim[]> =>
  asWorker(
    pool,
    async (client) => {
      const values = [
        now,
        leaseUntil,
        worker,
        limit,
        ALL_LANES,
        ABREAST,
        APART,
        LOOKED_AT,
        VISIBLE,
        later(now, -LONGEST_ASIDE_MS),
        later(now, -SHORT_ASIDE_MS),
        WIDE,
      ];
      // By name: to plan it anew takes longer than to do it.
      const { rows } = await client.query<Row>({ name: 'claim', text: CLAIM, values });
      return rows.map(({ set_id, due_at, owed_since, ...row }) => ({
        ...row,
        set: set_id,
        dueAt: due_at,
        owedSince: owed_since,
      }));
    },
    LOCK,
  );
