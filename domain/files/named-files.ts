import { sql } from "drizzle-orm";
import { type Database, db } from "#db/connection.ts";
import { payments } from "#domain/bookings/schema/payments.ts";
import { receipts } from "#domain/bookings/schema/receipts.ts";
import { refunds } from "#domain/bookings/schema/refunds.ts";
import { tripImages } from "#domain/trips/schema.ts";
import { organizerProfiles } from "#domain/users/schema.ts";
import { limits } from "#limits.ts";
import { fileChecks, type fileKinds } from "./schema.ts";

/** The files that rows name, and when each was last looked for. Only `check.ts` writes `FileCheck`. */

/** A file that some row names. */
export type NamedFile = {
  name: string;
  kind: (typeof fileKinds)[number];
  /** Whether it was not there when it was last looked for. */
  isMissing: boolean;
};

/** Each name once, though nothing keeps two rows from naming one file. */
const named = sql`(
  select name, min(kind) as kind from (
    select "path" as name, 'foto' as kind from ${tripImages}
    union all select "proofPath", 'bukti' from ${payments} where "proofPath" is not null
    union all select "proofPath", 'bukti' from ${receipts} where "proofPath" is not null
    union all select "idDocPath", 'identitas' from ${organizerProfiles} where "idDocPath" is not null
    union all select "evidencePath", 'laporan' from ${refunds} where "evidencePath" is not null
  ) as each group by name
) as named`;

/** Every file that some row names, as this connection sees it. */
export async function namedFiles(database: Pick<Database, "execute">): Promise<Pick<NamedFile, "name" | "kind">[]> {
  const { rows } = await database.execute<Pick<NamedFile, "name" | "kind">>(
    sql`select named.name, named.kind from ${named} order by named.name`,
  );
  return rows;
}

/** Nights in which every file is looked for once; one fewer than a week has, so that one may be missed. */
const nights = 6;
const dayMs = 24 * 3_600_000;

/**
 * What to look for tonight: the missing ones first, then those not looked for the longest, a share of all and at least
 * what is overdue.
 */
export async function filesToCheck(now: Date): Promise<NamedFile[]> {
  const overdueBefore = new Date(now.getTime() - nights * dayMs).toISOString();
  const { rows } = await db().execute<NamedFile>(sql`
    with files as (
      select named.name, named.kind, checked."checkedAt", checked."missingSince" is not null as missing,
        row_number() over (
          order by checked."missingSince" is not null desc, checked."checkedAt" nulls first, named.name
        ) as place
      from ${named} left join ${fileChecks} as checked on checked.name = named.name
    ), share as (
      select count(*) filter (where missing) + greatest(
        ceil(count(*) / ${nights}::numeric),
        count(*) filter (where not missing and ("checkedAt" is null or "checkedAt" <= ${overdueBefore}::timestamptz))
      ) as most
      from files
    )
    select name, kind, missing as "isMissing" from files, share
    where place <= most order by place limit ${limits.fileCheck.mostFiles}`);
  return rows;
}

/** Those of these files that a row still names. */
export async function stillNamed(names: readonly string[]): Promise<Set<string>> {
  if (names.length === 0) return new Set();
  const { rows } = await db().execute<{ name: string }>(sql`
    select named.name from ${named} where named.name = any(string_to_array(${names.join("\n")}, E'\\n'))
    limit ${names.length}`);
  return new Set(rows.map(({ name }) => name));
}

/** Writes down that these files were looked for. A missing one keeps the moment at which it was first missed. */
export async function recordChecks(checks: {
  files: NamedFile[];
  missing: ReadonlySet<string>;
  now: Date;
}): Promise<void> {
  const { files, missing, now } = checks;
  const rows = files.map(({ name, kind }) => ({
    name,
    kind,
    checkedAt: now,
    missingSince: missing.has(name) ? now : null,
  }));
  await db()
    .insert(fileChecks)
    .values(rows)
    .onConflictDoUpdate({
      target: fileChecks.name,
      set: {
        kind: sql`excluded."kind"`,
        checkedAt: sql`excluded."checkedAt"`,
        missingSince: sql`case when excluded."missingSince" is null then null
          else coalesce(${fileChecks.missingSince}, excluded."missingSince") end`,
      },
    });
}

/** Forgets the files that no row names any more: a photo was replaced, a proof rejected. */
export async function forgetUnnamed(): Promise<void> {
  await db().execute(sql`
    delete from ${fileChecks} as checked where not exists (select from ${named} where named.name = checked.name)`);
}
