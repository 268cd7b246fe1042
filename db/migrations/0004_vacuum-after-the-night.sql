-- A night may leave 100,000 dead rows among 1,000,000: too few for the default, but the next search for due ones walks over all of them.
alter table "Trip" set (autovacuum_vacuum_scale_factor = 0.05);
--> statement-breakpoint
alter table "Payout" set (autovacuum_vacuum_scale_factor = 0.05);
