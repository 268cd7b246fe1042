import pg from "pg";
import { limits } from "#limits.ts";
import { unavailableDigest } from "#unavailable-marks.ts";
import { type Asker, asker } from "./bounds.ts";
import { cancelStatement, type Running } from "./cancel.ts";
import { whenLate } from "./lateness.ts";
import { withIsolation, withSession } from "./session.ts";
import { DatabaseUnavailableError, unavailability } from "./unavailable.ts";

/** What a pool tells each of its connections. */
export type BoundedClientConfig = pg.ClientConfig & {
  /** Hears of each connection that is about to be opened. */
  onAttempt?: (client: BoundedClient) => void;
  /** Hears of every reason to think that the database may be away. */
  onDoubt?: () => void;
  /** Hears of every statement that was answered. */
  onAnswer?: () => void;
  /** Hears of a statement that was refused because this session may only read. */
  onReadOnly?: () => void;
};

type Callback = (error: Error | null | undefined, result?: unknown) => void;
/** What the driver has and its types do not name. */
type Wire = Running & {
  connection: { stream: { destroy: (error?: Error) => void } };
  /** Sends the next statement that waits, if none is under way. */
  _pulseQueryQueue: () => void;
};

/**
 * A connection on which no statement is waited for longer than its asker wants to. Such a statement is cancelled on the
 * server, so that it neither goes on there nor takes a place; where that does not end it either, nobody answers any
 * longer and the connection ends. A cancellation names a connection, not a statement: while one is under way, nothing else
 * is sent that it could meet.
 */
export class BoundedClient extends pg.Client {
  /** Why this connection ended; what is asked of it later fails for the same reason. */
  #ended: DatabaseUnavailableError | undefined;
  /** The statements that are waited for, in the order in which the server gets them. */
  readonly #asked = new Set<object>();
  #cancelling: Promise<Error | undefined> | undefined;
  readonly #hasEnded = new AbortController();
  readonly #onDoubt: () => void;
  readonly #onAnswer: () => void;
  readonly #onReadOnly: () => void;
  /** False behind a pooler that takes no bounds from a client: then each transaction brings them along. */
  readonly #serverBounded: boolean;

  constructor(config: BoundedClientConfig) {
    super(config);
    withSession(this);
    this.#onDoubt = config.onDoubt ?? (() => {});
    this.#onAnswer = config.onAnswer ?? (() => {});
    this.#onReadOnly = config.onReadOnly ?? (() => {});
    this.#serverBounded = config.lock_timeout !== undefined;
    config.onAttempt?.(this);
  }

  /** Ends a connection on which nobody is going to answer. */
  drop(): void {
    (this as unknown as Wire).connection.stream.destroy();
  }

  /** Of the cancellation that is under way: resolves once it can meet no later statement, to why the connection ended if it did. */
  get cancelling(): Promise<Error | undefined> | undefined {
    return this.#cancelling;
  }

