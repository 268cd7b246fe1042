import { expect, it } from "vitest";
import { pool } from "#db/connection.ts";
import { addDays } from "#domain/calendar.ts";
import { reconcileMoney } from "#domain/ledger/reconcile.ts";
import { randomFrom } from "#scripts/sample/random.ts";
import { ownDatabase } from "../database.ts";
import { givenOrganizer, givenTrip, givenUser } from "../rows.ts";
import { type History, steps } from "./steps.ts";

ownDatabase();

const hourMs = 3_600_000;
const stepsPerHistory = 400;
/** `HISTORIES=100 vitest run tests/history` walks more of them. */
const seeds = Array.from({ length: Number(process.env.HISTORIES ?? 3) }, (_, at) => at + 1);

/** How often each step succeeded, over all histories. */
const succeeded: Record<string, number> = {};

/** Small trips in the coming weeks, so that seats run out and trips are over within the history. */
async function begin(seed: number): Promise<History> {
  const organizers = [await givenOrganizer(), await givenOrganizer()];
  const days = Array.from({ length: 16 }, (_, at) => addDays("2026-05-04", 3 * at));
  const trips = await Promise.all(
    days.map((date, at) => givenTrip({ organizerId: organizers[at % 2]!.id, date, quota: 2 + (at % 5) })),
  );
  const names = ["Ana", "Budi", "Citra", "Dewi", "Eka", "Fajar", "Gita"];
  const travellers = await Promise.all(names.map((name) => givenUser({ name })));
  const sari = await givenUser({ name: "Sari", role: "ADMIN" });
  const now = new Date("2026-05-01T03:00:00Z");
  return { random: randomFrom(seed, "history"), trips, travellers, sari, now, bankRupiah: 0 };
}

function draw({ random }: History) {
  const all = Object.entries(steps);
  let left = random.fraction() * all.reduce((sum, [, [weight]]) => sum + weight, 0);
  for (const [name, [weight, step]] of all) {
    left -= weight;
    if (left < 0) return { name, step };
  }
  throw new Error("the weights do not add up");
}

/** Rows whose state is not the one that the audit log last wrote down for them. */
async function unrecorded(): Promise<string[]> {
  const tables = ["Booking", "Payment", "Refund", "Payout", "Trip"].map(
    (table) => `select '${table}' as entity, "id", "status" from "${table}"`,
  );
  const { rows } = await pool().query<{ row: string }>(`
    select entity || ' ' || r."id" || ' is ' || r."status" || ', written down is ' || coalesce(said, 'nothing') as row
    from (${tables.join(" union all ")}) r
    left join lateral (
      select "after" ->> 'status' as said from "AuditLog" a
      where a."entity" = r.entity and a."entityId" = r."id" and a."after" ? 'status'
      order by a."id" desc limit 1) a on true
    where said is distinct from r."status" and not (entity = 'Trip' and said is null and r."status" = 'OPEN')`);
  return rows.map(({ row }) => row);
}

it.each(seeds)(
  "whatever people do, in whatever order, the books balance after each step and each change is written down (history %i)",
  { timeout: 120_000 },
  async (seed) => {
    const history = await begin(seed);
    for (let step = 0; step < stepsPerHistory; step++) {
      const { name, step: take } = draw(history);
      const answer = await take(history);
      if (worked(answer)) succeeded[name] = (succeeded[name] ?? 0) + 1;
      const { bankRupiah } = await reconcileMoney();
      expect(bankRupiah, `after step ${step}, ${name}`).toBe(history.bankRupiah);
      history.now = new Date(history.now.getTime() + history.random.whole(0, 6 * hourMs));
    }
    expect(await unrecorded()).toEqual([]);
  },
);

it("and in these histories everything that people can do was done", () => {
  expect(Object.keys(succeeded).sort()).toEqual(Object.keys(steps).sort());
});

/** A verb said yes, or a run found something to do. */
function worked(answer: unknown): boolean {
  if (typeof answer === "number") return answer > 0;
  const { ok, expired, completed } = (answer ?? {}) as { ok?: boolean; expired?: number; completed?: number };
  return ok ?? (expired ?? completed ?? 0) > 0;
}
