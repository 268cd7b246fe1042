import { hashPassword } from "better-auth/crypto";
import { createRonda } from "ronda";
import { parseSchedule } from "ronda/schedule";
import { newId } from "#db/columns.ts";
import { db, disconnect, pool } from "#db/connection.ts";
import { demoAccounts } from "#domain/users/demo-accounts.ts";
import { accounts } from "#domain/users/schema.ts";
import { jobs } from "#jobs/index.ts";
import { displayZone } from "#ronda.config.ts";
import { givenBooking, givenRefund, givenTrip, givenUser } from "#tests/rows.ts";

const hours = (count: number) => count * 3_600_000;

/**
 * The rows of a troubled morning: trips failed to complete last night, no photo was cleaned for three days, the mails
 * went out, and some money is stuck.
 */
export async function loadMorning(now: Date): Promise<void> {
  for (const account of demoAccounts) await loadAccount(account, now);
  await loadStuckMoney(now);
  await loadRuns(now);
  await disconnect();
}

/** Somebody who can sign in with that password. */
export type Account = { name: string; role: "USER" | "ADMIN"; email: string; password: string };

/** Adds an account and returns its person. */
export async function loadAccount({ password, ...person }: Account, now: Date) {
  const user = await givenUser(person);
  await db()
    .insert(accounts)
    .values({
      id: newId(),
      userId: user.id,
      accountId: user.id,
      providerId: "credential",
      password: await hashPassword(password),
      createdAt: now,
      updatedAt: now,
    });
  return user;
}

/** Rp 4.350.000 in all. */
async function loadStuckMoney(now: Date): Promise<void> {
  const ago = (ms: number) => new Date(now.getTime() - ms);
  const trip = await givenTrip({ status: "COMPLETED", pricePerPax: 1_450_000 });
  await givenBooking({
    trip,
    status: "PENDING_PAYMENT",
    payment: { createdAt: ago(hours(30)), uniqueCode: 0, amount: 1_450_000 },
  });
  await givenBooking({ trip, payout: { heldUntil: ago(hours(50)), amount: 1_377_500, feeAmount: 72_500 } });
  const { booking } = await givenBooking({ trip, payout: { heldUntil: new Date(now.getTime() + hours(48)) } });
  await givenRefund(booking, { status: "APPROVED", amount: 1_522_500, approvedAt: ago(hours(24 * 9)) });
}

/** What the jobs did in the week before `now`, told by an engine whose clock is moved to each slot. */
async function loadRuns(now: Date): Promise<void> {
  const weekAgo = new Date(now.getTime() - 7 * hours(24));
  let clock = weekAgo;
  const quiet = { info() {}, warn() {}, error() {} };
  const ronda = createRonda({
    app: "setrip",
    database: pool(),
    jobs,
    secrets: {},
    clock: () => clock,
    logger: quiet,
    host: "vps-1",
    displayZone,
  });
  await ronda.migrate();
  const slots = jobs
    .flatMap(({ name, schedule, timeZone }) =>
      parseSchedule(schedule, timeZone ?? "UTC")
        .between(weekAgo, now)
        .map((slotAt) => ({ name, slotAt })),
    )
    .filter(({ name, slotAt }) => happened(name, now.getTime() - slotAt.getTime()))
    .sort((one, other) => one.slotAt.getTime() - other.slotAt.getTime());
  for (const { name, slotAt } of slots) {
    clock = new Date(slotAt.getTime() + 300);
    await ronda.runCron(name, () => outcomes[name]?.(now.getTime() - slotAt.getTime()) ?? {});
  }
  await ronda.stop();
}

/** Every five minutes is too many for a week; the last two hours are enough. */
function happened(name: string, agoMs: number): boolean {
  if (name === "process-email-jobs" || name === "expire-payments") return agoMs < hours(2);
  return name !== "cleanup-trip-images" || agoMs > hours(72);
}

const outcomes: Record<string, (agoMs: number) => object> = {
  "auto-complete-trips": (agoMs) => {
    if (agoMs < hours(24))
      throw new Error("1 trip tidak bisa diselesaikan: bromo-sunrise", { cause: new Error("deadlock detected") });
    return { completed: 2, ids: ["a", "b"], payoutsReleased: ["c"] };
  },
  "process-email-jobs": (agoMs) =>
    agoMs > hours(1) && agoMs < hours(1.2)
      ? { picked: 5, succeeded: 5, failed: 0 }
      : { picked: 0, succeeded: 0, failed: 0 },
  "cleanup-trip-images": () => ({ scanned: 12, deleted: 3 }),
  "expire-payments": () => ({ expired: 0, ids: [], reminded: 0 }),
  "trip-reminders": () => ({ participants: 14, organizers: 2 }),
  "money-reconcile": () => ({
    bankRupiah: 4_350_000,
    owedToParticipantsRupiah: 1_522_500,
    owedToOrganizersRupiah: 2_755_000,
    feesRupiah: 72_500,
  }),
  backup: () => ({
    name: "20260510-190000",
    database: "pg_dump",
    uploads: 31,
    missing: 0,
    bytes: 4_200_000,
    encrypted: false,
    removed: [],
  }),
  "check-stored-files": () => ({ checked: 31, missing: 0, back: 0, names: [] }),
  prune: () => ({ mailBodies: 31, sessions: 4, verifications: 2, rateLimits: 6, privateFiles: 1 }),
};
