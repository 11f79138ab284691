-- What was asked for once is done once. Each change comes with a key that was made for its form; the transaction that does
-- it writes the key down first, so that of any number of presses one is done and the rest find this row.
-- Kept are digests alone: of the key, and of what was sent under that key, which nobody can guess at without it.
create table once_key (
  organisation_id integer not null,
  key_digest text not null,
  person_id integer not null,
  route text not null,
  sent_digest text not null,
  done_at timestamptz not null,
  -- The page that showed the result, where it is not the nearest one.
  location text,
  primary key (organisation_id, key_digest)
);
create index once_key_forgotten on once_key (organisation_id, person_id, done_at);

alter table once_key enable row level security;
create policy own on once_key for all to concord_app
  using (organisation_id = my_organisation() and person_id = my_person())
  with check (organisation_id = my_organisation() and person_id = my_person());
grant select, insert, delete on once_key to concord_app;
grant update (location) on once_key to concord_app;
