import { randomUUID } from "node:crypto";
import type { IncidentChange } from "../database/store.ts";
import type { Events } from "../events/events.ts";
import { describeFailure } from "../record/failure.ts";
import type { Redact } from "../record/redact.ts";
import type { Alert, Channel, Logger, Queryable } from "../types.ts";
import { alertOf, type SentenceOf, summaryOf, withoutSubject } from "./alert.ts";
import { retryDelayMs } from "./backoff.ts";
import { rememberDelivery } from "./channel-state.ts";
import { tellChange } from "./incidents.ts";
import { type ClaimedAlert, claimAlerts, giveUpMs, keepSent, markFailed, markSent, releaseAlerts } from "./outbox.ts";

/** What one message may take in all. */
const sendTimeoutMs = 15_000;
/** After this long a batch gives back what it has not begun, well before its lease is over. */
const batchMs = 30_000;
/** Whoever waits for what is due waits no longer: the rest goes on beside. */
const deliverMs = 5000;
/** The patrol looks every minute; what is due sooner is looked for by whoever failed. */
const longestSleepMs = 60_000;
/** A process manager kills what takes long to stop; what is written by then is worth more than a message. */
const stopTimeoutMs = 5000;
/** What no row can tell is tried so often, within about ten minutes. */
const mostAttempts = 8;

/** Delivers messages beside the work: nobody waits for a channel, and one that fails is told again, in the log, and on the page. */
export type Alerts = {
  /** The names of the channels of this process. */
  channels: readonly string[];
  /**
   * Sends what is due in the outbox, on every channel that this process has. Resolves when that is done, and after 5 s in any
   * case. Never rejects.
   */
  deliver: () => Promise<void>;
  /** Tells whoever listens what became of an incident, and sends what is due, beside the work. */
  announce: (change: IncidentChange, at: Date) => void;
  /** Sends what no row can tell, from memory: for as long as this process lives, some minutes at most. */
  send: (alert: Omit<Alert, "id" | "app" | "incidentId" | "sentence" | "isFlapping" | "alerts" | "reasons">) => void;
  /** Sends a test on one channel and says what came of it; nothing where there is no such channel. */
  test: (name: string, by: string) => Promise<{ ok: true } | { ok: false; error: string } | undefined>;
  /** Resolves when nothing is being sent any more; what takes longer than 5 s is told to give up and left alone. */
  stop: () => Promise<void>;
  /** Tells everything that is being sent to give up at once. */
  abandon: () => void;
};

type AlertsOptions = {
  app: string;
  channels: readonly Channel[];
  database: Queryable;
  logger: Logger;
  redact: Redact;
  clock: () => Date;
  events: Pick<Events, "emit">;
  sentenceOf: SentenceOf;
};

