import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { verifyPassword } from "better-auth/crypto";
import { describe, expect, it } from "vitest";
import { pool } from "#db/connection.ts";
import { accountBalance } from "#domain/bank-book/balance.ts";
import { exactProposals } from "#domain/bank-book/exact.ts";
import { openLines } from "#domain/bank-book/lines.ts";
import { platformAccounts } from "#domain/bookings/payments/accounts.ts";
import { lateProofs } from "#domain/bookings/payments/queries.ts";
import { stuckPayouts } from "#domain/bookings/payouts/queries.ts";
import { stuckRefunds } from "#domain/bookings/refunds/queries.ts";
import { cleanUpTripImages } from "#domain/files/cleanup.ts";
import { brokenRules } from "#domain/ledger/reconcile.ts";
import { countDueTrips } from "#domain/trips/queries.ts";
import { diskPhotos } from "#gateways/storage/disk.ts";
import { tripPhotosFolder } from "#gateways/storage/stores.ts";
import { ronda } from "#ronda.config.ts";
import { ownDatabase } from "#tests/database.ts";
import { brokenInvariants } from "#tests/invariants.ts";
import { loadSampleData, planSample } from "./load.ts";
import { drawPhoto } from "./photos/photo.ts";
import shown from "./shown.json" with { type: "json" };
import { ideas } from "./trips/idea.ts";

ownDatabase();

const now = new Date();

const planOf = (seed: number, at = now) => planSample({ seed, now: at, dataDir: "/nowhere" }).market.timeline.planned();

const rows = async <Row>(sql: string): Promise<Row[]> => (await pool().query(sql)).rows as Row[];

describe("the story of a seed", () => {
  it("is the same again from the same seed and moment", () => {
    expect(planOf(7)).toEqual(planOf(7));
  });

  it("is another one from another seed", () => {
    expect(planOf(8).map(({ what }) => what)).not.toEqual(planOf(7).map(({ what }) => what));
  });

  it("moves with the day it is told on", () => {
    const published = (plan: { at: Date; what: string }[]) => plan.find(({ what }) => what.includes("publishes"))!.at;
    const later = planOf(7, new Date(now.getTime() + 86_400_000));
    expect(published(later).getTime() - published(planOf(7)).getTime()).toBeGreaterThan(0);
  });

  it.each(["18:30:00.000", "18:30:02.100", "18:30:59.999", "18:31:00.001", "18:40:00.000"])(
    "at %s leaves five photos to the clean-up, whether or not its run of 18:30 is over",
    (time) => {
      const moment = new Date(`2026-12-01T${time}Z`);
      const planned = (what: RegExp) => planOf(7, moment).filter((step) => what.test(step.what));
      const cleaned = Math.max(...planned(/^cleanup-trip-images runs/).map(({ at }) => at.getTime()));
      const old = (at: Date, when: number) => when - at.getTime() >= 86_400_000;
      const left = planned(/uploads a photo and leaves/).filter(
        ({ at }) => old(at, moment.getTime()) && !old(at, cleaned + 5_000),
      );
      expect(moment.getTime() - cleaned).toBeGreaterThanOrEqual(60_000);
      expect(left).toHaveLength(5);
    },
  );

  it("has forty trips from all over the country, each with a plan for every day", () => {
    expect(ideas).toHaveLength(40);
    expect(new Set(ideas.map(({ destination }) => destination)).size).toBeGreaterThan(35);
    for (const idea of ideas) expect(idea.days.length).toBeGreaterThan(0);
  });

  it("calls the day after a departure late in the evening a day of its own, like the sunrise on Bromo", () => {
    const late = ideas.filter(({ meetingTime }) => meetingTime >= "20:00");
    expect(late.map(({ slug }) => slug)).toContain("bromo-midnight");
    for (const { slug, days } of late) expect(days.length, slug).toBeGreaterThanOrEqual(2);
    const [evening, morning] = ideas.find(({ slug }) => slug === "bromo-midnight")!.days;
    expect(evening![1]).toContain("23.30");
    expect(morning![0]).toContain("Matahari terbit");
  });

  it("has the same photos again", async () => {
    const draw = () => drawPhoto(3, "lake", { scene: "lake", light: "dawn" });
    const [one, other] = await Promise.all([draw(), draw()]);
    expect(one.equals(other)).toBe(true);
  });
});

