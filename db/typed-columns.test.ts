import { eq, is, sql } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import { expect, it } from "vitest";
import * as bookingTables from "#domain/bookings/schema/bookings.ts";
import * as paymentTables from "#domain/bookings/schema/payments.ts";
import * as payoutTables from "#domain/bookings/schema/payouts.ts";
import * as refundTables from "#domain/bookings/schema/refunds.ts";
import * as emailTables from "#domain/emails/schema.ts";
import * as imageTables from "#domain/images/schema.ts";
import * as statementTables from "#domain/statements/schema.ts";
import * as tripTables from "#domain/trips/schema.ts";
import { trips } from "#domain/trips/schema.ts";
import * as userTables from "#domain/users/schema.ts";
import { organizerProfiles, users } from "#domain/users/schema.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenOrganizer, givenTrip, givenUser } from "#tests/rows.ts";
import { db } from "./connection.ts";

ownDatabase();

const turned = "\u202Eidub\u202C\u200B";

it("what people typed is written clean, whichever way it comes", async () => {
  const ana = await givenUser({ name: ` Ana\u200B\t${turned} `, phone: "+62812\u20113456" });
  const [row] = (await db().execute(sql`select name, phone from "User" where id = ${ana.id}`)).rows;
  expect(row).toEqual({ name: "Ana idub", phone: "+62812-3456" });
});

it("a row that is older than the cleaning is read clean: its name turns nothing on a page", async () => {
  const hugo = await givenOrganizer();
  const trip = await givenTrip({ organizerId: hugo.id });
  await db().execute(sql`update "User" set name = ${turned}, "bankName" = ${turned}`);
  await db().execute(sql`update "OrganizerProfile" set "displayName" = ${turned}, bio = ${`a\n${turned}`}`);
  const itinerary = JSON.stringify([{ day: 1, title: turned, detail: `a\n${turned}` }]);
  await db().execute(
    sql`update "Trip" set title = ${turned}, includes = array[${turned}], itinerary = ${itinerary}::jsonb`,
  );
  const [user] = await db().select({ name: users.name, bankName: users.bankName }).from(users).limit(1);
  expect(user).toEqual({ name: "idub", bankName: "idub" });
  const [profile] = await db().select().from(organizerProfiles);
  expect(profile).toMatchObject({ displayName: "idub", bio: "a\nidub" });
  const [read] = await db().select().from(trips).where(eq(trips.id, trip.id));
  const day = { day: 1, title: "idub", detail: "a\nidub" };
  expect(read).toMatchObject({ title: "idub", includes: ["idub"], itinerary: [day] });
});

it("every column of plain text is either for what people type or one that only programs write", () => {
  const tables = [
    bookingTables,
    emailTables,
    imageTables,
    paymentTables,
    payoutTables,
    refundTables,
    statementTables,
    tripTables,
    userTables,
  ]
    .flatMap((schema) => Object.values<unknown>(schema))
    .filter((value) => is(value, PgTable))
    .map((table) => getTableConfig(table));
  const plain = tables.flatMap(({ name, columns }) =>
    columns
      .filter(({ columnType, enumValues }) => columnType === "PgText" && !enumValues?.length)
      .map((column) => `${name}.${column.name}`),
  );
  expect(plain.filter((column) => !byPrograms.test(column))).toEqual([]);
  expect(tables.length).toBeGreaterThan(12);
});

/** Ids, keys, names of files, tokens, and what the auth library and the mail queue make of what is clean already. */
const byPrograms =
  /\.(id|\w+Id|\w+Key|key|path|\w*Path|photo|slug|code|token|tokenHash|\w+Token|email|image|secret|backupCodes|identifier|value|password|scope|ipAddress|userAgent)$|^(EmailJob|FileCheck)\./;
