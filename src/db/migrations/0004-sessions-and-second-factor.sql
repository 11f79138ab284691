-- How a session began and how sure we are of its person; the second factor; limits that every process shares; accounts closed.

alter table identity.session
  add column method text not null default 'password' check (method in ('password', 'single-sign-on', 'demonstration')),
  add column "usedAt" timestamptz not null default now(),
  add column "secondFactorAt" timestamptz,
  add column "secondFactorDue" boolean not null default false,
  add column "confirmedAt" timestamptz;
update identity.session s set method = 'demonstration'
  from identity.account_person ap join organisation o on o.organisation_id = ap.organisation_id
 where ap.user_id = s."userId" and o.is_demonstration;

-- The secret is sealed with a key that the database does not have; a code's step is remembered so that it works once.
create table identity.second_factor (
  user_id text primary key references identity."user" on delete cascade,
  secret text not null,
  last_step bigint not null default 0,
  confirmed_at timestamptz,
  created_at timestamptz not null
);
create table identity.recovery_code (
  user_id text not null references identity."user" on delete cascade,
  digest text not null,
  primary key (user_id, digest)
);

-- What was tried, by a digest of whose door it was; the columns are those of rate-limiter-flexible, in milliseconds.
create table identity.rate_limit (
  key text primary key,
  points integer not null,
  expire bigint
);
create index rate_limit_expire on identity.rate_limit (expire);

-- What somebody was saving when their session ended: sealed, theirs alone, and gone within the hour.
create table identity.kept_words (
  key_digest text primary key,
  user_id text not null references identity."user" on delete cascade,
  sealed text not null,
  expires_at timestamptz not null
);
create index kept_words_of_user on identity.kept_words (user_id);

grant select, insert, update, delete on identity.second_factor, identity.recovery_code, identity.rate_limit,
  identity.kept_words to concord_identity;

-- A closed account opens no door until it is opened again; nobody closes their own.
alter table identity.account_person add column closed_at timestamptz, add column closed_by integer;
create policy closes on identity.account_person for update to concord_app
  using (organisation_id = my_organisation() and has_role('office') and person_id is distinct from my_person())
  with check (organisation_id = my_organisation());
grant update (closed_at, closed_by) on identity.account_person to concord_app;

create or replace function viewer_facts(account text, on_day date) returns table (
  organisation_id integer, organisation_name text, is_demonstration boolean, sight_on date,
  person_id integer, full_name text, lines text[], units text[], groups text[], roles text[]
) language sql stable security definer set search_path = public, pg_temp as $$
  select o.organisation_id, o.name, o.is_demonstration, o.sight_on, p.person_id, p.full_name,
    (select coalesce(array_agg(a.line::text), '{}') from assignment a
      where a.organisation_id = p.organisation_id and a.person_id = p.person_id and a.line <> ''
        and a.assignment_id = (select b.assignment_id from assignment b
          where b.organisation_id = p.organisation_id and b.person_id = p.person_id
          order by (b.ended_on is null or b.ended_on >= on_day) desc, b.is_primary desc, b.assignment_id limit 1)),
    (select coalesce(array_agg(distinct u.path::text), '{}') from role_grant g
      join unit u on u.organisation_id = g.organisation_id and u.unit_id = g.unit_id
      where g.organisation_id = p.organisation_id and g.person_id = p.person_id
        and g.from_on <= on_day and (g.ended_on is null or g.ended_on > on_day)),
    (select coalesce(array_agg(distinct g.professional_group), '{}') from role_grant g
      where g.organisation_id = p.organisation_id and g.person_id = p.person_id and g.professional_group is not null
        and g.from_on <= on_day and (g.ended_on is null or g.ended_on > on_day)),
    (select coalesce(array_agg(distinct g.role), '{}') from role_grant g
      where g.organisation_id = p.organisation_id and g.person_id = p.person_id
        and g.from_on <= on_day and (g.ended_on is null or g.ended_on > on_day))
  from identity.account_person ap
  join person p on p.organisation_id = ap.organisation_id and p.person_id = ap.person_id
  join organisation o on o.organisation_id = p.organisation_id
  where ap.user_id = account and ap.closed_at is null and (p.left_on is null or p.left_on >= on_day)
$$;

-- The organisation's own side of sign-in, in the transaction that says why. Each asks the scope again for itself.

-- Ends every session of one person; the office's and the administrator's to do. How many there were.
create function end_sessions_of(of_person integer) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  ended integer;
begin
  if not (has_role('office') or has_role('administrator')) then
    raise exception 'not for you to end' using errcode = 'insufficient_privilege';
  end if;
  delete from identity.session where "userId" in (
    select user_id from identity.account_person where organisation_id = my_organisation() and person_id = of_person);
  get diagnostics ended = row_count;
  return ended;
end $$;

-- Ends the sessions of everybody who has left before a day. How many there were.
create function end_sessions_of_leavers(on_day date) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  ended integer;
begin
  if not has_role('office') then
    raise exception 'not for you to end' using errcode = 'insufficient_privilege';
  end if;
  delete from identity.session s using identity.account_person ap, person p
   where ap.user_id = s."userId" and ap.organisation_id = my_organisation()
     and p.organisation_id = ap.organisation_id and p.person_id = ap.person_id and p.left_on < on_day;
  get diagnostics ended = row_count;
  return ended;
end $$;

-- Takes somebody else's second factor away, and their sessions with it. False where there was none.
create function reset_second_factor(of_person integer) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  account text;
begin
  if not (has_role('office') or has_role('administrator')) or of_person is not distinct from my_person() then
    raise exception 'not for you to reset' using errcode = 'insufficient_privilege';
  end if;
  select user_id into account from identity.account_person
   where organisation_id = my_organisation() and person_id = of_person;
  delete from identity.recovery_code where user_id = account;
  delete from identity.second_factor where user_id = account;
  if not found then return false; end if;
  delete from identity.session where "userId" = account;
  return true;
end $$;

-- Whether somebody has a second factor: for the lists of the office and the administrator.
create function has_second_factor(of_person integer) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select (has_role('office') or has_role('administrator')) and exists (
    select from identity.account_person ap
      join identity.second_factor f on f.user_id = ap.user_id and f.confirmed_at is not null
     where ap.organisation_id = my_organisation() and ap.person_id = of_person)
$$;

revoke all on function end_sessions_of(integer), end_sessions_of_leavers(date), reset_second_factor(integer),
  has_second_factor(integer) from public;
grant execute on function end_sessions_of(integer), end_sessions_of_leavers(date), reset_second_factor(integer),
  has_second_factor(integer) to concord_app;