describe("the loaded sample", () => {
  it("fills an empty marketplace, once, with everything the pages and jobs can show", async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "setrip-sample-"));
    const sample = await loadSampleData({ now, dataDir });
    expect(sample.loaded).toBe(true);
    expect(await loadSampleData({ now, dataDir })).toEqual({ ...sample, loaded: false });

    expect(await brokenInvariants()).toEqual({});
    expect(await brokenRules()).toEqual([]);
    for (const [rule, query] of Object.entries(nobodyFinds)) expect(await rows(query), rule).toEqual([]);
    for (const [what, query] of Object.entries(somebodyFinds)) expect(await rows(query), what).not.toEqual([]);
    for (const [table, all] of Object.entries(shown.states)) expect(await statesOf(table), table).toBe(all);
    for (const table of ["Trip", "Payout"] as const)
      expect(await statesOf(table, ofHugo), table).toBe(shown.states[table]);
    for (const stuck of [lateProofs, stuckPayouts, stuckRefunds]) expect((await stuck(now)).count).toBeGreaterThan(0);
    expect(
      await rows(
        `select from "Payout" x join "Refund" r on r."bookingId" = x."bookingId" and r."status" = 'REQUESTED' ${ofHugo}`,
      ),
    ).toHaveLength(1);
    await photosAreEachTripsOwn(dataDir);
    await anaHasOneOfEach();
    await signsIn("sari@setrip.example", "ronda-malam");
    await bankHasOneOfEach();
    await nightHasOneOfEach();
    await incidentsHaveHistories();
    await patrolGoesOn();
    await jobsHaveWork(dataDir);
  }, 400_000);
});

/** Jobs take a moment of their own; everything else happens at its planned one. */
const soon = new Date(now.getTime() + 5_000).toISOString();
const changing = ["User", "OrganizerProfile", "Trip", "Booking", "Payment", "Payout", "Refund", "EmailJob"];
const audited = ["Trip", "Booking", "Payment", "Refund", "Payout", "OrganizerProfile"];

/** What would be wrong with the sample. */
const nobodyFinds = {
  "trips whose seats and status do not agree, or people with two live bookings of one trip": `
    select t."id" from "Trip" t left join "Booking" b on b."tripId" = t."id" and b."status" in ('PENDING_PAYMENT', 'CONFIRMED')
    group by t."id" having coalesce(sum(b."pax"), 0) > t."quota" or count(b."id") > count(distinct b."userId")
      or (t."status" in ('OPEN', 'FULL') and (t."status" = 'FULL') <> (coalesce(sum(b."pax"), 0) = t."quota"))`,
  "closed trips with a live booking, a payout that was not cancelled, or money that is not on its way back": `
    select t."id" from "Trip" t join "Booking" b on b."tripId" = t."id"
    left join "Payout" o on o."bookingId" = b."id" left join "Payment" p on p."bookingId" = b."id"
    where t."status" = 'CLOSED' and (b."status" in ('PENDING_PAYMENT', 'CONFIRMED') or o."status" <> 'CANCELLED'
      or p."receivedAmount" <> (select sum("amount") from "Refund" r where r."bookingId" = b."id" and r."status" in ('APPROVED', 'PAID')))`,
  "other money in the bank than what came in and is promised": `
    select where (select sum("receivedAmount") from "Payment") - (select sum("amount") from "Refund" where "status" = 'PAID')
        - (select sum("amount") from "Payout" where "status" = 'PAID')
      is distinct from (select sum("amount") from "Refund" where "status" = 'APPROVED') + (select sum("feeAmount") from "Payout")
        + (select sum("amount") from "Payout" where "status" in ('HELD', 'RELEASED'))`,
  ...Object.fromEntries(
    changing.map((table) => [
      `${table} of the future`,
      `select from "${table}" where greatest("createdAt", "updatedAt") > '${soon}'`,
    ]),
  ),
  "changes of the future": `select from "AuditLog" where "createdAt" > '${soon}'`,
  ...Object.fromEntries(
    audited.map((table) => [
      `${table} in another state than was last written down`,
      `select r."id" from "${table}" r left join lateral (
        select "after" ->> 'status' as said from "AuditLog" a where a."entity" = '${table}' and a."entityId" = r."id"
          and a."after" ? 'status' order by a."id" desc limit 1) a on true where said is distinct from r."status"`,
    ]),
  ),
  "days whose runs were counted wrong": `
    select from "RondaDay" d where "runs" <> (select count(*) from "CronRun" r where r."jobName" = d."jobName"
      and r."status" not in ('MISSED', 'SKIPPED') and (r."startedAt" at time zone 'Asia/Jakarta')::date = d."day")`,
};

