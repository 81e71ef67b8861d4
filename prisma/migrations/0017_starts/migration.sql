-- Why a start that somebody waits for was refused: {"answer", "code", "reason"}.
alter table starts add column refusal jsonb;

-- Whose payload it is, as the number of the instance: workflow ids are looked up, not taken apart. The index is for that,
-- and for workflows that no instance has.
alter table large_payload_uses add column instance bigint;
update large_payload_uses set instance = (substring(workflow_id from '#([0-9]+)[.][0-9]+$'))::bigint;
create index process_instances_workflow_id on process_instances (workflow_id) where workflow_id is not null;

-- What the engine could not step is not done again when its instance has ended.
update incidents i set state = 'resolved', resolved_at = p.ended_at
  from process_instances p
  where p.number = i.instance and p.status <> 'active' and i.state = 'active' and i.retry is not null;
