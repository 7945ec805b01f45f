-- Phones that are one person's for a shift: a passkey's public key, never what signs; a cookie's hash, never the cookie.
-- Like sessions they are a person's, whatever organisation's sets that person opens.

create table devices (
  id            text primary key,
  secret_hash   text not null unique,
  tenant        text not null,
  person        text not null,
  account       jsonb not null,
  credential    jsonb not null,
  counter       bigint not null,
  -- The sign-in with a second factor that all of it rests on.
  signed_in_at  timestamptz not null,
  until         timestamptz not null,
  bound_at      timestamptz not null,
  used_at       timestamptz not null,
  ended_at      timestamptz,
  why_ended     text check (why_ended in ('signed-out', 'lost', 'replaced', 'copied'))
);
create index devices_by_person on devices (tenant, person, bound_at desc);
create index devices_standing on devices (until) where ended_at is null;

-- What a passkey must sign: its hash, until it is answered.
create table challenges (
  hash          text primary key,
  asked_of      text not null,
  until         timestamptz not null
);
create index challenges_by_age on challenges (until);

alter table sessions add column device text, add column until timestamptz;
create index sessions_by_device on sessions (device) where device is not null;

-- Who opened what, found without reading the whole chain: for whoever has lost a phone.
alter table events add column opener text generated always as (
  case when (event::jsonb) ->> 'kind' in ('image-opened', 'original-opened', 'mark-cleared')
    then ((event::jsonb) #>> '{by,tid}') || ' ' || ((event::jsonb) #>> '{by,oid}') end
) stored;
create index events_by_opener on events (organisation, opener, sequence) where opener is not null;

grant select, insert, update, delete on devices to safelight_app;
grant select, insert, delete on challenges to safelight_app;