  /** The driver's: every statement goes out here. */
  _pulseQueryQueue(): void {
    if (!this.#cancelling) (pg.Client.prototype as unknown as Wire)._pulseQueryQueue.call(this);
  }

  // biome-ignore lint/suspicious/noExplicitAny: the driver's method has ten signatures, all of which are passed on
  override query(config: any, values?: any, callback?: any): any {
    const done: Callback | undefined = typeof values === "function" ? values : callback;
    const given = typeof values === "function" ? undefined : values;
    if (this.#ended) return refuse(this.#ended, done);
    const wait = this.#wait(asker(), isRollback(config) ? limits.database.rollbackMs : 0);
    if (wait instanceof Error) return refuse(wait, done);
    if (/^commit\b/i.test(textOf(config))) asker().committed = true;
    const bounded = asTransaction(config, { withBounds: !this.#serverBounded });
    if (!done) return (super.query(bounded, given) as Promise<unknown>).then(wait.succeed, wait.fail);
    super.query(bounded, given, ((error: Error | null, result: unknown) => {
      if (!error) wait.succeed(undefined);
      return done(error && wait.failure(error), result);
    }) as never);
  }

  /** `leastMs` is for what has to be said whatever is left to wait. */
  #wait(from: Asker, leastMs: number) {
    const { budget, statementMs } = from;
    const mostMs = Math.max(leastMs, Math.min(statementMs, budget?.leftMs() ?? statementMs));
    if (mostMs <= 0) {
      from.unavailable = tooSlow();
      return from.unavailable;
    }
    budget?.enter();
    const statement = {};
    this.#asked.add(statement);
    let cancelled = false;
    let over = false;
    const late = () => {
      const [first] = this.#asked;
      // What is behind others on this connection is not on its way yet, and a cancellation would meet them.
      if (first !== statement) stopWaiting = whenLate(stepMs, late);
      else if (this.#cancelling) this.#end();
      else {
        cancelled = true;
        this.#cancel(() => over);
      }
    };
    let stopWaiting = whenLate(inSteps(mostMs), late);
    const end = (served: boolean) => {
      if (over) return;
      over = true;
      stopWaiting();
      this.#asked.delete(statement);
      budget?.leave(served);
    };
    const failure = (error: Error) => {
      const shown = this.#ended ?? (cancelled ? tooSlow(error) : error);
      const reason = unavailability(shown);
      // An error of the statement's own is a result.
      end(!reason);
      if (reason) {
        from.unavailable = reason;
        Object.assign(shown, { digest: unavailableDigest });
      }
      if (reason?.kind === "away") this.#onDoubt();
      if (reason?.kind === "read-only") this.#onReadOnly();
      return shown;
    };
    return {
      succeed: <Result>(result: Result) => {
        end(true);
        this.#onAnswer();
        return result;
      },
      failure,
      fail: (error: Error): never => {
        throw failure(error);
      },
    };
  }

  #cancel(isOver: () => boolean): void {
    this.#onDoubt();
    whenLate(cancelMs, () => {
      if (!isOver()) this.#end();
    });
    const bounds = { timeoutMs: connectMs, signal: this.#hasEnded.signal };
    this.#cancelling = cancelStatement(this as unknown as Wire, bounds).then((isSettled) => {
      this.#cancelling = undefined;
      if (isSettled) this._pulseQueryQueue();
      else this.#end();
      return this.#ended;
    });
  }

  #end(): void {
    this.#ended ??= new DatabaseUnavailableError("away", "the database does not answer any longer");
    this.#hasEnded.abort();
    (this as unknown as Wire).connection.stream.destroy(this.#ended);
  }
}

const { lockMs, idleInTransactionMs, cancelMs, connectMs } = limits.database;
const boundsOfTransaction = [
  `set local lock_timeout = ${lockMs}`,
  `set local idle_in_transaction_session_timeout = ${idleInTransactionMs}`,
];

const stepMs = 50;

/** Timers of one length cost next to nothing, those of many lengths do. */
const inSteps = (ms: number) => Math.ceil(ms / stepMs) * stepMs;

function textOf(config: unknown): string {
  const text = typeof config === "string" ? config : (config as { text?: unknown })?.text;
  return typeof text === "string" ? text : "";
}

function isRollback(config: unknown): boolean {
  return /^rollback\b/i.test(textOf(config));
}

/** A transaction's first statement says its isolation, and brings its bounds along where the session has none; anything else stays as it is. */
// biome-ignore lint/suspicious/noExplicitAny: what the driver's method takes, see there
function asTransaction(config: any, { withBounds }: { withBounds: boolean }): any {
  const text = textOf(config);
  if (!/^begin\b[^;]*$/i.test(text)) return config;
  const begin = withIsolation(text);
  const whole = withBounds ? [begin, ...boundsOfTransaction].join("; ") : begin;
  return typeof config === "string" ? whole : { ...config, text: whole };
}

/** Whoever asks has waited for as long as they may. */
export function tooSlow(cause?: Error): DatabaseUnavailableError {
  return new DatabaseUnavailableError("slow", "the database took too long: a lock, or more work than fits", { cause });
}

function refuse(error: Error, done: Callback | undefined): Promise<never> | undefined {
  if (!done) return Promise.reject(error);
  process.nextTick(done, error);
  return undefined;
}
