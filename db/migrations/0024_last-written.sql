-- What the audit log says last of each column of a row: its changes, oldest first, one laid over the other.
create aggregate "lastWritten"(jsonb) (sfunc = jsonb_concat, stype = jsonb, initcond = '{}', parallel = safe);
