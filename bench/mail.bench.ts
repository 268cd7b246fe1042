import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { db, pool } from "#db/connection.ts";
import { drainEmails } from "#domain/emails/drain.ts";
import { enqueueEmails } from "#domain/emails/emails.ts";
import { createMailer, type Mailer, type OutgoingMail } from "#gateways/mail/mailer.ts";
import { type BenchContext, interleaved, perSecond, type Row } from "./bench.ts";
import { bullMq } from "./mail-bullmq.ts";
import { bareStatements, graphileWorker, pgBoss, plainLoop, type Rival, sendWith } from "./mail-peers.ts";

const total = 20_000;
const rounds = 3;

/** The mail rows: a full queue to a provider answering in 20 ms, the same sending nothing, and a provider's own limit. */
export async function bench(context: BenchContext): Promise<Row[]> {
  await queueOnce();
  const provider = await startProvider(20);
  const boss = await pgBoss(context.databaseUrl);
  const graphile = await graphileWorker(context.databaseUrl);
  const bull = await bullMq();
  const mailer = createMailer({ apiKey: "re_bench", baseUrl: provider.url, callsPerSecond: 1_000 });

  context.say(`${total} mails, batches of 100, provider answering in 20 ms`);
  const sending = await interleaved(rounds, {
    ours: () => oursRate(mailer),
    plain: () => rivalRate(plainLoop, mailer),
    boss: () => rivalRate(boss, mailer),
  });
  context.say("the same, sending nothing");
  const nothing = await interleaved(rounds, {
    ours: () => oursRate(accepting),
    bare: () => rivalRate(bareStatements, accepting),
    plain: () => rivalRate(plainLoop, accepting),
    boss: () => rivalRate(boss, accepting),
    graphile: () => rivalRate(graphile, accepting),
    bull: () => rivalRate(bull, accepting),
  });
  await boss?.stop();
  await bull?.stop();
  provider.process.disconnect();

  const drain20 = `drain ${total} mails, provider answering in 20 ms`;
  const drainNothing = `drain ${total} mails, sending nothing`;
  return [
    row(drain20, "pg-boss 12, fetch and complete of 1,000, 2 in flight", sending.boss, sending.ours, 1.4),
    row(drain20, "plain loop, pages of 1,000, ten calls in flight", sending.plain, sending.ours, 1),
    row(drainNothing, "pg-boss 12, fetch and complete of 1,000, 2 in flight", nothing.boss, nothing.ours, 2),
    row(drainNothing, "graphile-worker 0.18, local queue", nothing.graphile, nothing.ours, 2),
    row(drainNothing, "BullMQ 6 on Redis, 50 at once", nothing.bull, nothing.ours, 2),
    row(drainNothing, "plain loop, pages of 1,000", nothing.plain, nothing.ours, 1),
    row(drainNothing, "two bare SQL statements", nothing.bare, nothing.ours, 0.7),
    await ceiling(context, 2),
    await ceiling(context, 5),
  ].filter((measured) => measured !== undefined);
}

function row(work: string, reference: string, theirs: number, ours: number, target: number): Row | undefined {
  if (Number.isNaN(theirs)) return undefined;
  const ratio = ours / theirs;
  return {
    work,
    reference,
    referenceFigure: perSecond(theirs),
    ours: perSecond(ours),
    ratio,
    target: `≥ ${target}`,
    met: ratio >= target,
  };
}

/** Our calls a second against the provider's limit, which we are not told. */
async function ceiling(context: BenchContext, callsPerSecond: number): Promise<Row> {
  context.say(`a provider that takes ${callsPerSecond} calls a second`);
  const provider = await startProvider(20, callsPerSecond);
  const calls = 6 * callsPerSecond + 1;
  await refill(calls * 100);
  await drainEmails({
    now: new Date(),
    mailer: createMailer({ apiKey: "re_bench", baseUrl: provider.url, callsPerSecond: 2 }),
  });
  provider.process.send("count");
  const [seen] = (await once(provider.process, "message")) as [{ refused: number; callsPerSecond: number }];
  provider.process.disconnect();
  const ratio = seen.callsPerSecond / callsPerSecond;
  return {
    work: `drain at the provider's limit of ${callsPerSecond} calls a second`,
    reference: "that limit",
    referenceFigure: `${callsPerSecond * 100} mails/s`,
    ours: `${Math.round(seen.callsPerSecond * 100)} mails/s, ${seen.refused} refused`,
    ratio,
    target: "≥ 0.95, at most one refused",
    met: ratio >= 0.95 && seen.refused <= 1,
  };
}

async function oursRate(mailer: Mailer): Promise<number> {
  await refill(total);
  const startedAt = performance.now();
  const { succeeded } = await drainEmails({ now: new Date(), mailer });
  if (succeeded !== total) throw new Error(`only ${succeeded} of ${total} mails were sent`);
  return (1_000 * total) / (performance.now() - startedAt);
}

async function rivalRate(rival: Rival | undefined, mailer: Mailer): Promise<number> {
  if (!rival) return Number.NaN;
  await refill(total);
  await rival.queue(await queuedMails());
  await pool().query("checkpoint");
  const startedAt = performance.now();
  await rival.drain(mailer === accepting ? async () => {} : sendWith(mailer));
  return (1_000 * total) / (performance.now() - startedAt);
}

/** Accepts everything at once, without a call. */
const accepting: Mailer = {
  sendBatch: async (mails) => ({ ok: true, accepted: mails.map((_, index) => ({ index, id: "none" })), rejected: [] }),
};

/** The queue as it is filled for real, kept aside so that each round starts from the same rows. */
async function queueOnce(): Promise<void> {
  const mails = Array.from({ length: total }, (_, n) => ({
    template: "payout-released" as const,
    dedupeKey: `payout-released:${n}`,
    to: { email: `p${n}@setrip.test`, locale: "id" as const },
    props: { name: "Hugo", tripTitle: "Bromo Midnight", amountRupiah: 1_250_000, bookings: 12 },
  }));
  await enqueueEmails(db(), mails, { now: new Date() });
  await pool().query(`create table "QueuedMails" as select * from "EmailJob"`);
}

async function refill(count: number): Promise<void> {
  await pool().query(`truncate "EmailJob"`);
  await pool().query(`insert into "EmailJob" select * from "QueuedMails" limit $1`, [count]);
  await pool().query(`vacuum analyze "EmailJob"`);
  await pool().query("checkpoint");
}

async function queuedMails(): Promise<OutgoingMail[]> {
  const { rows } = await pool().query<OutgoingMail>(
    `select "fromAddress" as "from", "toEmail" as "to", "subject", "html", "text" from "QueuedMails"`,
  );
  return rows;
}

async function startProvider(latencyMs: number, limit = 0): Promise<{ url: string; process: ChildProcess }> {
  const process = fork(join(import.meta.dirname, "mail-stand-in.ts"), [String(latencyMs), String(limit)]);
  const [{ url }] = (await once(process, "message")) as [{ url: string }];
  return { url, process };
}
