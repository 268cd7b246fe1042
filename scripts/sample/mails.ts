import { renderEmail } from "#domain/emails/emails.ts";
import type { emailJobs } from "#domain/emails/schema.ts";
import { dayMs, hourMs, minuteMs, type Nights } from "./nights.ts";
import { type Random, randomFrom } from "./random.ts";
import type { Letter, World } from "./world.ts";

export type MailRow = typeof emailJobs.$inferInsert;

const everyMs = 5 * minuteMs;

/** When the queue is drained next after a moment: every five minutes, except while the host was off. */
function nextDrain(at: Date, { gap }: Nights): Date {
  const slot = new Date((Math.floor(at.getTime() / everyMs) + 1) * everyMs);
  return slot >= gap.from && slot < gap.to ? gap.to : slot;
}

/** The latest drain that has passed. */
function lastDrain(now: Date): Date {
  return new Date(Math.floor(now.getTime() / everyMs) * everyMs);
}

/** Every mail the market caused, in the state it has by now: sent, waiting, on its way to another attempt, or dead. */
export async function writeMails(
  world: World,
  seed: number,
  { nights, from }: { nights: Nights; from: string },
): Promise<MailRow[]> {
  const random = randomFrom(seed, "mails");
  const letters = world.letters.toSorted((one, other) => one.at.getTime() - other.at.getTime());
  const rows = await Promise.all(letters.map((letter) => sentByNow(world, letter, { nights, from, random })));
  troubleSome(rows, random, world.now);
  return rows;
}

async function sentByNow(
  world: World,
  letter: Letter,
  { nights, from, random }: { nights: Nights; from: string; random: Random },
): Promise<MailRow> {
  const drain = nextDrain(letter.at, nights);
  const sentAt = new Date(drain.getTime() + random.whole(400, 2_500));
  const sent = drain <= lastDrain(world.now) && sentAt <= world.now;
  return {
    id: world.id(letter.at),
    dedupeKey: letter.dedupeKey,
    toEmail: letter.to.email,
    fromAddress: from,
    template: letter.template,
    ...(await renderEmail(letter)),
    status: sent ? "SENT" : "PENDING",
    attempts: sent ? 1 : 0,
    nextAttemptAt: letter.at,
    notAfter: letter.notAfter ?? null,
    lastError: null,
    providerId: sent ? world.id(sentAt) : null,
    sentAt: sent ? sentAt : null,
    createdAt: letter.at,
    updatedAt: sent ? sentAt : letter.at,
  };
}

/** A few of the newest mails that went out are made to fail: three will be tried again, three are dead. */
function troubleSome(rows: MailRow[], random: Random, now: Date): void {
  const age = (row: MailRow) => now.getTime() - row.createdAt.getTime();
  const recent = random.shuffle(rows.filter((row) => row.status === "SENT" && age(row) < 2 * dayMs));
  const lasting = recent.filter(({ notAfter }) => !notAfter || notAfter > now);
  const failed = (row: MailRow | undefined, attempts: number, lastError: string, nextInMs: number) => {
    if (!row) return;
    const values = { status: "FAILED", attempts, lastError, sentAt: null, providerId: null } as const;
    Object.assign(row, values, {
      nextAttemptAt: new Date(now.getTime() + nextInMs),
      updatedAt: new Date(now.getTime() - 9 * minuteMs),
    });
  };
  // Only what nobody knows the outcome of is tried again; what the provider refuses is dead at once.
  const unanswered = "HTTP 500 internal_server_error: An unexpected error occurred.";
  failed(lasting[0], 1, unanswered, -minuteMs);
  failed(lasting[1], 2, unanswered, 12 * minuteMs);
  failed(lasting[2], 4, unanswered, 4 * hourMs);
  failed(lasting[3], 5, "HTTP 422 validation_error: Invalid `to` field", 0);
  failed(lasting[4], 5, "HTTP 422 validation_error: Invalid `to` field", 0);
  failed(
    recent.find(({ notAfter }) => notAfter && notAfter <= now),
    5,
    "kedaluwarsa",
    0,
  );
}
