-- Who was asked, and who asked: so that nobody's list reads every set. A person's ids, never a name.
create table question_people (
  organisation  text not null,
  -- `of` or `by`, tenant and object id.
  who           text not null,
  set_id        text not null,
  primary key (organisation, who, set_id),
  foreign key (organisation, set_id) references sets (organisation, id) on delete cascade
);
create index question_people_by_set on question_people (organisation, set_id);
alter table question_people enable row level security;
alter table question_people force row level security;
create policy own_organisation on question_people to safelight_app
  using (organisation = current_setting('safelight.organisation', true))
  with check (organisation = current_setting('safelight.organisation', true));
grant select, insert, delete on question_people to safelight_app;
