-- Are the calendars that due dates were computed with still those that were read? p_facts: [{"calendar", "revision"}];
-- revision 0: there is no such calendar.
create or replace function facts_stand(p_facts jsonb) returns boolean language sql as $$
  select not exists (
    select 1 from jsonb_to_recordset(p_facts) f(calendar text, revision int)
    left join work_calendars w on w.code = f.calendar
    where coalesce(w.revision, 0) <> f.revision)
$$;