/** Something to do in every queue of the admin's, and what else the pages can show. */
const somebodyFinds = {
  "a bill to pay": `select from "Payment" where "status" = 'AWAITING'`,
  "a bill that nobody paid": `select from "Payment" where "status" = 'EXPIRED'`,
  "a paid bill": `select from "Payment" where "status" = 'PAID'`,
  proofs: `select from "Payment" where "status" = 'AWAITING' and "proofPath" is not null`,
  disputes: `select from "Refund" where "status" = 'REQUESTED'`,
  transfers: `select from "Refund" where "status" = 'APPROVED' and "bankName" is not null`,
  "refunds without an account": `select from "Refund" where "status" = 'APPROVED' and "bankName" is null`,
  payouts: `select from "Payout" where "status" = 'RELEASED'`,
  applicants: `select from "OrganizerProfile" where "status" = 'PENDING'`,
  ...Object.fromEntries(
    ["RECEIPT", "TRANSFER", "FEE", "INTEREST", "WITHDRAWAL", "CORRECTION", "OPEN"].map((kind) => [
      `lines of the bank that are ${kind}`,
      `select from "StatementLine" where "kind" = '${kind}'`,
    ]),
  ),
  "dead mails": `select from "EmailJob" where "deadAt" is not null`,
  "expired mails": `select from "EmailJob" where "endCause" = 'too-late'`,
  "refused mails": `select from "EmailJob" where "lastError" like '%Invalid%'`,
  "mails tried often": `select from "EmailJob" where "status" = 'FAILED' and "attempts" > 1 and "deadAt" is null`,
};

const ofHugo = `join "OrganizerProfile" h on h."id" = x."organizerId" join "User" u on u."id" = h."userId"
  where u."email" = 'hugo@setrip.example'`;

async function statesOf(table: string, of = ""): Promise<string> {
  const found = await rows<{ status: string }>(`select distinct x."status" from "${table}" x ${of} order by 1`);
  return found.map(({ status }) => status).join(" ");
}

/** Enough to look through before one books, and none that another trip shows too. */
async function photosAreEachTripsOwn(dataDir: string): Promise<void> {
  const images = await rows<{ tripId: string; status: string; filename: string }>(
    `select t."id" as "tripId", t."status", i."path" as "filename" from "TripImage" i join "Trip" t on t."id" = i."tripId"`,
  );
  const onOffer = Map.groupBy(
    images.filter(({ status }) => status === "OPEN" || status === "FULL"),
    ({ tripId }) => tripId,
  );
  expect([...onOffer.values()].filter(({ length }) => length >= 4).length).toBeGreaterThanOrEqual(10);
  const pictures = images.map(({ filename }) => readFileSync(join(tripPhotosFolder(dataDir), filename), "base64"));
  expect(new Set(pictures).size).toBe(images.length);
}

/** One booking in every state that a participant can see; and she has not said where she wants her money. */
async function anaHasOneOfEach(): Promise<void> {
  const [ana] = await rows<{ id: string; bankName: string | null }>(
    `select "id", "bankName" from "User" where "email" = 'ana@setrip.example'`,
  );
  expect(ana?.bankName).toBeNull();
  const seen = await rows<{ what: string }>(`
    select distinct concat_ws(' ', b."status", p."status", case when p."proofPath" is not null then 'proof' end, t."status",
      o."status", case when o."heldUntil" > '${now.toISOString()}' then 'held' end, r."status", r."bankName") as what
    from "Booking" b join "Payment" p on p."bookingId" = b."id" join "Trip" t on t."id" = b."tripId"
    left join "Payout" o on o."bookingId" = b."id" left join "Refund" r on r."bookingId" = b."id"
    where b."userId" = '${ana?.id}' order by 1`);
  expect(seen.map(({ what }) => what)).toEqual(shown.bookingsOfAna);
}

/** On the bank's page: a line for a booking to the rupiah, one that may be of somebody, and one of nobody. */
async function bankHasOneOfEach(): Promise<void> {
  const accountKey = platformAccounts()[0]!.key;
  const { rows: exact } = await exactProposals({ accountKey, now, limit: 50 });
  expect(exact.map(({ target }) => target.kind)).toContain("payment");
  const { rows: open } = await openLines(accountKey, undefined, now);
  expect(open.map(({ near }) => near.candidates.length > 0)).toEqual(expect.arrayContaining([true, false]));
  expect((await accountBalance(accountKey)).parts?.before).toEqual({ count: 0, rupiah: 0 });
}

async function signsIn(email: string, password: string): Promise<void> {
  const [found] = await rows<{ hash: string; role: string }>(
    `select a."password" as "hash", u."role" from "Account" a join "User" u on u."id" = a."userId"
     where u."email" = '${email}' and a."providerId" = 'credential' and a."accountId" = u."id"`,
  );
  expect(found?.role).toBe("ADMIN");
  expect(await verifyPassword({ hash: found?.hash ?? "", password })).toBe(true);
}

const runsFound = [
  [`"status" = 'MISSED' and "slotCount" = 84`, 2],
  [`"trigger" = 'catch-up' and "jobName" = 'money-reconcile' and "slotAt" is not null`, 1],
  [`"status" = 'ABANDONED' and "reason" = 'restart'`, 1],
  [`"trigger" = 'catch-up' and "jobName" = 'process-email-jobs'`, 1],
  [
    `"status" = 'FAILED' and "id" = (select "lastRunId" from "RondaJob" where "name" = 'auto-complete-trips' and "failureStreak" = 1)`,
    1,
  ],
] as const;

