import { afterEach, beforeEach, expect, it } from "vitest";
import { ownDatabase } from "#tests/database.ts";
import { brokenInvariants } from "#tests/invariants.ts";
import { givenBooking, givenTrip, givenUser } from "#tests/rows.ts";
import { find } from "#tests/stories.ts";
import { bounced, transferred } from "#tests/transfers.ts";
import { recallPayout } from "./recall.ts";

ownDatabase();
afterEach(async () => expect(await brokenInvariants()).toEqual({}));

const now = new Date("2026-05-14T03:00:00Z");
const later = new Date("2026-05-15T03:00:00Z");
const released = { status: "RELEASED", releasedAt: new Date("2026-05-13T18:00:00Z") } as const;

let sari: { id: string };
beforeEach(async () => {
  sari = await givenUser({ name: "Sari", role: "ADMIN" });
});
const recalls = (payoutId: string, seenAt?: Date) => recallPayout({ payoutId, adminId: sari.id, seenAt, now: later });

it("only released money is recalled", async () => {
  const { payout } = await givenBooking();
  expect(await recalls(payout!.id)).toEqual({ ok: false, reason: "status", status: "HELD" });
  expect(await recalls("nowhere")).toEqual({ ok: false, reason: "not-found" });
});

it("a form of a page that is older than the payout's state does nothing, although the state looks the same", async () => {
  const { booking, payout } = await givenBooking({ trip: await givenTrip({ status: "COMPLETED" }), payout: released });
  const seenAt = payout!.updatedAt;
  await transferred({ payoutIds: [payout!.id] }, { sari, now });
  await bounced({ payoutId: payout!.id }, { sari, now: later });
  // The form comes once more: by the back button, or from a browser that was opened again.
  expect(await recalls(payout!.id, seenAt)).toEqual({ ok: false, reason: "status", status: "RELEASED" });
  const { updatedAt } = (await find({ bookingId: booking.id })).payout!;
  expect(await recalls(payout!.id, updatedAt)).toEqual({ ok: true });
});
