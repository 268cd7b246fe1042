import { beforeAll, expect, it } from "vitest";
import { asker, asRequest } from "#db/bounds.ts";
import { limits } from "#limits.ts";
import { ronda } from "#ronda.config.ts";
import { ownDatabase } from "#tests/database.ts";

ownDatabase();
beforeAll(() => ronda().migrate());

it("a job may ask the database for longer than the page that started it", async () => {
  const asked = () => ({ statementMs: asker().statementMs, bounded: asker().budget !== undefined });
  const outcome = await asRequest(() => ronda().runCron("expire-payments", asked));
  expect(outcome).toEqual({ ok: true, payload: { statementMs: limits.job.statementMs, bounded: false } });
});
