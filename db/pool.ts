import pg from "pg";
import { limits } from "#limits.ts";
import { apartFromRequest, asker } from "./bounds.ts";
import { BoundedClient, type BoundedClientConfig, tooSlow } from "./client.ts";
import { type Since, sinceNow, wasBusySince, whenLate } from "./lateness.ts";
import { Outage, type ProbeResult } from "./outage.ts";
import { sessionOptions, withoutOptions } from "./session.ts";
import { isOpen, restoringSentence } from "./transfer/target.ts";
import { DatabaseUnavailableError, unavailability } from "./unavailable.ts";

const { mostConnections, connectMs, lockMs, idleInTransactionMs, keepAliveAfterMs } = limits.database;

/** One is left for finding out whether the database is still there. */
const poolConnections = mostConnections - 1;

/**
 * The server's own bounds, for when this process is the one that hangs. A pooler in transaction mode takes none of them
 * from a client, so that a connection may come without; {@link BoundedClient} bounds each statement all the same.
 */
const serverBounds = {
  statement_timeout: limits.job.statementMs,
  lock_timeout: lockMs,
  idle_in_transaction_session_timeout: idleInTransactionMs,
};
const withoutServerBounds = Object.fromEntries(
  [...Object.keys(serverBounds), "options"].map((name) => [name, undefined]),
);

type Connected = pg.PoolClient;
type Callback = (error: Error | undefined, client: Connected | undefined, release: (error?: Error) => void) => void;

/** A pool in which every wait ends: for a connection, for a statement, for a database that is away. */
export class BoundedPool extends pg.Pool {
  readonly #attempts: Set<BoundedClient>;
  readonly #outage: Outage;
  /** When each connection was opened, and before when one has to have been to be opened anew: by `performance.now()`. */
  readonly #openedAt = new WeakMap<pg.PoolClient, number>();
  #renewedAt = 0;

  constructor(connectionString: string) {
    const attempts = new Set<BoundedClient>();
    const onAttempt = (client: BoundedClient) => {
      attempts.add(client);
      client.once("end", () => attempts.delete(client));
    };
    const options: Omit<pg.PoolConfig, "Client"> & BoundedClientConfig & { Client: typeof BoundedClient } = {
      connectionString: withoutOptions(connectionString),
      options: sessionOptions(connectionString),
      application_name: "setrip",
      max: poolConnections,
      connectionTimeoutMillis: connectMs,
      keepAlive: true,
      keepAliveInitialDelayMillis: keepAliveAfterMs,
      ...serverBounds,
      Client: BoundedClient,
      onAttempt,
      onDoubt: () => this.#outage.suspect(),
      onAnswer: () => this.#outage.answered(),
      onReadOnly: () => this.renew(),
      verify: refuseWhileRestored,
    };
    super(options as unknown as pg.PoolConfig);
    this.#attempts = attempts;
    this.#outage = new Outage({ look: (withinMs) => this.#look(withinMs), onEnd: () => this.#dropAttempts() });
    // An idle connection that the server closes must not end the process; the next query opens another.
    this.on("error", () => {});
    this.on("connect", (client) => {
      // Nor must one that is closed between two statements of a transaction; its next statement fails.
      client.on("error", () => {});
      this.#openedAt.set(client, performance.now());
      attempts.delete(client as unknown as BoundedClient);
    });
  }

  // biome-ignore lint/suspicious/noExplicitAny: with a callback for the driver itself, without for everybody else
  override connect(callback?: Callback): any {
    const acquired = this.#acquire();
    if (!callback) return acquired;
    acquired.then(
      (client) => callback(undefined, client, client.release),
      (error) => callback(error, undefined, () => {}),
    );
  }

  /** Whether the database has answered anybody since then, on the clock of `performance.now()`. */
  hasAnsweredSince(ms: number): boolean {
    return this.#outage.hasAnsweredSince(ms);
  }

  /**
   * Every connection is opened anew before it is used again: what a session may do is decided when it is opened, and a server
   * that has become a standby keeps those that it has.
   */
  renew(): void {
    this.#renewedAt = performance.now();
  }

  override end(): Promise<void> {
    this.#outage.stop();
    return super.end();
  }