/** Makes the part of an engine that delivers messages, in the name of the app. */
export function createAlerts(options: AlertsOptions): Alerts {
  const { app, channels, database, logger, redact, clock, events, sentenceOf } = options;
  const open = new Set<Promise<unknown>>();
  let announcing: Promise<unknown> = Promise.resolve();
  const timers = new Set<NodeJS.Timeout>();
  const stopping = new AbortController();
  const hurrying = new AbortController();

  function keepOpen<Result>(work: Promise<Result>): Promise<Result> {
    const kept = work.finally(() => open.delete(kept));
    open.add(kept);
    return kept;
  }

  const warn = (channel: Channel, error: unknown) =>
    logger.warn(
      { cron: "alerts", channel: channel.name, error: describeFailure(error, redact).message },
      "cron alerts could not be read or recorded",
    );

  /** Null where the channel took it. */
  async function attempt(channel: Channel, alert: Alert): Promise<{ error: string; retryAfterMs: number } | null> {
    const at = () => clock();
    const about = { cron: alert.subject?.name ?? "alerts", channel: channel.name };
    try {
      await channel.send(alert, AbortSignal.any([stopping.signal, AbortSignal.timeout(sendTimeoutMs)]));
      logger.info(about, `cron alert ${alert.kind} sent`);
      events.emit("alert.sent", { channel: channel.name, alert, at: at() });
      await remember(channel, null);
      return null;
    } catch (thrown) {
      const error = describeFailure(thrown, redact).message;
      const { retryAfterMs } = (thrown ?? {}) as { retryAfterMs?: unknown };
      logger.warn({ ...about, error }, "cron alert was not delivered");
      events.emit("alert.failed", { channel: channel.name, alert, error, at: at() });
      if (!stopping.signal.aborted) await remember(channel, error);
      return { error, retryAfterMs: typeof retryAfterMs === "number" ? retryAfterMs : 0 };
    }
  }

  async function remember(channel: Channel, failure: string | null): Promise<void> {
    await rememberDelivery(database, { channel: channel.name, at: clock(), failure }).catch((error: unknown) =>
      warn(channel, error),
    );
  }

  /** True once the channel took it; otherwise it waits for its next attempt, or is given up. */
  async function sendRows(channel: Channel, rows: ClaimedAlert[]): Promise<boolean> {
    const ids = rows.map(({ id }) => id);
    const alerts = rows.map((row) => alertOf(row, { app, sentenceOf }));
    const failure = await attempt(channel, alerts.length === 1 ? alerts[0]! : summaryOf(alerts, { app, at: clock() }));
    const now = clock();
    if (!failure) {
      await markSent(database, ids, now);
      return true;
    }
    if (stopping.signal.aborted) {
      await releaseAlerts(database, ids);
      return false;
    }
    const isOver = rows.every(({ createdAt }) => now.getTime() - createdAt.getTime() >= giveUpMs);
    const delayMs = retryDelayMs(rows[0]!.attempts, failure.retryAfterMs);
    const nextAttemptAt = isOver ? null : new Date(now.getTime() + delayMs);
    await markFailed(database, ids, { now, nextAttemptAt, error: failure.error });
    if (isOver) logger.error({ cron: "alerts", channel: channel.name, error: failure.error }, "cron alert given up");
    else lookLater(channel, delayMs);
    return false;
  }

  /** Sends what was claimed, one message each as long as there is room; true where more may be due. */
  async function sendBatch(channel: Channel, claimed: ClaimedAlert[]): Promise<boolean> {
    const startedMs = performance.now();
    const messages = messagesWithin(claimed);
    while (messages.length > 0) {
      const isLate = performance.now() - startedMs > batchMs;
      if (stopping.signal.aborted || isLate || !(await sendRows(channel, messages.shift()!))) {
        await releaseAlerts(
          database,
          messages.flat().map(({ id }) => id),
        );
        return false;
      }
    }
    return true;
  }

  async function drain(channel: Channel): Promise<void> {
    try {
      let isMore = true;
      while (isMore && !stopping.signal.aborted) {
        const claimed = await claimAlerts(database, channel.name, clock());
        isMore = claimed.length > 0 && (await sendBatch(channel, claimed));
      }
    } catch (error) {
      // What was claimed is due again when its lease is over.
      warn(channel, error);
    }
  }

  function lookLater(channel: Channel, delayMs: number): void {
    if (hurrying.signal.aborted) return;
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        void keepOpen(drains.get(channel)!());
      },
      Math.min(delayMs, longestSleepMs),
    );
    timers.add(timer.unref());
  }

  const drains = new Map(channels.map((channel) => [channel, oneAtATime(() => drain(channel))]));

  const deliverDue = () => Promise.all([...drains.values()].map((sendDue) => sendDue()));

  async function sendFromMemory(channel: Channel, alert: Alert): Promise<void> {
    for (let attempts = 0; attempts < mostAttempts; attempts++) {
      const failure = await attempt(channel, alert);
      if (!failure || hurrying.signal.aborted) return;
      await pause(retryDelayMs(attempts, failure.retryAfterMs), hurrying.signal);
    }
  }

  const inMemory = new Map<Channel, Promise<void>>();
  const abandon = () => {
    hurrying.abort();
    stopping.abort(new Error("The process is stopping"));
  };

  return {
    channels: channels.map(({ name }) => name),
    deliver: () => within(keepOpen(deliverDue()), deliverMs),
    announce(change, at) {
      if (!change.incidentId) return;
      // One after the other, so that no incident ends before it has begun.
      announcing = announcing
        .then(() => tellChange({ database, events, logger }, change, at))
        .catch((error: unknown) =>
          logger.warn(
            { cron: "alerts", error: describeFailure(error, redact).message },
            "cron incident could not be told to its listeners",
          ),
        );
      void keepOpen(announcing);
      void keepOpen(deliverDue());
    },
    send(given) {
      const alert = { ...withoutSubject, ...given, id: randomUUID(), app };
      for (const channel of channels) {
        // One after the other, so that nothing is over before it has begun.
        const before = inMemory.get(channel) ?? Promise.resolve();
        inMemory.set(channel, keepOpen(before.then(() => sendFromMemory(channel, alert))));
      }
    },
    async test(name, by) {
      const channel = channels.find((each) => each.name === name);
      if (!channel) return undefined;
      const now = clock();
      const alert: Alert = { ...withoutSubject, id: randomUUID(), app, kind: "test", message: by, at: now, since: now };
      const failure = await keepOpen(attempt(channel, alert));
      const kept = { channel: name, kind: alert.kind, now: clock(), error: failure?.error ?? null };
      await keepSent(database, kept).catch((error: unknown) => warn(channel, error));
      return failure ? { ok: false, error: failure.error } : { ok: true };
    },
    async stop() {
      // What waits for its next attempt waits in its row.
      hurrying.abort();
      for (const timer of timers) clearTimeout(timer);
      await within(Promise.allSettled(open), stopTimeoutMs);
      abandon();
    },
    abandon,
  };
}

/** One message each as far as the minute has room, and the rest in one. */
export function messagesWithin(claimed: ClaimedAlert[]): ClaimedAlert[][] {
  const room = claimed[0]?.room ?? 0;
  if (claimed.length <= room) return claimed.map((row) => [row]);
  return [...claimed.slice(0, room - 1).map((row) => [row]), claimed.slice(room - 1)];
}

/** Work that does not overlap itself: whoever asks while it is under way has it done once more after it. */
function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let underWay: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const begin = (): Promise<void> => {
    underWay = work().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
  return () => {
    if (!underWay) return begin();
    next ??= underWay.then(() => {
      next = undefined;
      return begin();
    });
    return next;
  };
}

async function within(work: Promise<unknown>, ms: number): Promise<void> {
  const patience = Promise.withResolvers<void>();
  const timer = setTimeout(patience.resolve, ms);
  await Promise.race([work, patience.promise]);
  clearTimeout(timer);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(resolve, ms).unref();
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
