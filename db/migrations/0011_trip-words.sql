-- Words may stand anywhere in a title or destination; without this a word that no trip holds read all of them. The module
-- pg_trgm comes with PostgreSQL, on some systems as a package of its own; where it is missing or may not be used, the same
-- queries work as before, so that no start depends on it.
DO $$
BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  CREATE INDEX "Trip_words_idx" ON "Trip" USING gin ("title" gin_trgm_ops, "destination" gin_trgm_ops) WITH (fastupdate = off) WHERE "status" in ('OPEN', 'FULL');
EXCEPTION
  WHEN feature_not_supported OR insufficient_privilege OR undefined_file OR undefined_object THEN
    RAISE NOTICE 'trips are searched without an index: %', SQLERRM;
END $$;
