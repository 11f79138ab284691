-- Names are found and listed without their accents: "siân" is found by "sian", and stands beside it. A generated column cannot be
-- given another expression, so a trigger fills it. It says the same as plainName in src/domain/staff/plain-name.ts.
alter table person alter column sort_name drop expression;

create function make_sort_name() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  new.sort_name := lower(translate(
    regexp_replace(normalize(new.last_name || ' ' || new.first_name, nfd), '[\u0300-\u036f]', '', 'g'),
    'øØłŁđĐðÐıŧŦħĦ', 'oOlLdDdDitThH'));
  return new;
end $$;
revoke all on function make_sort_name() from public;
create trigger makes_sort_name before insert or update of last_name, first_name, sort_name on person
  for each row execute function make_sort_name();

update person set last_name = last_name where sort_name ~ '[^ -~]';
