-- Signing in with an outside provider: what is under way, and whom an address of the provider's may stand for.

-- Digests alone: the words that tie an answer to its question are in the browser's cookie, and are worked out from it.
create table identity.single_sign_on (
  state_digest text primary key,
  browser_digest text not null,
  provider text not null,
  purpose text not null check (purpose in ('sign-in', 'join', 'connect', 'again')),
  next text not null,
  session_id text references identity.session on delete cascade,
  invitation_digest text,
  begun_at timestamptz not null,
  expires_at timestamptz not null
);
create index single_sign_on_expires on identity.single_sign_on (expires_at);
create index single_sign_on_of_session on identity.single_sign_on (session_id);
grant select, insert, delete on identity.single_sign_on to concord_identity;

-- An account has one password, and one subject of each provider.
create unique index account_of_user_there on identity.account ("userId", "providerId");

-- The people of today who have an e-mail address, at most two: more than one is nobody.
create function people_of_email(address text, on_day date) returns table (
  organisation_id integer, person_id integer, full_name text, email text, has_account boolean
) language sql stable security definer set search_path = public, pg_temp as $$
  select p.organisation_id, p.person_id, p.full_name, lower(p.email), exists (
      select from identity.account_person ap where ap.organisation_id = p.organisation_id and ap.person_id = p.person_id)
    from person p
   where lower(p.email) = lower(address) and (p.left_on is null or p.left_on >= on_day)
   limit 2
$$;
revoke all on function people_of_email(text, date) from public;
grant execute on function people_of_email(text, date) to concord_identity;
