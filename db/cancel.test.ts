import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { ownDatabase } from "#tests/database.ts";
import { type Relay, relay } from "#tests/relay.ts";
import { waitingAtMost } from "./bounds.ts";
import { cancelRequestCode } from "./cancel.ts";
import { databaseUrl } from "./connection.ts";
import { BoundedPool } from "./pool.ts";
import { unavailability } from "./unavailable.ts";

ownDatabase();

/** What went to the database, in order: the connection's number and the statement's name. */
let handed: string[];
/** Statements stay here until a cancellation comes, as where the way to the database is slow; it stays, too, until it is let go. */
let held: (() => void)[];
let cancellation: (() => void) | undefined;
let between: Relay;
let pool: BoundedPool;

beforeAll(async () => {
  let connections = 0;
  between = await relay(databaseUrl(), (handOn) => {
    const connection = ++connections;
    return (piece) => {
      const [, name] = /as (first|next|other)\0/.exec(piece.toString("latin1")) ?? [];
      const send = () => {
        if (name) handed.push(name === "first" ? name : `${name} on ${connection}`);
        handOn(piece);
      };
      if (name === "first") held.push(send);
      else if (piece.length === 16 && piece.readInt32BE(4) === cancelRequestCode) {
        cancellation = () => {
          handed.push("cancellation");
          handOn(piece);
        };
        for (const send of held.splice(0)) send();
      } else send();
    };
  });
});
beforeEach(() => {
  [handed, held, cancellation] = [[], [], undefined];
  pool = new BoundedPool(between.url);
});
afterEach(() => {
  between.cut();
  // A test that failed has not given its connection back, and its end would be waited for in vain.
  void pool.end();
});
afterAll(() => between.close());

/** A connection whose statement was answered just after its cancellation had been sent. */
async function answeredLate() {
  while (true) {
    const client = await pool.connect();
    const first = waitingAtMost(50, () => client.query("select 1 as first"));
    const failure = await first.then(() => undefined, unavailability);
    if (!failure) return client;
    // On a crowded machine the answer took so long that the connection has ended.
    client.release(failure);
    [handed, cancellation] = [[], undefined];
  }
}

/** Time for what must not be sent. */
const meanwhile = () => pause(50);

it("a cancellation that comes when its statement is over meets no later one of whoever has the connection", async () => {
  const client = await answeredLate();
  const next = client.query("select 1 as next");
  await meanwhile();
  expect(handed).toEqual(["first"]);
  cancellation?.();
  expect((await next).rows).toEqual([{ next: 1 }]);
  expect(handed).toEqual(["first", "cancellation", expect.stringMatching(/^next on/)]);
  client.release();
});

it("nor one of whoever gets a connection next", async () => {
  const client = await answeredLate();
  client.release();
  expect((await pool.query("select 1 as other")).rows).toEqual([{ other: 1 }]);
  expect([pool.totalCount, pool.idleCount]).toEqual([2, 1]);
  cancellation?.();
  await expect.poll(() => pool.idleCount).toBe(2);
});

it("one of which nobody knows whether it still comes ends its connection, and nothing is sent", async () => {
  const client = await answeredLate();
  const next = waitingAtMost(50, () => client.query("select 1 as next"));
  expect(await next.catch(unavailability)).toMatchObject({ kind: "away" });
  client.release();
  expect(handed).toEqual(["first"]);
  await expect.poll(() => pool.totalCount).toBe(0);
});

it("a statement that waits behind another does not end that one when its own time is over", async () => {
  const client = await pool.connect();
  const long = client.query("select pg_sleep(0.4), 1 as next");
  const behind = waitingAtMost(50, () => client.query("select 1 as other")).catch(unavailability);
  expect((await long).rows).toMatchObject([{ next: 1 }]);
  await behind;
  client.release();
});
