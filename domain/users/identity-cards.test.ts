import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "#db/connection.ts";
import { auditLogs } from "#domain/audit/schema.ts";
import { policy } from "#domain/policy.ts";
import { ownDatabase } from "#tests/database.ts";
import { givenOrganizer, givenTrip } from "#tests/rows.ts";
import { sweepAt } from "#tests/sweep.ts";
import { forgetIdentityCards } from "./identity-cards.ts";
import { applyAsOrganizer } from "./organizers.ts";
import { organizerProfiles } from "./schema.ts";

ownDatabase();

const now = new Date("2027-08-01T20:00:00Z");
const ago = (ms: number) => new Date(now.getTime() - ms);
const kept = policy.identityCardKeptMs;
const forget = () => forgetIdentityCards(sweepAt(now));
const cardOf = async (id: string) =>
  (await db().select().from(organizerProfiles).where(eq(organizerProfiles.id, id)))[0]?.idDocPath;

describe("identity cards of former organizers", () => {
  it.each(["REJECTED", "SUSPENDED"] as const)(
    "go a year after they were %s, and not a millisecond before",
    async (status) => {
      const young = await givenOrganizer({ status, reviewedAt: ago(kept - 1) });
      const old = await givenOrganizer({ status, reviewedAt: ago(kept) });
      expect(await forget()).toBe(1);
      expect([await cardOf(young.id), await cardOf(old.id)]).toEqual([young.idDocPath, null]);
      expect((await db().select().from(auditLogs)).map(({ action }) => action)).toEqual(["organizer.forget-identity"]);
      expect(await forget()).toBe(0);
    },
  );

  it.each(["PENDING", "APPROVED"] as const)("stay however long somebody is %s", async (status) => {
    await givenOrganizer({ status, reviewedAt: ago(9 * kept) });
    expect(await forget()).toBe(0);
  });

  it("stay until the last day of the last trip is a year ago", async () => {
    const { id } = await givenOrganizer({ status: "SUSPENDED", reviewedAt: ago(2 * kept) });
    const lastDay = (ms: number) => ago(ms).toISOString().slice(0, 10);
    const trip = await givenTrip({ organizerId: id, status: "COMPLETED", date: "2026-01-01", endDate: lastDay(kept) });
    expect(await forget()).toBe(0);
    await db().execute(`update "Trip" set "endDate" = '${lastDay(kept + 24 * 3_600_000)}' where id = '${trip.id}'`);
    expect(await forget()).toBe(1);
  });

  it("who applies again brings another one", async () => {
    const { userId } = await givenOrganizer({ status: "REJECTED", reviewedAt: ago(kept) });
    await forget();
    const form = { displayName: "Hugo", bio: "Trip", city: "Bandung", whatsapp: "+6281234567891" };
    expect(await applyAsOrganizer({ userId, form, now })).toEqual({ ok: false, reason: "no-document" });
    expect(await applyAsOrganizer({ userId, form, idDocPath: "ktp.webp", now })).toMatchObject({ ok: true });
  });
});
