/** What happened to a row, in its order, from the table and the audit log: SQL for the journal. */

/** From the beginning of one moment up to another one, as ISO; what is left out is without end. */
export type PressRange = { from?: string; until?: string };

/** SQL that is true of a press within the range. */
export function pressedIn(range: PressRange | undefined, press: string): string {
  const sides = [range?.from && `${press} >= '${iso(range.from)}'`, range?.until && `${press} < '${iso(range.until)}'`];
  return sides.filter(Boolean).join(" and ") || "true";
}

/** It becomes a text of SQL: nothing else than a moment does. */
function iso(moment: string): string {
  return new Date(moment).toISOString();
}

/**
 * All that was made of some columns of each row: `place` 0 is how it was made, each other one a line of the audit log that names
 * one of them; `at` is the press, and the columns are texts, as they stood after it. They are read backwards: what a line says that
 * it was before is how it had been left, and where no later line names it, it is what stands there. So rows that nobody wrote down
 * are there as well. Lines `log` that do not count are passed over. With a range only rows of which it has a press, with all that was made of them.
 */
export function eventsOf(table: string, columns: readonly string[], range?: PressRange, counts = "true"): string {
  const names = `array[${columns.map((name) => `'${name}'`).join(", ")}]`;
  // One list for both: with an "or" instead, each row would be looked for in it anew.
  const some =
    range &&
    `(select "entityId" from "AuditLog" where "entity" = '${table}' and ${pressedIn(range, `"createdAt"`)}
      union select "id" from "${table}" where ${pressedIn(range, `"createdAt"`)})`;
  const ofLog = some ? `and log."entityId" in ${some}` : "";
  const ofTable = some ? `where t."id" in ${some}` : "";
  const column = (name: string) =>
    `case when later ? '${name}' then later ->> '${name}' else t."${name}"::text end as "${name}"`;
  return `
    select t."id", happened.at, happened.place, ${columns.map(column).join(", ")} from (
      select "id", at, row_number() over (partition by "id" order by line) - 1 as place,
        "lastWritten"(was) over (partition by "id" order by line desc rows between unbounded preceding and 1 preceding) as later
      from (
        select t."id", t."createdAt" as at, '' as line, null::jsonb as was from "${table}" t ${ofTable}
        union all select log."entityId", log."createdAt", log."id" collate "C", log."before" from "AuditLog" log
          where log."entity" = '${table}' and log."before" ?| ${names} and (${counts}) ${ofLog}) line) happened
    join "${table}" t on t."id" = happened."id"`;
}

/** The day at the bank that was written down first of each row where that was changed later: `id` and `day`. */
export function firstOf(table: "Receipt" | "Transfer"): string {
  return `
    select distinct on ("id") "id", was as day from (${movesOf(table)}) moved order by "id", line`;
}

/** Each time that the day at the bank of a row became another one: `id`, the press `at`, what the day `was` and `is`. */
export function movesOf(table: "Receipt" | "Transfer", range?: PressRange): string {
  const day = (side: string) => `(log."${side}" ->> 'bookedOn')::date`;
  return `
    select log."entityId" as "id", log."id" collate "C" as line, log."createdAt" as at, ${day("before")} as was, ${day("after")} as "is"
    from "AuditLog" log where log."entity" = '${table}' and log."before" ->> 'bookedOn' <> log."after" ->> 'bookedOn'
      and ${pressedIn(range, `log."createdAt"`)}`;
}
