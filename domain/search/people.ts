import { type SQL, sql } from "drizzle-orm";
import { containing } from "#db/conditions.ts";
import type { Transaction } from "#db/connection.ts";
import { peopleByIds } from "#domain/users/queries.ts";
import type { SearchedFor } from "./words.ts";

/**
 * People by name, organizer's name, mail address (also a part of it, and one that they had before) or phone, those who are meant
 * exactly first.
 */
export async function findPeople(tx: Transaction, words: SearchedFor, most: number) {
  const ways = waysTo(words, most);
  if (ways.length === 0) return [];
  const { rows } = await tx.execute<{ id: string }>(sql`
    select "id" from (${sql.join(ways, sql` union all `)}) found
    group by "id" order by min("rank"), "id" desc limit ${most}`);
  const people = await peopleByIds(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.flatMap(({ id }) => people.get(id) ?? []);
}

/** Each way to find somebody by itself, so that each has its index. */
function waysTo({ patterns, address, phone, phoneDigits }: SearchedFor, most: number): SQL[] {
  const newest = sql`order by 1 desc limit ${most}`;
  const ways: SQL[] = [];
  if (patterns.length > 0)
    ways.push(
      sql`(select u."id", 1 as "rank" from "User" u where ${holding(sql`u."name"`, patterns)} ${newest})`,
      sql`(select o."userId" as "id", 1 as "rank" from "OrganizerProfile" o
        where ${holding(sql`o."displayName"`, patterns)} ${newest})`,
    );
  if (address)
    ways.push(
      sql`(select u."id", 0 as "rank" from "User" u where lower(u."email") = ${address.toLowerCase()} ${newest})`,
      sql`(select u."id", 1 as "rank" from "User" u where u."email" ilike ${containing(address)} ${newest})`,
      sql`(select f."userId" as "id", 2 as "rank" from "FormerEmail" f where f."email" ilike ${containing(address)} ${newest})`,
    );
  if (phone) ways.push(sql`(select u."id", 0 as "rank" from "User" u where u."phone" = ${phone} ${newest})`);
  if (phoneDigits)
    ways.push(
      sql`(select u."id", 1 as "rank" from "User" u where u."phone" like ${containing(phoneDigits)} ${newest})`,
      sql`(select o."userId" as "id", 1 as "rank" from "OrganizerProfile" o
        where o."whatsapp" like ${containing(phoneDigits)} ${newest})`,
    );
  return ways;
}

/** Every word stands somewhere in the column. */
export function holding(column: SQL, patterns: readonly string[]): SQL {
  return sql.join(
    patterns.map((pattern) => sql`${column} ilike ${pattern}`),
    sql` and `,
  );
}
