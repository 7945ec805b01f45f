import type pg from 'pg';
import type { Facet, SetQuery, Tally } from '../../ports/ledger.ts';
import type { OrganisationId, SetId } from '../../set/ids.ts';
import type { AlertKind, ImageSet } from '../../set/image-set.ts';
import { askedAs, facets } from './facets.ts';

/** Inserts the set unless its message has one; says whether it did. Waits for whoever is inserting the same. */
export const insertSet = async (client: pg.PoolClient, set: ImageSet): Promise<boolean> => {
  const { place, message } = set.origin;
  const { unfiled, outstanding, alerting } = facets(set);
  const { rowCount } = await client.query(
    `insert into sets (organisation, id, state, tenant, conversation, message, posted_at,
                       unfiled, outstanding, alerting, facts)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     on conflict do nothing`,
    [
      set.organisation,
      set.id,
      set.state,
      place.tenant,
      place.conversation,
      message,
      set.postedAt,
      unfiled,
      outstanding,
      alerting,
      JSON.stringify(set),
    ],
  );
  return rowCount === 1;
};

/** Facts and what they can be found by, together. The set's row must be locked. */
export const updateSet = async (client: pg.PoolClient, set: ImageSet): Promise<ImageSet | undefined> => {
  const { unfiled, outstanding, alerting, lookups, asked } = facets(set);
  // Nobody who was asked is ever not: a row more for each, and none to take away.
  if (asked.length > 0)
    await client.query(
      `insert into question_people (organisation, set_id, who)
       select $1, $2, * from unnest($3::text[]) on conflict do nothing`,
      [set.organisation, set.id, asked],
    );
  const { rows } = await client.query<{ facts: ImageSet }>(
    `with no_more as (
       delete from patient_sets where organisation = $1 and set_id = $2 and lookup <> all($8::text[])
     ), since_now as (
       insert into patient_sets (organisation, set_id, lookup)
       select $1, $2, * from unnest($8::text[]) on conflict do nothing
     )
     update sets set version = version + 1, state = $3, unfiled = $4, outstanding = $5, alerting = $6, facts = $7
     where organisation = $1 and id = $2 returning facts`,
    [set.organisation, set.id, set.state, unfiled, outstanding, alerting, JSON.stringify(set), lookups],
  );
  return rows[0]?.facts;
};

export const selectSet = async (
  client: pg.PoolClient,
  organisation: OrganisationId,
  set: SetId,
  lock: 'for update' | '' = '',
): Promise<ImageSet | undefined> => {
  const { rows } = await client.query<{ facts: ImageSet }>(
    `select facts from sets where organisation = $1 and id = $2 ${lock}`,
    [organisation, set],
  );
  return rows[0]?.facts;
};

/** Newest first; a page in the order of ids. */
export const selectSets = async (
  client: pg.PoolClient,
  organisation: OrganisationId,
  query: SetQuery,
): Promise<readonly ImageSet[]> => {
  const [condition, values] = conditionOf(query);
  const order = query.by === 'page' ? 'id collate "C"' : 'posted_at desc, id';
  const { rows } = await client.query<{ facts: ImageSet }>(
    `select facts from sets where organisation = $1 and ${condition} order by ${order}`,
    [organisation, ...values],
  );
  return rows.map((row) => row.facts);
};

const ASKED_ABOUT = `id in (select id from sets where organisation = $1 and state = 'stored'
    and id in (select set_id from question_people where organisation = $1 and who = $2)
    order by posted_at desc, id limit $3::integer)`;

/** As policy/lapse.ts has it: a question that is not closed keeps the card's time from being over. */
const LAPSED_UNFILED = `id in (select id from sets where organisation = $1 and unfiled
    and (facts ->> 'lapsesAt')::timestamptz <= $2::timestamptz
    and not jsonb_path_exists(facts, '$.questions[*] ? (!exists(@.closed))')
    order by posted_at, id limit $3::integer)`;

