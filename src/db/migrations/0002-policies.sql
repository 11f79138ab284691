-- Row-level security. Settings are made for one transaction by db/database.ts; unset ones read as '' after a commit, hence
-- nullif. Policies are plain expressions without a subquery, so that they hold on a sharded cluster too.

do $$ begin
  if not exists (select from pg_roles where rolname = 'concord_app') then create role concord_app nologin; end if;
  if not exists (select from pg_roles where rolname = 'concord_identity') then create role concord_identity nologin; end if;
  -- The login that makes the schema can run as both, so that one login is enough to begin with.
  if not pg_has_role('concord_app', 'member') then grant concord_app to current_user; end if;
  if not pg_has_role('concord_identity', 'member') then grant concord_identity to current_user; end if;
end $$;

create function my_organisation() returns integer language sql stable
  return nullif(current_setting('concord.organisation', true), '')::integer;
create function my_person() returns integer language sql stable
  return nullif(current_setting('concord.person', true), '')::integer;
create function my_lines() returns ltree[] language sql stable
  return nullif(current_setting('concord.lines', true), '')::ltree[];
create function my_units() returns ltree[] language sql stable
  return nullif(current_setting('concord.units', true), '')::ltree[];
create function my_groups() returns text[] language sql stable
  return nullif(current_setting('concord.groups', true), '')::text[];
-- 'office' sees and edits all, 'auditor' sees all, 'administrator' runs the system, '' is nothing special.
create function has_role(role text) returns boolean language sql stable
  return role = any (coalesce(nullif(current_setting('concord.roles', true), '')::text[], '{}'));

grant usage on schema public to concord_app;
grant usage on schema public, identity to concord_identity;

-- Tables with a line of sight on the row.
do $$
declare
  t text;
  sees text := $e$ organisation_id = my_organisation() and (
      person_id = my_person() or agreer_person_id = my_person()
      or line <@ any (my_lines()) or unit_path <@ any (my_units()) or professional_group = any (my_groups())
      or has_role('office') or has_role('auditor')) $e$;
  edits text := $e$ organisation_id = my_organisation() and (
      person_id = my_person() or agreer_person_id = my_person() or has_role('office')) $e$;
