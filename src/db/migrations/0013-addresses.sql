-- Whom an address stands for changes: it is corrected, and given to the next person of that name. A way in that was made for
-- one address opens nothing once the staff record has another.

-- The address that an invitation was made for. An earlier version that still runs writes none, so the row does it itself.
alter table invitation add column address text;
update invitation i set address = lower(p.email)
  from person p
 where p.organisation_id = i.organisation_id and p.person_id = i.person_id
   and i.used_at is null and i.expires_at > now();
create function invite_by_address() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  select lower(p.email) into new.address from person p
   where p.organisation_id = new.organisation_id and p.person_id = new.person_id;
  return new;
end $$;
create trigger invites_by_address before insert on invitation for each row
  when (new.address is null) execute function invite_by_address();

-- Nothing where the address was corrected since, and where they have an account by now.
create or replace function open_invitation(digest text, at timestamptz, on_day date) returns table (
  organisation_id integer, organisation_name text, invitation_id integer, person_id integer,
  first_name text, last_name text, full_name text, email text
) language sql stable security definer set search_path = public, pg_temp as $$
  select o.organisation_id, o.name, i.invitation_id, p.person_id, p.first_name, p.last_name, p.full_name, lower(p.email)
    from invitation i
    join organisation o on o.organisation_id = i.organisation_id
    join person p on p.organisation_id = i.organisation_id and p.person_id = i.person_id
   where i.token_digest = digest and i.used_at is null and i.expires_at > at
     and i.address = lower(p.email) and (p.left_on is null or p.left_on >= on_day)
     and not exists (select from identity.account_person ap
       where ap.organisation_id = i.organisation_id and ap.person_id = i.person_id)
$$;

-- The address that an account had before, so that whoever reads there is told too that it was changed.
alter table identity.account_person add column previous_address text;

-- Where a mail about an account goes: the address it signs in with, that of today's staff record, and the one before.
create function addresses_of_account(account text, on_day date) returns table (
  organisation_name text, email text, staff_email text, previous_email text
) language sql stable security definer set search_path = public, pg_temp as $$
  select o.name, u.email, lower(p.email), ap.previous_address
    from identity."user" u
    join identity.account_person ap on ap.user_id = u.id
    join person p on p.organisation_id = ap.organisation_id and p.person_id = ap.person_id
    join organisation o on o.organisation_id = p.organisation_id
   where u.id = account and ap.closed_at is null and (p.left_on is null or p.left_on >= on_day)
$$;
revoke all on function addresses_of_account(text, date) from public;
grant execute on function addresses_of_account(text, date) to concord_identity;

-- The address that somebody's account signs in with, for the office; nothing where they have none.
create function address_of_account(of_person integer) returns text
language sql stable security definer set search_path = public, pg_temp as $$
  select u.email from identity.account_person ap join identity."user" u on u.id = ap.user_id
   where ap.organisation_id = my_organisation() and ap.person_id = of_person and has_role('office')
$$;

-- Gives somebody else's account the address of the staff record; links that were sent to the one before are over. Says
-- whether it is done, was so already, or another account has that address.
create function use_address_of_record(of_person integer) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  account text;
  before text;
  today text;
begin
  if not has_role('office') or of_person is not distinct from my_person() then
    raise exception 'not for you to change' using errcode = 'insufficient_privilege';
  end if;
  select u.id, u.email, lower(p.email) into account, before, today
    from identity.account_person ap
    join identity."user" u on u.id = ap.user_id
    join person p on p.organisation_id = ap.organisation_id and p.person_id = ap.person_id
   where ap.organisation_id = my_organisation() and ap.person_id = of_person
     for update of u, p;
  if account is null or today is null or today = before then return 'same'; end if;
  begin
    update identity."user" set email = today, "updatedAt" = now() where id = account;
  exception when unique_violation then
    return 'taken';
  end;
  update identity.account_person set previous_address = before where user_id = account;
  delete from identity.verification where identifier = 'password-reset:' || account;
  return 'done';
end $$;
revoke all on function address_of_account(integer), use_address_of_record(integer) from public;
grant execute on function address_of_account(integer), use_address_of_record(integer) to concord_app;

-- The session that a secret was shown in, until it is confirmed: no other one may confirm it.
alter table identity.second_factor add column begun_in text;

-- What routes give the office alone, an administrator is not given here either.
create or replace function end_sessions_of(of_person integer) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  ended integer;
begin
  if not has_role('office') then
    raise exception 'not for you to end' using errcode = 'insufficient_privilege';
  end if;
  delete from identity.session where "userId" in (
    select user_id from identity.account_person where organisation_id = my_organisation() and person_id = of_person);
  get diagnostics ended = row_count;
  return ended;
end $$;
create or replace function reset_second_factor(of_person integer) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  account text;
begin
  if not has_role('office') or of_person is not distinct from my_person() then
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
create or replace function has_second_factor(of_person integer) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select has_role('office') and exists (
    select from identity.account_person ap
      join identity.second_factor f on f.user_id = ap.user_id and f.confirmed_at is not null
     where ap.organisation_id = my_organisation() and ap.person_id = of_person)
$$;

-- A kind of event that is rare is found without reading the whole record.
create index audit_of_event on audit (organisation_id, event, number);