  async #acquire(): Promise<Connected> {
    const from = asker();
    const { budget } = from;
    budget?.enter();
    let isServed = false;
    try {
      const client = await this.#acquireWithin(Math.min(from.connectMs, budget?.leftMs() ?? from.connectMs));
      isServed = true;
      return asNew(client);
    } catch (error) {
      const reason = unavailability(error);
      if (reason) from.unavailable = reason;
      throw reason ?? error;
    } finally {
      budget?.leave(isServed);
    }
  }

  async #acquireWithin(mostMs: number): Promise<Connected> {
    if (mostMs <= 0) throw tooSlow();
    const since = sinceNow();
    const untilMs = since.nowMs + mostMs;
    while (true) {
      if (this.#outage.known && this.idleCount === 0) throw this.#outage.known;
      const leftMs = untilMs - performance.now();
      if (leftMs <= 0) throw this.#late(since);
      const isFree = this.idleCount > 0 && this.waitingCount === 0;
      try {
        const client = await (isFree ? super.connect() : inTime(super.connect(), leftMs, () => this.#late(since)));
        if (!this.#isFromBefore(client)) return client;
        client.release(true);
      } catch (error) {
        if (this.#mayDropServerBounds(error) || isTimeoutOfQueue(error)) continue;
        // The driver's own clock has run out, maybe only because nobody here had time to read.
        if (isTimeoutOfOpening(error) && this.#mayBeThere(since)) continue;
        const reason = unavailability(error);
        if (reason?.kind === "away" && !(error instanceof DatabaseUnavailableError))
          this.#outage.begin(reason, since.nowMs);
        throw error;
      }
    }
  }

  #isFromBefore(client: Connected): boolean {
    return (this.#openedAt.get(client) ?? 0) < this.#renewedAt;
  }

  /** Why there was no connection in time: others have them all, the server opens none, or this process reads none. */
  #late(since: Since): DatabaseUnavailableError {
    this.#outage.suspect();
    if (this.#attempts.size === 0)
      return new DatabaseUnavailableError("busy", `all ${poolConnections} connections to the database were in use`);
    return this.#mayBeThere(since)
      ? new DatabaseUnavailableError("busy", "this process was too busy to open a connection to the database")
      : new DatabaseUnavailableError("away", "the database opens no connection");
  }

  /** Whether a database that has not answered somebody since then may be there all the same. */
  #mayBeThere(since: Since): boolean {
    return this.#outage.hasAnsweredSince(since.nowMs) || wasBusySince(since);
  }

  /** Connections that were asked for while nobody answered would keep their places until their own time is over. */
  #dropAttempts(): void {
    for (const client of this.#attempts) client.drop();
  }

  #mayDropServerBounds(error: unknown): boolean {
    if (!/unsupported startup parameter/.test((error as Error)?.message)) return false;
    Object.assign(this.options, withoutServerBounds);
    return true;
  }

  async #look(withinMs: number): Promise<ProbeResult> {
    const client = new pg.Client({ ...this.options, connectionTimeoutMillis: withinMs, query_timeout: withinMs });
    const since = sinceNow();
    client.on("error", () => {});
    try {
      await client.connect();
      await client.query("select 1");
      return undefined;
    } catch (error) {
      const reason = unavailability(error);
      if (reason?.kind !== "away") return undefined;
      return isTimeoutOfOpening(error) && wasBusySince(since) ? "unknown" : reason;
    } finally {
      client.end().catch(() => {});
    }
  }
}

/**
 * A restore begins once nobody is connected. Who comes meanwhile, as an app does that was not stopped, is not shown what is
 * half there.
 */
function refuseWhileRestored(client: pg.ClientBase, done: (error?: Error) => void): void {
  apartFromRequest(() => isOpen(client)).then(
    (open) => done(open ? undefined : new DatabaseUnavailableError("away", restoringSentence)),
    done,
  );
}

/** What one leaves on a connection must not reach the next: neither a transaction nor a cancellation that is under way. */
function asNew(client: Connected): Connected {
  const { release } = client;
  client.release = (error) => {
    const giveBack = (ended?: Error) => release(error ?? ended ?? client.getTransactionStatus() !== "I");
    const { cancelling } = client as unknown as BoundedClient;
    if (error || !cancelling) giveBack();
    else void cancelling.then(giveBack);
  };
  return client;
}

/** The driver's own bounds on opening a connection, and on the statement by which it is looked for. */
function isTimeoutOfOpening(error: unknown): boolean {
  return /^(timeout expired|Query read timeout|Connection terminated due to connection timeout)/.test(
    (error as Error)?.message,
  );
}

/** The pool's own bound on waiting for a connection of others; whoever may wait longer asks again. */
function isTimeoutOfQueue(error: unknown): boolean {
  return /^timeout exceeded when trying to connect/.test((error as Error)?.message);
}

/** What comes later than `ms` goes back at once. */
function inTime(connecting: Promise<Connected>, ms: number, late: () => Error): Promise<Connected> {
  return new Promise((resolve, reject) => {
    let isLate = false;
    const stopWaiting = whenLate(ms, () => {
      isLate = true;
      reject(late());
    });
    connecting.then(
      (client) => {
        stopWaiting();
        if (isLate) client.release();
        else resolve(client);
      },
      (error) => {
        stopWaiting();
        reject(error);
      },
    );
  });
}