begin
  foreach t in array array['job_plan', 'job_plan_change', 'job_plan_activity', 'offered_document', 'signature', 'job_plan_move', 'assignment'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy sees on %I for select to concord_app using (%s)', t, sees);
    if t <> 'assignment' then
      execute format('create policy adds on %I for insert to concord_app with check (%s)', t, edits);
    end if;
  end loop;
  execute format('create policy changes on job_plan for update to concord_app using (%s) with check (%s)', edits, edits);
  execute format('create policy removes on job_plan_activity for delete to concord_app using (%s)', edits);
end $$;

grant select on assignment, job_plan, job_plan_change, job_plan_activity, offered_document, signature, job_plan_move to concord_app;
grant insert on job_plan, job_plan_change, job_plan_activity, offered_document, signature, job_plan_move to concord_app;
-- The columns that sight is decided by are not among these: only refresh_sight() moves them.
grant update (from_on, to_on, holds, state, next_side, since, agreed_at, document, version, saved_at, contract, unit,
  total_units, dcc_units, contracted_units, breaches) on job_plan to concord_app;
grant delete on job_plan_activity to concord_app;

-- Nobody signs for another, whatever the program says.
create policy signs_for_oneself on signature as restrictive for insert to concord_app with check (
  signed_by = my_person()
  and ((side = 'clinician' and person_id = my_person()) or (side = 'agreer' and agreer_person_id = my_person())));

-- Who acted is who acts: nobody writes a plan's history in the name of another, and only the rules act as nobody.
create policy changes_as_oneself on job_plan_change as restrictive for insert to concord_app
  with check (changed_by is not distinct from my_person());
create policy moves_as_oneself on job_plan_move as restrictive for insert to concord_app
  with check (moved_by is not distinct from my_person() or (side = 'rules' and moved_by is null));
-- The two sides alone offer a plan to each other.
create policy offers_as_a_side on offered_document as restrictive for insert to concord_app
  with check (offered_by = my_person() and (person_id = my_person() or agreer_person_id = my_person()));
-- A plan begins as a draft, and holds for its own days.
create policy begins_as_a_draft on job_plan as restrictive for insert to concord_app
  with check (state = 'draft' and version = 1 and agreed_at is null and holds = daterange(from_on, to_on, '[]'));

-- The office keeps the staff record.
create policy corrects on assignment for update to concord_app
  using (organisation_id = my_organisation() and has_role('office'))
  with check (organisation_id = my_organisation() and has_role('office'));
create policy adds on assignment for insert to concord_app
  with check (organisation_id = my_organisation() and has_role('office'));
grant insert, update on assignment to concord_app;

do $$
declare
  t text;
begin
  -- Names of places, posts and people are known within the organisation.
  foreach t in array array['unit', 'location', 'position', 'person'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy sees on %I for select to concord_app using (organisation_id = my_organisation())', t);
    execute format($e$create policy keeps on %I for all to concord_app
      using (organisation_id = my_organisation() and has_role('office'))
      with check (organisation_id = my_organisation() and has_role('office'))$e$, t);
    execute format('grant select, insert, update on %I to concord_app', t);
  end loop;
  foreach t in array array['staff_record_row', 'staff_import'] loop
    execute format('alter table %I enable row level security', t);
    execute format($e$create policy keeps on %I for all to concord_app
      using (organisation_id = my_organisation() and has_role('office'))
      with check (organisation_id = my_organisation() and has_role('office'))$e$, t);
  end loop;
end $$;
grant select, insert, update, delete on staff_record_row to concord_app;
grant select, insert on staff_import to concord_app;
create policy reads on staff_import for select to concord_app
  using (organisation_id = my_organisation() and has_role('auditor'));

alter table agreer enable row level security;
create policy sees on agreer for select to concord_app using (organisation_id = my_organisation()
  and (agreer_person_id = my_person() or has_role('office') or has_role('auditor')));
create policy sets on agreer for all to concord_app
  using (organisation_id = my_organisation() and has_role('office'))
  with check (organisation_id = my_organisation() and has_role('office'));
grant select, insert, update, delete on agreer to concord_app;

alter table role_grant enable row level security;
create policy sees on role_grant for select to concord_app using (organisation_id = my_organisation()
  and (person_id = my_person() or has_role('office') or has_role('auditor')));
create policy grants on role_grant for all to concord_app
  using (organisation_id = my_organisation() and has_role('office'))
  with check (organisation_id = my_organisation() and has_role('office'));
grant select, insert, update on role_grant to concord_app;

alter table invitation enable row level security;
create policy invites on invitation for all to concord_app
  using (organisation_id = my_organisation() and has_role('office'))
  with check (organisation_id = my_organisation() and has_role('office'));
grant select, insert, update on invitation to concord_app;
-- The key in the link is all that an invited person has; the digest of it is looked up by the sign-in role alone.
create policy accepts on invitation for all to concord_identity using (true) with check (true);
grant select, update on invitation to concord_identity;

alter table organisation enable row level security;
create policy sees on organisation for select to concord_app using (organisation_id = my_organisation());
create policy keeps on organisation for update to concord_app
  using (organisation_id = my_organisation() and has_role('office'))
  with check (organisation_id = my_organisation() and has_role('office'));
grant select on organisation to concord_app;
grant update (sight_on) on organisation to concord_app;

alter table audit enable row level security;
create policy reads on audit for select to concord_app
  using (organisation_id = my_organisation() and (has_role('office') or has_role('auditor')));
create policy writes on audit for insert to concord_app
  with check (organisation_id = my_organisation() and person_id is not distinct from my_person());
grant select, insert on audit to concord_app;

-- The head of the audit chain, locked by whoever appends: readable to all, since the next row's digest covers it.
create table audit_head (
  organisation_id integer primary key references organisation,
  number integer not null,
  digest text not null
);
alter table audit_head enable row level security;
create policy heads on audit_head for all to concord_app
  using (organisation_id = my_organisation()) with check (organisation_id = my_organisation());
grant select, insert, update on audit_head to concord_app;

grant usage on all sequences in schema public to concord_app;

-- The sight columns of a plan's rows are copied from its assignment, whatever the program wrote.
create function copy_sight() returns trigger language plpgsql as $$
begin
  select a.person_id, a.agreer_person_id, a.line, a.unit_path, a.professional_group
    into new.person_id, new.agreer_person_id, new.line, new.unit_path, new.professional_group
    from assignment a
   where a.organisation_id = new.organisation_id and a.assignment_id = new.assignment_id;
  return new;
end $$;

do $$
declare
  t text;
begin
  foreach t in array array['job_plan', 'job_plan_change', 'job_plan_activity', 'offered_document', 'signature', 'job_plan_move'] loop
    execute format('create trigger copies_sight before insert on %I for each row execute function copy_sight()', t);
  end loop;
end $$;

-- An offer is of the plan as it stands while it can still be changed, and its digest is of its text.
create function offer_what_stands() returns trigger language plpgsql as $$
declare
  plan_state text;
begin
  select state, version into plan_state, new.plan_version
    from job_plan where organisation_id = new.organisation_id and plan_id = new.plan_id;
  if plan_state not in ('draft', 'in-discussion') then
    raise exception 'a plan that is % is not offered', plan_state using errcode = 'check_violation';
  end if;
  if new.digest <> encode(sha256(convert_to(new.canonical_text, 'UTF8')), 'hex') then
    raise exception 'this is not the digest of the text' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger offers_what_stands before insert on offered_document for each row execute function offer_what_stands();

-- The sides that have signed what was offered last, where that is this version of the plan.
create function sides_signed(org integer, plan integer, of_version integer) returns text[] language sql stable as $$
  select coalesce(array_agg(s.side), '{}')
    from (select * from offered_document where organisation_id = org and plan_id = plan
           order by offer_number desc limit 1) d
    join signature s on s.organisation_id = org and s.plan_id = plan and s.offer_number = d.offer_number and s.digest = d.digest
   where d.plan_version = of_version
$$;

-- What is on offer or agreed is not changed, and nothing is agreed without both signatures over the document on offer.
create function keep_what_was_agreed() returns trigger language plpgsql as $$
begin
  if old.state not in ('draft', 'in-discussion') and new.document is distinct from old.document then
    raise exception 'a plan that is % cannot be changed', old.state using errcode = 'check_violation';
  end if;
  if new.state = 'agreed' and old.state <> 'agreed'
    and not sides_signed(new.organisation_id, new.plan_id, new.version) @> '{clinician,agreer}' then
    raise exception 'a plan is agreed only with both signatures' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger keeps_what_was_agreed before update on job_plan for each row execute function keep_what_was_agreed();

-- The moves of domain/agreement, by their states; a test holds the two together.
create function plan_moves() returns text[] language sql immutable return array[
  'draft > offered', 'draft > withdrawn',
  'in-discussion > offered', 'in-discussion > withdrawn',
  'offered > signed-by-clinician', 'offered > signed-by-agreer', 'offered > in-discussion', 'offered > withdrawn',
  'signed-by-clinician > agreed', 'signed-by-clinician > in-discussion', 'signed-by-clinician > withdrawn',
  'signed-by-agreer > agreed', 'signed-by-agreer > in-discussion', 'signed-by-agreer > withdrawn',
  'agreed > superseded'];

-- One side alone, by whatever SQL, moves a plan only as the product does. The owner may put a plan right by hand.
create function move_as_it_may() returns trigger language plpgsql as $$
declare
  signed text[] := sides_signed(new.organisation_id, new.plan_id, new.version);
begin
  if new.state <> old.state and not old.state || ' > ' || new.state = any (plan_moves()) then
    raise exception 'a plan that is % does not become %', old.state, new.state using errcode = 'check_violation';
  end if;
  if new.state <> old.state and new.state like 'signed-by-%' and not replace(new.state, 'signed-by-', '') = any (signed) then
    raise exception 'a plan is % only with that signature', new.state using errcode = 'check_violation';
  end if;
  if new.state <> old.state and new.state = 'offered' and not exists (
    select from offered_document d
     where d.organisation_id = new.organisation_id and d.plan_id = new.plan_id and d.plan_version = new.version
       and d.offer_number > coalesce((select max(offer_number) from signature
         where organisation_id = new.organisation_id and plan_id = new.plan_id), 0)
  ) then
    raise exception 'a plan is offered only with its text, to be signed anew' using errcode = 'check_violation';
  end if;
  if old.state in ('draft', 'in-discussion') then
    if new.version < old.version or new.holds <> daterange(new.from_on, new.to_on, '[]') then
      raise exception 'a plan goes to its next version, and its days are its own' using errcode = 'check_violation';
    end if;
    if new.document is distinct from old.document and new.version = old.version then
      new.version := old.version + 1;
    end if;
    return new;
  end if;
  if (new.version, new.from_on, new.to_on, new.contract, new.unit, new.total_units, new.dcc_units, new.contracted_units, new.breaches)
    is distinct from
    (old.version, old.from_on, old.to_on, old.contract, old.unit, old.total_units, old.dcc_units, old.contracted_units, old.breaches)
  then
    raise exception 'a plan that is % cannot be changed', old.state using errcode = 'check_violation';
  end if;
  -- An agreed plan gives days up, and only to one that both have signed.
  if (new.holds <> old.holds or new.state = 'superseded') and not (
    old.state = 'agreed' and new.holds <@ old.holds and exists (
      select from job_plan n
       where n.organisation_id = old.organisation_id and n.replaces_plan_id = old.plan_id
         and sides_signed(n.organisation_id, n.plan_id, n.version) @> '{clinician,agreer}')
  ) then
    raise exception 'a plan gives its days only to one that replaces it' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger moves_as_it_may before update on job_plan for each row
  when (current_user = 'concord_app') execute function move_as_it_may();

-- Works out, for one organisation and day, who agrees each assignment's plan, the chain above them, and the place of each
-- assignment in the organisation; then carries changes to the plans' rows. Runs with the owner's rights because the rows of
-- every plan move together; it takes nothing from its caller but the organisation it is already confined to and a day.
create function refresh_sight(on_day date) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare
  org integer := my_organisation();
  moved integer;
  t text;
begin
  if org is null then raise exception 'refresh_sight needs an organisation'; end if;
  if not has_role('office') then raise exception 'permission denied: sight is the office''s' using errcode = 'insufficient_privilege'; end if;
  -- One at a time: a second would put back what the first has just moved.
  perform from organisation where organisation_id = org for update;

  create temporary table sight_now on commit drop as
  with recursive
  stands as ( -- who agrees each assignment today: what the office set last, else the supervisor; never oneself or a leaver
    select a.assignment_id, a.person_id, a.is_primary, (a.ended_on is null or a.ended_on >= on_day) as is_current, u.path as unit_path,
           nullif(case when g.assignment_id is not null then g.agreer_person_id else a.supervisor_person_id end, a.person_id) as agreer
      from assignment a
      join unit u on u.organisation_id = org and u.unit_id = a.unit_id
      left join lateral (select assignment_id, agreer_person_id from agreer
        where organisation_id = org and assignment_id = a.assignment_id and from_on <= on_day
        order by from_on desc limit 1) g on true
     where a.organisation_id = org
  ),
  standing as (
    select s.assignment_id, s.person_id, s.unit_path, p.person_id as agreer,
           row_number() over (partition by s.person_id order by s.is_current desc, s.is_primary desc, s.assignment_id) = 1 as is_main
      from stands s
      left join person p on p.organisation_id = org and p.person_id = s.agreer and (p.left_on is null or p.left_on >= on_day)
  ),
  chain as ( -- from each assignment up through the main assignment of each agreer, until nobody or somebody met before
    select assignment_id, agreer as above, array[person_id] as met, text2ltree('a' || assignment_id) as line, 0 as depth
      from standing
    union all
    select c.assignment_id, m.agreer, c.met || m.person_id, ('a' || m.assignment_id)::ltree || c.line, c.depth + 1
      from chain c join standing m on m.person_id = c.above and m.is_main
     where c.above <> all (c.met) and c.depth < 30
  ),
  longest as (select distinct on (assignment_id) assignment_id, line from chain order by assignment_id, depth desc)
  select s.assignment_id, s.agreer, l.line, s.unit_path from standing s join longest l using (assignment_id);

  update assignment a set agreer_person_id = s.agreer, line = s.line, unit_path = s.unit_path
    from sight_now s
   where a.organisation_id = org and a.assignment_id = s.assignment_id
     and (a.agreer_person_id, a.line, a.unit_path) is distinct from (s.agreer, s.line, s.unit_path);
  get diagnostics moved = row_count;

  foreach t in array array['job_plan', 'job_plan_change', 'job_plan_activity', 'offered_document', 'signature', 'job_plan_move'] loop
    execute format('update %I r set person_id = a.person_id, agreer_person_id = a.agreer_person_id, line = a.line,
        unit_path = a.unit_path, professional_group = a.professional_group
      from assignment a
     where r.organisation_id = $1 and a.organisation_id = $1 and a.assignment_id = r.assignment_id
       and (r.person_id, r.agreer_person_id, r.line, r.unit_path, r.professional_group)
         is distinct from (a.person_id, a.agreer_person_id, a.line, a.unit_path, a.professional_group)', t) using org;
  end loop;

  update organisation set sight_on = on_day where organisation_id = org;
  drop table sight_now;
  return moved;
end $$;
revoke all on function refresh_sight(date) from public;
grant execute on function refresh_sight(date) to concord_app;

-- Everything a request must know of the person behind an account: asked once, by the sign-in role.
create function viewer_facts(account text, on_day date) returns table (
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
  where ap.user_id = account and (p.left_on is null or p.left_on >= on_day)
$$;
revoke all on function viewer_facts(text, date) from public;
grant execute on function viewer_facts(text, date) to concord_identity;
