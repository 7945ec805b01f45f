-- What the sweep keeps: where the app is installed, how far each conversation was read, who tells us of changes.
-- None of it is text of a message.

create table installations (
  organisation  text not null,
  tenant        text not null,
  -- The team (its Microsoft 365 group), or the chat.
  scope         text not null,
  place         jsonb not null,
  -- Nothing older is touched: it only ever moves back.
  since         timestamptz not null,
  primary key (organisation, tenant, scope)
);

create table watched (
  organisation  text not null,
  tenant        text not null,
  conversation  text not null,
  place         jsonb not null,
  since         timestamptz not null,
  -- The platform's own way to go on; opaque.
  cursor        text,
  swept_at      timestamptz,
  due_at        timestamptz not null,
  -- What a person asked of the time before `since`.
  history_what      text,
  history_asked_at  timestamptz,
  history_answered_at timestamptz,
  history_found     integer,
  history_failed    text,
  primary key (organisation, tenant, conversation)
);

create table subscriptions (
  id            text primary key,
  organisation  text not null,
  conversation  text not null,
  -- SHA-256 of what each notification must say: a copy of the database cannot pretend to be the platform.
  secret_hash   text not null,
  expires_at    timestamptz not null,
  renew_at      timestamptz not null
);
create index subscriptions_by_conversation on subscriptions (organisation, conversation);

do $$
declare
  fenced text;
begin
  foreach fenced in array array['installations', 'watched', 'subscriptions'] loop
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
-- A notification names its subscription and nobody's organisation.
create policy every_organisation on subscriptions for select to safelight_worker using (true);

grant select, insert, update on installations to safelight_app;
grant select, insert, update on watched to safelight_app;
grant select, insert, update, delete on subscriptions to safelight_app;
grant select on subscriptions to safelight_worker;
