-- Are the rights of these callers still those that were read? p_callers: [{"subject", "epoch"}]; no row is epoch 0.
create or replace function callers_stand(p_callers jsonb) returns boolean language sql as $$
  select not exists (
    select 1 from jsonb_to_recordset(p_callers) c(subject text, epoch bigint)
    left join rights_epochs r on r.subject = c.subject
    where coalesce(r.epoch, 0) <> c.epoch)
$$;
