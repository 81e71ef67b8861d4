-- Writes the marks of a step, and reassigns tasks: unassigned ones of "returned" go to the last assignee
-- of their element in the instance, unless that person is no longer active; the element's status for an assigned task
-- is marked then.
--
-- p_instance  number of the instance
-- m           {"entries": [...], "met": {element: milestone}, "returned": [...]}, as desk/work-items/marks.ts makes
--             it. An entry is a mark of an entered element, or a completed element instance, whose element says by
--             "met" whether that meets a milestone
-- Answers nothing.
create or replace function write_marks(p_instance bigint, m jsonb)
  returns void
  language sql
as $$
  insert into instance_marks (instance, kind, name, element_id, at)
    select p_instance, coalesce(x.kind, 'milestoneMet'), coalesce(x.name, m->'met'->>e.element_id),
        coalesce(x."elementId", e.element_id), instant(x.at)
      from rows from (
          jsonb_to_recordset(m->'entries') as (kind text, name text, "elementId" text, local bigint, at bigint)
        ) with ordinality as x(kind, name, "elementId", local, at, n)
        left join element_instances e
          on e.key = entity_key(p_instance, x.local) and e.role is distinct from 'iteration'
      where x.kind is not null or m->'met' ? e.element_id
      order by x.n;
  with last as materialized (
    select x.local, x.status, l.assignee
      from jsonb_to_recordset(m->'returned') x(local bigint, "elementId" text, status text)
        cross join lateral (
          select u.assignee from user_tasks u
            where u.instance = p_instance and u.element_id = x."elementId" and u.ended_at is not null
            order by u.ended_at desc, u.key desc
            limit 1) l
      where l.assignee is not null
        and not exists (select 1 from users p where p.username = l.assignee and not p.active)
  ), returned as materialized (
    select t.element_id, t.created_at, l.status
      from last l cross join lateral assign_open_task(p_instance, l.local, l.assignee) t)
  insert into instance_marks (instance, kind, name, element_id, at)
    select p_instance, 'assignedStatus', r.status, r.element_id, r.created_at from returned r
      where r.status is not null;
$$;