const conditionOf = (query: SetQuery): readonly [condition: string, values: readonly string[]] => {
  switch (query.by) {
    case 'message': {
      const { place, message } = query.at;
      return [
        'tenant = $2 and conversation = $3 and message = $4',
        [place.tenant, place.conversation, message],
      ];
    }
    case 'patient':
      return [
        'id in (select set_id from patient_sets where organisation = $1 and lookup = $2)',
        [query.lookup],
      ];
    case 'conversation':
      return ['conversation = $2 and posted_at >= $3', [query.conversation, query.since]];
    case 'posted':
      return ['posted_at >= $2', [query.since]];
    case 'poster':
      return [
        `id in (select id from sets where organisation = $1 and facts #>> '{poster,tid}' = $2
                  and facts #>> '{poster,oid}' = $3 order by posted_at desc, id limit $4::integer)`,
        [query.person.tid, query.person.oid, String(query.newest)],
      ];
    case 'outstanding-of':
      return [
        "outstanding and facts #>> '{poster,tid}' = $2 and facts #>> '{poster,oid}' = $3",
        [query.person.tid, query.person.oid],
      ];
    case 'lapsed-unfiled':
      return [LAPSED_UNFILED, [query.at, String(query.oldest)]];
    case 'asked-of':
    case 'asked-by':
      return [
        ASKED_ABOUT,
        [askedAs(query.by === 'asked-of' ? 'of' : 'by', query.person), String(query.newest)],
      ];
    case 'page':
      return [
        `id in (select id from sets where organisation = $1 and id collate "C" > $2
                  order by id collate "C" limit $3::integer)`,
        [query.after ?? '', String(query.most)],
      ];
    case 'all':
    case 'unfiled':
    case 'outstanding':
    case 'alerting':
    case 'marked':
    case 'observed':
    case 'exceptional':
      return conditionOfSome(query);
  }
};

/** Word for word as the partial indexes have them (migrations 0001 and 0006), or those are not used. */
const FACETS: Readonly<Record<Facet | 'all', string>> = {
  all: 'true',
  unfiled: 'unfiled',
  outstanding: 'outstanding',
  alerting: 'alerting',
  marked: "state = 'stored' and facts ? 'notClinical'",
  observed: "state = 'stored' and facts ->> 'mode' = 'observe'",
  exceptional: `state = 'stored' and (jsonb_path_exists(facts, '$.urgentCare[*] ? (!exists(@.reviewed))')
    or jsonb_path_exists(facts, '$.misSends[*] ? (!exists(@.closed) && !exists(@.undone))'))`,
};

const conditionOfSome = ({
  by,
  oldest,
  newest,
}: Extract<SetQuery, { by: Facet | 'all' }>): readonly [condition: string, values: readonly string[]] => {
  const limit = oldest ?? newest;
  if (limit === undefined) return [FACETS[by], []];
  const order = oldest === undefined ? 'desc' : 'asc';
  return [
    `id in (select id from sets where organisation = $1 and ${FACETS[by]}
              order by posted_at ${order}, id limit $2::integer)`,
    [String(limit)],
  ];
};

/** Counts alone: how many sets there are of each facet, and how many open alerts of each kind. */
export const countSets = async (client: pg.PoolClient, organisation: OrganisationId): Promise<Tally> => {
  const count = (by: Facet, more = ''): string =>
    `(select count(*)::integer from sets where organisation = $1 and ${FACETS[by]} ${more}) as ${by}`;
  const counted = await client.query<Tally['sets']>(
    `select ${count('unfiled')}, ${count('alerting')}, ${count('marked')}, ${count('observed')},
            ${count('exceptional')}, ${count('outstanding', "and state = 'stored'")}`,
    [organisation],
  );
  const alerts = await client.query<{ what: AlertKind; open: number }>(
    `select alert ->> 'what' as what, count(*)::integer as open
     from sets, jsonb_array_elements(facts -> 'alerts') as alert
     where organisation = $1 and alerting and not alert ? 'closedAt' group by 1`,
    [organisation],
  );
  const none = { unfiled: 0, outstanding: 0, alerting: 0, marked: 0, observed: 0, exceptional: 0 };
  return {
    sets: counted.rows[0] ?? none,
    alerts: new Map(alerts.rows.map(({ what, open }) => [what, open])),
  };
};
