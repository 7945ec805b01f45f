-- Each duty knows its conversation: the platform's limits are per conversation, so a few duties at once are enough for
-- one, and a burst in it must not keep every worker waiting.
alter table duties add column conversation text;

-- The fences hold the owner too; for this one statement over every organisation they are down.
alter table sets no force row level security;
alter table duties no force row level security;
update duties set conversation = sets.conversation
  from sets where sets.organisation = duties.organisation and sets.id = duties.set_id;
alter table sets force row level security;
alter table duties force row level security;

alter table duties alter column conversation set not null;

create index duties_held on duties (organisation, conversation) where lease_until is not null;
