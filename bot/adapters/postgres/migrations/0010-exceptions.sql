-- Urgent care that nobody has reviewed, and what was said to be wrongly sent and nobody has dealt with: the console reads
-- these few, and so does whoever breaks the glass once more.
create index sets_exceptional on sets (organisation, posted_at desc)
  where state = 'stored' and (jsonb_path_exists(facts, '$.urgentCare[*] ? (!exists(@.reviewed))')
    or jsonb_path_exists(facts, '$.misSends[*] ? (!exists(@.closed) && !exists(@.undone))'));
