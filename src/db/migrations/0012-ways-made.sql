-- A way in that somebody made for another is said to its owner too, from the audit record: where no mail is sent, nothing
-- else tells them. These rows alone, and of nobody else; few among many, so that they have an index of their own.
create index audit_ways_made on audit (organisation_id, object, number)
  where event in ('invitation.made', 'password.link-made', 'second-factor.reset', 'account.let-in');
create policy reads_own on audit for select to concord_app
  using (organisation_id = my_organisation() and object = 'person ' || my_person()
    and event in ('invitation.made', 'password.link-made', 'second-factor.reset', 'account.let-in'));
