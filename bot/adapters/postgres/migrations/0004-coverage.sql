-- What the last look at each conversation showed, open alerts of parts, and what was said or done once.
-- None of it is text of a message.

create table coverage (
  organisation  text not null,
  conversation  text not null,
  -- As bot/set/coverage.ts has it: places and object ids of staff.
  facts         jsonb not null,
  primary key (organisation, conversation)
);

create table part_alerts (
  organisation  text not null,
  what          text not null,
  subject       text not null,
  since         timestamptz not null,
  seen_at       timestamptz not null,
  told_at       timestamptz,
  -- Open alerts only: what was is in the audit.
  primary key (organisation, what, subject)
);

create table said_once (
  organisation  text not null,
  what          text not null,
  subject       text not null,
  at            timestamptz not null,
  primary key (organisation, what, subject)
);

create table regular_work (
  organisation  text not null,
  work          text not null,
  due_at        timestamptz not null,
  primary key (organisation, work)
);

do $$
declare
  fenced text;
begin
  foreach fenced in array array['coverage', 'part_alerts', 'said_once', 'regular_work'] loop
    execute format('alter table %I enable row level security', fenced);
    execute format('alter table %I force row level security', fenced);
    execute format(
      'create policy own_organisation on %I to safelight_app
         using (organisation = current_setting(''safelight.organisation'', true))
         with check (organisation = current_setting(''safelight.organisation'', true))',
      fenced);
    execute format('grant select, insert, update, delete on %I to safelight_app', fenced);
  end loop;
end
$$;

-- Conversations with something recent are told when pictures cannot be opened.
create index sets_by_age on sets (organisation, posted_at desc);
