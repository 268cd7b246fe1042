import { bookingsBalance, reconcileMoney } from "#domain/ledger/reconcile.ts";
import { type Random, randomFrom } from "#scripts/sample/random.ts";
import { recordJournal } from "#tests/journal-record.ts";
import { givenOrganizer, givenUser } from "#tests/rows.ts";
import { createFollower, unwrittenIn } from "./audit.ts";
import { later, type World } from "./model/world.ts";
import { differences, linesOf, readSnapshot } from "./snapshot.ts";
import type { Step, Walk } from "./step.ts";
import { publishFirst } from "./steps/organizers.ts";
import { steps } from "./steps.ts";

const hourMs = 3_600_000;

/** Small trips in the coming weeks, so that seats run out and trips are over within the history. */
async function begin(seed: number): Promise<Walk> {
  const hugos = [await givenOrganizer(), await givenOrganizer()];
  const names = ["Ana", "Budi", "Citra", "Dewi", "Eka", "Fajar", "Gita"];
  const travellers = await Promise.all(names.map((name) => givenUser({ name })));
  const [sari, eve] = [await givenUser({ name: "Sari", role: "ADMIN" }), await givenUser({ name: "Eve" })];
  const world: World = {
    now: Date.parse("2026-05-01T03:00:00Z"),
    organizers: new Map(hugos.map(({ id, userId }) => [id, { id, userId, status: "APPROVED" }])),
    trips: new Map(),
    bookings: new Map(),
    accounts: new Map(hugos.map(({ userId }) => [userId, "9876543210"])),
    transfers: new Map(),
    bank: 0,
    adminId: sari.id,
    mails: [],
  };
  const random = randomFrom(seed, "history");
  const now = () => new Date(world.now);
  const walk: Walk = { random, world, travellers, sari, eve, now, snapshot: await readSnapshot() };
  for (let place = 0; place < 14; place++)
    await publishFirst(walk, { date: later("2026-05-03", 3 * place + 1), quota: 2 + (place % 5) });
  walk.snapshot = await readSnapshot();
  return walk;
}

/** How a walk went: how often each step was taken and how often it was accepted. */
export type Tally = Map<string, { tried: number; accepted: number }>;

/**
 * Walks `count` steps. After each, the real marketplace and the model have to agree on the answer, on every row and on
 * the mails, and every change has to be written down (I7). Every five steps the books have to balance (I1 to I6), and no
 * posting of an earlier day may be another one. Throws with the step and the seed where they do not.
 */
export async function walk(seed: number, count: number, tally: Tally): Promise<void> {
  const walk = await begin(seed);
  const follower = createFollower();
  await follower.newAudits();
  await follower.newMails();
  const journal = recordJournal();
  for (let step = 1; step <= count; step++) {
    const [name, take] = draw(walk.random);
    walk.world.mails = [];
    try {
      const accepted = await take(walk);
      keep(tally, name, accepted);
      // Rows that the model has as well, and that no later step rewrites, break a rule some steps later as well.
      const isLast = step === count;
      await agree(walk, follower, { isWhole: step % 60 === 0 || isLast });
      if (step % 5 === 0 || isLast) await balance(walk, journal, { isWhole: step % 60 === 0 || isLast });
    } catch (cause) {
      const replay = `HISTORY_SEED=${seed} HISTORY_STEPS=${step} npx vitest run --project unit tests/history`;
      const at = `step ${step}, ${name}, at ${walk.now().toISOString()}`;
      throw new Error(`History ${seed} went wrong in ${at}: ${(cause as Error).message}\nAgain: ${replay}`, { cause });
    }
    walk.world.now += walk.random.whole(0, 4 * hourMs);
  }
}

function draw(random: Random): [name: string, step: Step] {
  const all = Object.entries(steps);
  let left = random.fraction() * all.reduce((sum, [, [weight]]) => sum + weight, 0);
  for (const [name, [weight, step]] of all) {
    left -= weight;
    if (left < 0) return [name, step];
  }
  throw new Error("the weights do not add up");
}

function keep(tally: Tally, name: string, accepted: boolean): void {
  const counted = tally.get(name) ?? { tried: 0, accepted: 0 };
  tally.set(name, { tried: counted.tried + 1, accepted: counted.accepted + (accepted ? 1 : 0) });
}

async function agree(
  walk: Walk,
  follower: ReturnType<typeof createFollower>,
  { isWhole }: { isWhole: boolean },
): Promise<void> {
  const before = walk.snapshot;
  const [after, audits, sent] = await Promise.all([
    readSnapshot(isWhole ? undefined : before),
    follower.newAudits(),
    follower.newMails(),
  ]);
  walk.snapshot = after;
  const wrong = differences(after.lines, linesOf(walk.world));
  if (wrong.length > 0) throw new Error(wrong.join("\n"));
  const unwritten = unwrittenIn(audits, before, after);
  if (unwritten.length > 0) throw new Error(unwritten.join("\n"));
  const expected = walk.world.mails.sort();
  if (sent.join() !== expected.join()) throw new Error(`mails are ${sent}, ought to be ${expected}`);
}

/** The books by themselves; the proof from the whole audit log takes its time, and each step is compared with what it wrote down. */
async function balance(
  walk: Walk,
  journal: ReturnType<typeof recordJournal>,
  { isWhole }: { isWhole: boolean },
): Promise<void> {
  const { bankRupiah } = await (isWhole ? reconcileMoney : bookingsBalance)();
  if (bankRupiah !== walk.world.bank) throw new Error(`the bank has ${walk.world.bank}, the books say ${bankRupiah}`);
  const rewritten = await journal.read(walk.now());
  if (rewritten.length > 0) throw new Error(`the journal of the past: ${rewritten.join("\n")}`);
}
