-- Sign-in's tables, column for column as better-auth 1.7 names them (hence the capitals). Only concord_identity reaches them;
-- the link from an account to a person is an organisation's own and has row-level security.

create table identity."user" (
  id text primary key,
  name text not null,
  email text not null unique check (email = lower(email)),
  "emailVerified" boolean not null default false,
  image text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);

create table identity.session (
  id text primary key,
  token text not null unique,
  "userId" text not null references identity."user" on delete cascade,
  "expiresAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null
);
create index session_of_user on identity.session ("userId");
create index session_expires on identity.session ("expiresAt");

-- How an account proves itself: a password here, an outside provider later.
create table identity.account (
  id text primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references identity."user" on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null,
  unique ("providerId", "accountId")
);
create index account_of_user on identity.account ("userId");

create table identity.verification (
  id text primary key,
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index verification_identifier on identity.verification (identifier);

grant select, insert, update, delete on identity."user", identity.session, identity.account, identity.verification
  to concord_identity;

alter table identity.account_person
  add foreign key (user_id) references identity."user" on delete cascade;
alter table identity.account_person enable row level security;
create policy counts on identity.account_person for select to concord_identity using (true);
grant select on identity.account_person to concord_identity;
create policy sees on identity.account_person for select to concord_app
  using (organisation_id = my_organisation() and (has_role('office') or has_role('administrator')));
create policy links on identity.account_person for insert to concord_app
  with check (organisation_id = my_organisation() and has_role('office'));
grant usage on schema identity to concord_app;
grant select, insert on identity.account_person to concord_app;

-- Before anybody has signed in there is no organisation to be confined to: these answer the few questions of the door.

create function organisations_here() returns table (organisation_id integer, is_demonstration boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select organisation_id, is_demonstration from organisation order by organisation_id
$$;
revoke all on function organisations_here() from public;
grant execute on function organisations_here() to concord_identity;

-- Whom an invitation is for, by the digest of the key in its link; nothing when it is used, too old, or they have left.
create function open_invitation(digest text, at timestamptz, on_day date) returns table (
  organisation_id integer, organisation_name text, invitation_id integer, person_id integer,
  first_name text, last_name text, full_name text, email text
) language sql stable security definer set search_path = public, pg_temp as $$
  select o.organisation_id, o.name, i.invitation_id, p.person_id, p.first_name, p.last_name, p.full_name, lower(p.email)
    from invitation i
    join organisation o on o.organisation_id = i.organisation_id
    join person p on p.organisation_id = i.organisation_id and p.person_id = i.person_id
   where i.token_digest = digest and i.used_at is null and i.expires_at > at
     and p.email is not null and (p.left_on is null or p.left_on >= on_day)
$$;
revoke all on function open_invitation(text, timestamptz, date) from public;
grant execute on function open_invitation(text, timestamptz, date) to concord_identity;
-- The function above is all the sign-in role needs of invitations.
drop policy accepts on invitation;
revoke all on invitation from concord_identity;

-- Makes the first organisation of an installation and confines the rest of the transaction to it. Refuses a second one.
create function found_organisation(code text, called text, in_nation text) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  made integer;
begin
  lock table organisation in share row exclusive mode;
  if exists (select from organisation) then
    raise exception 'an organisation exists already' using errcode = 'unique_violation';
  end if;
  insert into organisation (ods_code, name, nation) values (code, called, in_nation) returning organisation_id into made;
  perform set_config('concord.organisation', made::text, true);
  return made;
end $$;
revoke all on function found_organisation(text, text, text) from public;
grant execute on function found_organisation(text, text, text) to concord_app;
