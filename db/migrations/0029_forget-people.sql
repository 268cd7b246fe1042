ALTER TABLE "OrganizerProfile" ALTER COLUMN "idDocPath" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "User" ADD COLUMN "deletedAt" timestamp (3) with time zone;--> statement-breakpoint
-- What a line of the audit log says of the person who deleted their account is blanked, and nothing else of any line ever changes.
create function "withoutPerson"("entity" text, "columns" jsonb) returns jsonb language sql immutable as $$
  select case when jsonb_typeof("columns") <> 'object' or "columns" is null then "columns" else coalesce((
    select jsonb_object_agg(one."key", case
      when one."value" = 'null' or not (one."key" = any (case "entity"
        when 'User' then array['name', 'email', 'phone', 'image', 'bankName', 'bankAccountNo', 'bankAccountName']
        when 'OrganizerProfile' then array['displayName', 'slug', 'bio', 'city', 'whatsapp', 'idDocPath', 'reviewNote']
        when 'Booking' then array['travellers']
        else '{}' end)) then one."value"
      when jsonb_typeof(one."value") = 'array' then '["…"]'::jsonb
      else '"…"'::jsonb end)
    from jsonb_each("columns") one), '{}') end
$$;
--> statement-breakpoint
create or replace function "refuseAuditChange"() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new."before" is not distinct from "withoutPerson"(old."entity", old."before")
    and new."after" is not distinct from "withoutPerson"(old."entity", old."after")
    and (new."id", new."actorType", new."actorId", new."action", new."entity", new."entityId", new."createdAt")
      is not distinct from (old."id", old."actorType", old."actorId", old."action", old."entity", old."entityId", old."createdAt")
    and (new."before", new."after") is distinct from (old."before", old."after") then
    return new;
  end if;
  raise exception 'AuditLog rows are only ever added' using errcode = 'restrict_violation';
end
$$;
