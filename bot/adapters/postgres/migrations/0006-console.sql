-- The console reads what waits, a page of it, and never every set: what was marked as not clinical, and what is only
-- watched, are found like the rest.
create index sets_marked on sets (organisation, posted_at desc) where state = 'stored' and facts ? 'notClinical';
create index sets_observed on sets (organisation, posted_at desc)
  where state = 'stored' and facts ->> 'mode' = 'observe';
-- The sweep of strays walks all sets a page at a time, in the order of their ids' bytes.
create index sets_by_id on sets (organisation, (id collate "C"));

-- A copy left on purpose is not outstanding: nobody can do anything about it (bot/set/copy.ts, isUnsettled).
-- The fences hold the owner too; for this one statement over every organisation they are down.
alter table sets no force row level security;
update sets set outstanding = false
  where state = 'stored' and outstanding and not exists (
    select from jsonb_array_elements(facts -> 'copies') as copy
    where copy #>> '{outcome,state}' <> 'left'
      and not (copy #>> '{outcome,state}' in ('message-deleted', 'file-deleted', 'file-recycled', 'gone-already')
               and copy #>> '{sightings,-1,showed}' is not distinct from 'gone'));
alter table sets force row level security;
