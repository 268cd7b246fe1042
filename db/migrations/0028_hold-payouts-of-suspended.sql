-- Who was suspended before payouts were held back with a suspension: what of theirs is not transferred yet is held like
-- anybody's, but what stands in a prepared transfer. Rule: docs/domain.md#suspending-an-organizer
with held as (
  update "Payout" payout set
    "holdReason" = 'Organizer ditangguhkan: ' || coalesce(organizer."reviewNote", '-'),
    "heldBackAt" = now(),
    "heldBackById" = organizer."reviewedById",
    "updatedAt" = now()
  from "OrganizerProfile" organizer
  where organizer."id" = payout."organizerId" and organizer."status" = 'SUSPENDED'
    and payout."status" in ('HELD', 'RELEASED') and payout."heldBackAt" is null
    and not exists (select from "TransferItem" item where item."payoutId" = payout."id" and item."outcome" is null)
  returning payout."id", payout."holdReason", payout."heldBackAt", payout."heldBackById"
)
insert into "AuditLog" ("id", "actorType", "actorId", "action", "entity", "entityId", "before", "after", "createdAt")
select gen_random_uuid()::text, 'ADMIN', null, 'payout.hold-back', 'Payout', held."id",
  '{"holdReason": null, "heldBackAt": null, "heldBackById": null}'::jsonb,
  jsonb_build_object('holdReason', held."holdReason", 'heldBackAt',
    to_char(held."heldBackAt" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'heldBackById', held."heldBackById"),
  now()
from held;
