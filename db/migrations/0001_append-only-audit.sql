create function "refuseAuditChange"() returns trigger language plpgsql as $$
begin
  raise exception 'AuditLog rows are only ever added' using errcode = 'restrict_violation';
end
$$;
--> statement-breakpoint
create trigger "AuditLog_append_only" before update or delete on "AuditLog"
  for each row execute function "refuseAuditChange"();
