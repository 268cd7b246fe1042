import { expect, it } from "vitest";
import { unboundedLists } from "./unbounded-lists.ts";

const keys = {
  Trip: [["id"], ["slug"]],
  User: [["id"]],
  Booking: [["id"], ["code"]],
  Payment: [["id"], ["bookingId"]],
  TripImage: [["id"], ["tripId", "position"]],
};

it.each([
  ["everything", `select * from "Trip"`],
  ["everything of one person", `select "id" from "Booking" where "Booking"."userId" = $1 order by "id"`],
  [
    "what is joined many times to one row",
    `select * from "Trip" join "Booking" on "Booking"."tripId" = "Trip"."id" where "Trip"."id" = $1`,
  ],
  [
    "a left join's condition, which bounds nothing else",
    `select * from "Booking" left join "Trip" on ("Trip"."id" = "Booking"."tripId" and "Booking"."id" = $1)`,
  ],
  ["one or the other", `select * from "Trip" where ("Trip"."id" = $1 or "Trip"."quota" = $2)`],
  ["half a key", `select * from "TripImage" where "TripImage"."tripId" = $1`],
  ["a key that is not equal", `select * from "Trip" where "Trip"."id" > $1`],
  [
    "a limit of another list within it",
    `select * from "Trip" where "Trip"."id" in (select "tripId" from "Booking" limit 1) or true`,
  ],
  ["groups without end", `select "tripId", count(*) from "Booking" group by "tripId"`],
  ["a named query", `with own as (select * from "Booking" where "userId" = $1) select * from own`],
  ["one of two", `select "id" from "Trip" where "id" = $1 union all select "id" from "Booking" where 'limit' = ''`],
  ["what was changed", `update "Booking" set "status" = $1 where "Booking"."tripId" = $2 returning "id"`],
  ["what was removed", `delete from "Booking" where "userId" = $1 returning "id"`],
])("a list is read whole: %s", (_, statement) => {
  expect(unboundedLists(statement, keys)).not.toEqual([]);
});

it.each([
  ["a page", `select * from "Trip" where "Trip"."quota" > $1 order by "id" limit $2`],
  ["one row", `select * from "Trip" where "slug" = $1 for update`],
  ["rows that are named", `select * from "Trip" where ("Trip"."id" = any($1::text[]) and "Trip"."status" in ($2, $3))`],
  [
    "a row with what belongs to it",
    `select * from "Booking" inner join "Payment" on "Payment"."bookingId" = "Booking"."id" inner join "User" "booker" on "booker"."id" = "Booking"."userId" where "Booking"."code" = $1`,
  ],
  [
    "a row with its first photo",
    `select * from "Trip" left join "TripImage" on ("TripImage"."tripId" = "Trip"."id" and "TripImage"."position" = $1) where "Trip"."id" = $2`,
  ],
  [
    "figures",
    `select count(*) filter (where "status" = $1), coalesce(sum("pax"), 0) from "Booking" where "tripId" = $2`,
  ],
  [
    "figures of one row",
    `select "Trip"."id", "seats"."taken" from "Trip" cross join lateral (select sum("pax") as "taken" from "Booking" where "tripId" = "Trip"."id") "seats" where "Trip"."id" = $1`,
  ],
  [
    "a group a row",
    `select "Trip"."id", count(*) from "Trip" left join "Booking" on "Booking"."tripId" = "Trip"."id" where "Trip"."id" = any($1) group by "Trip"."id"`,
  ],
  [
    "a named page",
    `with due as materialized (select "id" from "Booking" limit 5) update "Booking" set "status" = $1 from due where "Booking"."id" = due."id" returning "Booking"."id"`,
  ],
  ["what returns nothing", `delete from "Booking" where "userId" = $1`],
  ["no table", `select pg_advisory_xact_lock($1)`],
])("nothing is read whole: %s", (_, statement) => {
  expect(unboundedLists(statement, keys)).toEqual([]);
});
