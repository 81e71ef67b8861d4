-- Pins the product's clock, or lets it run (null). Unpinned, every instance with timers or activities is to be told.
-- cold: rare: the clock of test mode
create or replace function set_clock(p_pinned timestamptz) returns void language plpgsql as $$
declare was timestamptz;
begin
  select pinned_at into was from clock for update;
  update clock set pinned_at = p_pinned, epoch = epoch + 1;
  if (was is null) = (p_pinned is null) then return; end if;
  update process_instances p set tell_at = clock_timestamp() where p.number in (
    select p.number from process_instances p where p.status = 'active'
      and (p.durable or exists (select 1 from timers t where t.instance = p.number)
        or exists (select 1 from temporal_activities a where a.instance = p.number))
    order by p.number for update);
  update timer_starts set hosted = false;
end $$;
