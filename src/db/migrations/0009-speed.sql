-- Sight that indexes can answer: see docs/decisions/0018. The same people see the same rows as before. Every way of seeing a
-- row is now by itself a condition that an index has, whole, so that PostgreSQL reads the settings once a query and not once
-- a row. Still plain expressions, without a subquery.

-- The organisation, for those who see all of it; otherwise null, which no row has.
create function my_whole_organisation() returns integer language sql stable
  return case when array['office', 'auditor'] && nullif(current_setting('concord.roles', true), '')::text[]
              then nullif(current_setting('concord.organisation', true), '')::integer end;

-- `{a1.a7}` as `{a1.a7.*}`: a path and all below it, in the form in which an index of paths is asked for several at once.
create function below_my_lines() returns lquery[] language sql stable
  return replace(replace(replace(nullif(nullif(current_setting('concord.lines', true), ''), '{}'),
    '"', ''), ',', '.*,'), '}', '.*}')::lquery[];
create function in_my_units() returns lquery[] language sql stable
  return replace(replace(replace(nullif(nullif(current_setting('concord.units', true), ''), '{}'),
    '"', ''), ',', '.*,'), '}', '.*}')::lquery[];

do $$
declare
  t text;
  sees text := $e$ organisation_id = my_whole_organisation()
      or (organisation_id = my_organisation() and person_id = my_person())
      or (organisation_id = my_organisation() and agreer_person_id = my_person())
      or (organisation_id = my_organisation() and line ? below_my_lines())
      or (organisation_id = my_organisation() and unit_path ? in_my_units())
      or (organisation_id = my_organisation() and professional_group = any (my_groups())) $e$;
begin
  foreach t in array array['job_plan', 'job_plan_change', 'job_plan_activity', 'offered_document', 'signature', 'job_plan_move', 'assignment'] loop
    execute format('alter policy sees on %I using (%s)', t, sees);
  end loop;
  -- The two tables that lists begin from; what hangs on a plan is found by the plan.
  foreach t in array array['assignment', 'job_plan'] loop
    execute format('create index %I on %I using gist (organisation_id, line)', t || '_seen_by_line', t);
    execute format('create index %I on %I using gist (organisation_id, unit_path)', t || '_seen_by_unit', t);
    execute format('drop index %I', t || '_line');
    execute format('drop index %I', t || '_unit_path');
  end loop;
end $$;
drop index job_plan_activity_line;
drop index job_plan_activity_unit_path;
create index job_plan_group on job_plan (organisation_id, professional_group);

-- Documents lie beside the rows: a list that reads where ten thousand plans stand does not read what is in them.
alter table job_plan set (toast_tuple_target = 256);

-- Where a post's plans stand, kept beside the post by the database itself: the lists and counts of thousands of people read
-- one row a post, and no plans. `sort_name` is the person's.
alter table assignment
  add column sort_name text not null default '',
  -- States of the plans that are worked on, by their days; and since when the first of them stands as it does.
  add column open_states text[] not null default '{}',
  add column open_since timestamptz,
  -- For each agreed plan the day after its last, by their days.
  add column agreed_until date[] not null default '{}',
  -- When one of its plans last moved.
  add column plans_since timestamptz;

create function standing_of_post(org integer, post integer) returns table (
  open_states text[], open_since timestamptz, agreed_until date[], plans_since timestamptz
) language sql stable as $$
  select coalesce(array_agg(state order by lower(holds), plan_id) filter (where is_open), '{}'),
         (array_agg(since order by lower(holds), plan_id) filter (where is_open))[1],
         coalesce(array_agg(upper(holds) order by lower(holds), plan_id) filter (where state = 'agreed'), '{}'),
         max(since)
    from (select *, state in ('draft', 'in-discussion', 'offered', 'signed-by-clinician', 'signed-by-agreer') as is_open
            from job_plan where organisation_id = org and assignment_id = post) plan
$$;

-- Runs with the owner's rights: a clinician who moves a plan may not write the staff record, and writes nothing of it here.
create function keep_standing() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  plan job_plan := coalesce(new, old);
begin
  update assignment a
     set (open_states, open_since, agreed_until, plans_since) =
         (select s.open_states, s.open_since, s.agreed_until, s.plans_since
            from standing_of_post(plan.organisation_id, plan.assignment_id) s)
   where a.organisation_id = plan.organisation_id and a.assignment_id = plan.assignment_id;
  return null;
end $$;
revoke all on function keep_standing() from public;
create trigger keeps_standing after insert or delete on job_plan for each row execute function keep_standing();
create trigger keeps_standing_moved after update on job_plan for each row
  when ((old.state, old.since, old.holds) is distinct from (new.state, new.since, new.holds))
  execute function keep_standing();

create function take_sort_name() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  new.sort_name := (select p.sort_name from person p
    where p.organisation_id = new.organisation_id and p.person_id = new.person_id);
  return new;
end $$;
revoke all on function take_sort_name() from public;
create trigger takes_sort_name before insert or update of person_id on assignment for each row execute function take_sort_name();
create function give_sort_name() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update assignment set sort_name = new.sort_name
   where organisation_id = new.organisation_id and person_id = new.person_id;
  return null;
end $$;
revoke all on function give_sort_name() from public;
create trigger gives_sort_name after update on person for each row
  when (old.sort_name is distinct from new.sort_name) execute function give_sort_name();

update assignment a
   set sort_name = p.sort_name, open_states = s.open_states, open_since = s.open_since, agreed_until = s.agreed_until,
       plans_since = s.plans_since
  from person p, assignment b cross join lateral standing_of_post(b.organisation_id, b.assignment_id) s
 where b.organisation_id = a.organisation_id and b.assignment_id = a.assignment_id
   and p.organisation_id = a.organisation_id and p.person_id = a.person_id;

-- Who has left is a few; a list leaves them out without looking at everybody.
create index person_left on person (organisation_id, left_on) where left_on is not null;

-- While sight is worked out anew, others go on saving: their rows name the organisation, and so would wait for its key.
do $$ begin
  execute replace(pg_get_functiondef('refresh_sight(date)'::regprocedure), 'for update;', 'for no key update;');
end $$;
