import pg from "pg";
import { expect, it } from "vitest";
import { createRonda } from "../ronda.ts";
import { testDatabase } from "../testing/database.ts";
import { secret, testLogger } from "../testing/engine.ts";
import type { DatabasePool } from "../types.ts";

const { pool, url } = testDatabase();

/** A client that hides what it is, as a wrapper of the host's might. */
function wrapped(client: pg.Client): DatabasePool {
  return { connect: () => client.connect() as unknown as ReturnType<DatabasePool["connect"]> };
}

it("what turns out to be a client is told of in a run's outcome, at the first time and ever after", async () => {
  const client = new pg.Client({ connectionString: url });
  const ronda = createRonda({
    ...{ app: "bakery", database: wrapped(client), jobs: [], secrets: { current: secret }, logger: testLogger() },
  });
  for (let asked = 0; asked < 2; asked++) {
    const outcome = await ronda.runCron("send-mails", () => ({}));
    expect(outcome).toMatchObject({ ok: false, error: expect.stringContaining("give it a pool, such as new pg.Pool") });
  }
  await ronda.stop();
  await client.end();
});

it("a pool, and a pool of one's own around it, is no client", () => {
  for (const database of [pool, { connect: () => pool.connect() }]) {
    createRonda({ app: "bakery", database, jobs: [], secrets: { current: secret }, logger: testLogger() });
  }
});
