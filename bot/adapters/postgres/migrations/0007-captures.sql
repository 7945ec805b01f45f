-- Captures on their way in from a browser, and the pieces of their pictures in the store. Ids, sums and wrapped keys:
-- none of it is text, and none of it says who the patient is.

create table captures (
  organisation  text not null,
  id            text not null,
  -- Nobody else's: every question names the person.
  tenant        text not null,
  person        text not null,
  place         jsonb not null,
  root          text,
  begun_at      timestamptz not null,
  state         text not null check (state in ('open', 'frozen', 'settled')),
  -- Gone with the pieces it opens.
  key           jsonb,
  set           text,
  primary key (organisation, id)
);
create index captures_by_person on captures (organisation, tenant, person) where state = 'open';

create table capture_chunks (
  organisation  text not null,
  capture       text not null,
  image         text not null,
  chunk         integer not null,
  blob          text not null,
  bytes         integer not null,
  sha256        text not null,
  primary key (organisation, capture, image, chunk)
);

do $$
declare
  fenced text;
begin
  foreach fenced in array array['captures', 'capture_chunks'] loop
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
