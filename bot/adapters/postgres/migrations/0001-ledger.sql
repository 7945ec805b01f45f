-- The ledger: sets and their facts, the duties they owe, the audit chain, sessions.
-- Rows are fenced by organisation. No statement of Safelight runs as the owner: each transaction takes one of two
-- roles, so that a forgotten WHERE returns nothing rather than another organisation's patients.

do $$
begin
  -- Roles belong to the whole server: another database of Safelight may have made them, even at this moment.
  begin
    create role safelight_app nologin;
  exception when duplicate_object or unique_violation then null;
  end;
  begin
    create role safelight_worker nologin;
  exception when duplicate_object or unique_violation then null;
  end;
  execute format('grant safelight_app, safelight_worker to %I', current_user);
end
$$;

create table sets (
  organisation  text not null,
  id            text not null,
  state         text not null,
  version       bigint not null default 1,
  tenant        text not null,
  conversation  text not null,
  message       text not null,
  posted_at     timestamptz not null,
  unfiled       boolean not null,
  outstanding   boolean not null,
  alerting      boolean not null,
  -- Everything known of the set, as bot/set/image-set.ts has it. All text of the message in it is sealed.
  facts         jsonb not null,
  primary key (organisation, id),
  -- N deliveries of one message are one set.
  constraint one_set_a_message unique (organisation, tenant, conversation, message)
);
create index sets_by_conversation on sets (organisation, conversation, posted_at desc);
create index sets_unfiled on sets (organisation, posted_at desc) where unfiled;
create index sets_outstanding on sets (organisation, posted_at desc) where outstanding;
create index sets_alerting on sets (organisation, posted_at desc) where alerting;

-- Which sets show a patient: by keyed hash, never by number or name.
create table patient_sets (
  organisation  text not null,
  lookup        text not null,
  set_id        text not null,
  primary key (organisation, lookup, set_id),
  foreign key (organisation, set_id) references sets (organisation, id) on delete cascade
);
create index patient_sets_by_set on patient_sets (organisation, set_id);

create table duties (
  id            text primary key,
  organisation  text not null,
  set_id        text not null,
  verb          text not null,
  subject       text not null,
  lane          smallint not null,
  due_at        timestamptz not null,
  attempts      integer not null default 0,
  owed_since    timestamptz not null,
  -- Goes up with every claim; a save under an older one is refused.
  fence         bigint not null default 0,
  worker        text,
  lease_until   timestamptz,
  -- Owed once more while a worker was at it: `done` does not settle this.
  again_at      timestamptz,
  unique (organisation, set_id, verb, subject),
  foreign key (organisation, set_id) references sets (organisation, id) on delete cascade
);
create index duties_due on duties (organisation, lane, due_at, id);

-- Whose turn it is: the organisation served longest ago comes first.
create table turns (
  organisation  text primary key,
  served        bigint not null default 0
);
create sequence turn_number;

create table chains (
  organisation  text primary key,
  sequence      bigint not null,
  hash          text not null
);

create table events (
  organisation  text not null,
  sequence      bigint not null,
  -- Text, not jsonb: what was hashed is kept letter for letter (bot/audit/FORMAT.md).
  event         text not null,
  hash          text not null,
  set_id        text generated always as ((event::jsonb) ->> 'set') stored,
  primary key (organisation, sequence)
);
create index events_by_set on events (organisation, set_id, sequence) where set_id is not null;

create table lookup_keys (
  organisation  text primary key,
  wrapped       jsonb not null
);

-- The browser holds a random id; the row holds only its SHA-256, so that a copy of the database opens no session.
create table sessions (
  id_hash       text primary key,
  account       jsonb not null,
  started_at    timestamptz not null,
  seen_at       timestamptz not null
);
create index sessions_by_age on sessions (started_at);

create function refuse_change_of_history() returns trigger language plpgsql as $$
begin
  raise exception 'the audit is append-only' using errcode = 'insufficient_privilege';
end
$$;
create trigger events_are_never_changed before update or delete or truncate on events
  for each statement execute function refuse_change_of_history();

do $$
declare
  fenced text;
begin
  foreach fenced in array array['sets', 'patient_sets', 'duties', 'turns', 'chains', 'events', 'lookup_keys'] loop
    execute format('alter table %I enable row level security', fenced);
    execute format('alter table %I force row level security', fenced);
    execute format(
      'create policy own_organisation on %I to safelight_app
         using (organisation = current_setting(''safelight.organisation'', true))
         with check (organisation = current_setting(''safelight.organisation'', true))',
      fenced);
  end loop;
end
$$;
-- The worker hands out duties of every organisation; it sees what is owed, never a set.
create policy every_organisation on duties to safelight_worker using (true);
create policy every_organisation on turns to safelight_worker using (true) with check (true);
create policy every_organisation on chains for select to safelight_worker using (true);

grant usage on schema public to safelight_app, safelight_worker;
grant select, insert, update on sets to safelight_app;
grant select, insert, delete on patient_sets to safelight_app;
grant select, insert, update, delete on duties to safelight_app;
grant select, insert on turns to safelight_app;
grant select, insert, update on chains to safelight_app;
grant select, insert on events to safelight_app;
grant select, insert on lookup_keys to safelight_app;
grant select, insert, update, delete on sessions to safelight_app;
grant select, update on duties to safelight_worker;
grant select, update on turns to safelight_worker;
grant usage on sequence turn_number to safelight_worker;
grant select on chains to safelight_worker;
