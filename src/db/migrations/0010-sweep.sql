-- Keys of what was asked for once are of no use after a week: nobody sends a form again that late. Everybody's are swept
-- together, by the role that sweeps, which sees none of them.
create function forget_once_keys(most integer) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  forgotten integer;
begin
  delete from once_key where (organisation_id, key_digest) in (
    select organisation_id, key_digest from once_key
     where done_at < now() - interval '7 days' limit most for update skip locked);
  get diagnostics forgotten = row_count;
  return forgotten;
end $$;
revoke all on function forget_once_keys(integer) from public;
grant execute on function forget_once_keys(integer) to concord_identity;
