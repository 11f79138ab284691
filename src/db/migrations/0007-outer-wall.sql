-- Nobody writes the audit record but by this one function: raw SQL with anybody's eyes can add what happened, in their own
-- name and at the end, and can no longer insert a row of its own making or rewrite the head of the chain.
-- See docs/decisions/0014.

create function append_audit(by_person integer, at_instant text, what text, to_what text, with_payload text)
returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare
  org integer := my_organisation();
  head audit_head;
  payload_sum text := encode(sha256(convert_to(coalesce(with_payload, ''), 'UTF8')), 'hex');
  sum text;
begin
  if org is null or by_person is distinct from my_person() then
    raise exception 'permission denied: the audit record is written in one''s own name' using errcode = 'insufficient_privilege';
  end if;
  -- A digest is over lines, so that no part of it may hold one.
  if at_instant !~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$' or (what || to_what) ~ '[[:cntrl:]]' then
    raise exception 'an audit row is an instant and plain words' using errcode = 'check_violation';
  end if;
  insert into audit_head (organisation_id, number, digest) values (org, 0, '') on conflict do nothing;
  -- Locked until the transaction ends: rows are numbered without a gap.
  select * into head from audit_head where organisation_id = org for update;
  head.number := head.number + 1;
  sum := encode(sha256(convert_to(concat_ws(E'\n',
    head.digest, head.number, at_instant, coalesce(by_person::text, ''), what, to_what, payload_sum), 'UTF8')), 'hex');
  insert into audit (organisation_id, number, at, person_id, event, object, payload, payload_digest, previous_digest, digest)
    values (org, head.number, at_instant, by_person, what, to_what, with_payload::json, payload_sum, head.digest, sum);
  update audit_head set number = head.number, digest = sum where organisation_id = org;
  return head.number;
end $$;
revoke all on function append_audit(integer, text, text, text, text) from public;
grant execute on function append_audit(integer, text, text, text, text) to concord_app;

drop policy writes on audit;
revoke insert on audit from concord_app;
drop policy heads on audit_head;
revoke insert, update on audit_head from concord_app;
create policy reads on audit_head for select to concord_app
  using (organisation_id = my_organisation() and (has_role('office') or has_role('auditor')));

-- Names are known within the organisation, since plans name who agrees and who signed; what the staff record says of a person
-- beyond that is for the office, and for themselves. A column that is added to the table is hidden until it is granted.
revoke select on person from concord_app;
grant select (organisation_id, person_id, esr_id, title, first_name, last_name, email, left_on, full_name, sort_name)
  on person to concord_app;

-- With the owner's rights, so that it can read those columns; it shows what its condition lets through, whatever else is asked.
create view person_record with (security_barrier) as
  select organisation_id, person_id, esr_id, employee_number, title, first_name, last_name, email, hired_on, left_on,
         full_name, sort_name
    from person
   where organisation_id = my_organisation() and (has_role('office') or person_id = my_person());
grant select on person_record to concord_app;

-- A function runs for whoever may use it by name, never for everybody who can log in.
revoke create on schema public from public;
revoke all on function sides_signed(integer, integer, integer) from public;
grant execute on function sides_signed(integer, integer, integer) to concord_app;
