-- The roles of a trust's database, with the least that each needs. A database administrator runs this once in the new
-- database, as a superuser, and may run it again: it changes nothing that is right already.
--
--   concord_owner  logs in for migrations, backup and restore: owns the database and its tables, and is no superuser
--   concord_login  logs in for the running product: owns nothing, and becomes the three below for each piece of work
--   concord_app, concord_identity, concord_jobs   requests, sign-in and the queue: they cannot log in
--
-- Passwords are set apart, so that none stands in a file: psql's \password concord_owner, then \password concord_login.

do $$
declare
  role text;
begin
  foreach role in array array['concord_app', 'concord_identity', 'concord_jobs'] loop
    if not exists (select from pg_roles where rolname = role) then execute format('create role %I nologin', role); end if;
  end loop;
  foreach role in array array['concord_owner', 'concord_login'] loop
    if not exists (select from pg_roles where rolname = role) then execute format('create role %I login', role); end if;
  end loop;
  -- The rights of the three count only within a transaction that becomes one of them, not for the login as it stands.
  alter role concord_login noinherit nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
  alter role concord_owner nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
  grant concord_app, concord_identity, concord_jobs to concord_login;
  grant concord_app, concord_identity, concord_jobs to concord_owner;

  -- Nobody else comes in, and nobody but the owner makes anything.
  execute format('alter database %I owner to concord_owner', current_database());
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect on database %I to concord_login', current_database());
end $$;

alter schema public owner to concord_owner;
revoke all on schema public from public;
grant usage on schema public to concord_app, concord_identity, concord_jobs;