/** What the README sends its readers to. */
async function nightHasOneOfEach(): Promise<void> {
  const { jobs } = await ronda().overview();
  const job = (name: string) => jobs.find((each) => each.name === name)!;
  const marks = (name: string) => new Set(job(name).slots.map(({ mark }) => mark));
  for (const [name, facts] of Object.entries(shown.jobs)) expect(job(name), name).toMatchObject(facts);
  expect(marks("check-stored-files")).toContain("skipped");
  expect(marks("auto-complete-trips")).toEqual(new Set(["on-time", "missed", "failed"]));
  expect(job("cleanup-trip-images").health.notes.map(({ kind }) => kind)).toContain("slow");
  expect(job("trip-reminders").health.notes).toContainEqual(expect.objectContaining({ kind: "rejected", count: 6 }));
  const missed = (name: string) => job(name).slots.filter(({ mark }) => mark === "missed").length;
  for (const name of ["process-email-jobs", "expire-payments"]) expect(missed(name), name).toBe(84 + 2);
  expect(marks("process-email-jobs")).toEqual(new Set(["on-time", "missed", "failed"]));
  expect(job("process-email-jobs").slots.length).toBeGreaterThan(6 * 288);
  const found = async (condition: string) => (await rows(`select from "CronRun" where ${condition}`)).length;
  for (const [condition, count] of runsFound) expect(await found(condition), condition).toBe(count);
  expect(await found(`"jobName" = 'process-email-jobs' and ("payload" ->> 'unsent')::integer > 0`)).toBeGreaterThan(0);
}

async function incidentsHaveHistories(): Promise<void> {
  const all = await ronda().incidents({ limit: 200 });
  const about = (name: string) => all.filter(({ subject }) => subject.name === name);
  const told = all.map(async ({ id, subject: { name }, severity, resolvedAt, acknowledged }) => {
    const history = (await ronda().incident(id))!.history.map(({ kind }) => kind);
    return { name, severity, isOpen: resolvedAt === null, by: acknowledged?.by, history };
  });
  for (const facts of shown.incidents) expect(await Promise.all(told)).toContainEqual(expect.objectContaining(facts));
  expect(about("scheduler")).toMatchObject([{ resolvedAt: expect.any(Date), reasons: [{ kind: "scheduler-down" }] }]);
  const useless = about("process-email-jobs").flatMap(({ reasons }) => reasons.map(({ kind }) => kind));
  expect(useless).toContain("expectation");
  const [failed] = about("auto-complete-trips");
  const { deliveries } = (await ronda().incident(failed?.id ?? ""))!;
  expect(deliveries.map(({ sentAt, error }) => [sentAt !== null, error])).toEqual([
    [true, null],
    [false, "Discord answered 404: Unknown Webhook"],
  ]);
  expect(await rows(`select from "RondaChannel" where "message" like '%Unknown Webhook'`)).toHaveLength(1);
}

/** The app's first patrol finds what is stuck, and nothing that the story has not told. */
async function patrolGoesOn(): Promise<void> {
  expect(await ronda().patrol()).toMatchObject({ missed: 0, caughtUp: [], restarted: [], abandoned: 0, resolved: 0 });
  const open = (await ronda().incidents({ open: true, limit: 200 })).map(({ subject }) => subject.name);
  expect(open).toEqual(
    expect.arrayContaining(["prune", "auto-complete-trips", "proofs-waiting", "payouts-held", "refunds-approved"]),
  );
  expect(open).not.toContain("scheduler");
}

async function jobsHaveWork(dataDir: string): Promise<void> {
  expect(await countDueTrips(now)).toBe(3);
  const folder = tripPhotosFolder(dataDir);
  const images = await rows<{ path: string }>(`select "path" from "TripImage"`);
  expect(images.length).toBeGreaterThan(45);
  const work = { now, storage: diskPhotos(folder), signal: new AbortController().signal };
  const cleaned = await cleanUpTripImages({ ...work, log: { info: () => {} }, beat: async () => true });
  expect(cleaned).toEqual({ scanned: 3 * (images.length + 7), deleted: 15 });
  for (const { path } of images) expect(existsSync(join(folder, path))).toBe(true);
  const papers = await rows<{ path: string }>(
    `select "proofPath" as "path" from "Payment" where "proofPath" is not null union all select "idDocPath" from "OrganizerProfile"`,
  );
  for (const { path } of papers) expect(existsSync(join(dataDir, "uploads", "private", path))).toBe(true);
}
