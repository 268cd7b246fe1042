import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { pool } from "#db/connection.ts";
import { policy } from "#domain/policy.ts";
import { limits } from "#limits.ts";
import { ownDatabase } from "#tests/database.ts";

ownDatabase();

const root = join(import.meta.dirname, "../..");

describe("no number of the policy stands a second time", () => {
  it("in what people read: numbers with a unit come from outside the sentence", () => {
    const unit =
      "jam|hari|menit|minggu|bulan|hours?|days?|minutes?|weeks?|months?|MB|megapiksel|megapixels?|piksel|pixels?|%|foto|photos?|percobaan|attempts?";
    const found = globSync(["texts/**/*.ts", "watches/*.ts", "jobs/*.ts", "domain/emails/templates/*.ts"], {
      cwd: root,
    })
      .filter((path) => !path.endsWith(".test.ts"))
      .flatMap((path) => {
        const source = readFileSync(join(root, path), "utf8").replace(/\/\*.*?\*\/|^\s*\/\/[^\n]*/gms, "");
        const numbers = [...source.matchAll(new RegExp(`(?<![\\w.,{-])\\d[\\d.,]*\\s?(?:${unit})(?!\\w)`, "g"))];
        return numbers.map(([text]) => `${path.replace(/^texts\/(id|en)\//, "")}: ${text}`);
      });
    // Half is what the rule is called, not how many percent; the strip of a week has as many bars, a day as many hours.
    expect([...new Set(found)].sort()).toEqual([
      "about.ts: 50%",
      "system.ts: 24 hours",
      "system.ts: 24 jam",
      "system.ts: 7 days",
      "system.ts: 7 hari",
      "trips.ts: 100%",
      "trips.ts: 50%",
    ]);
  });

  it("in the database: CHECKs and indexes hold no numbers but those of the model itself", async () => {
    const { rows } = await pool().query<{ name: string; condition: string }>(`
      select conname as name, pg_get_constraintdef(oid) as condition from pg_constraint
        where contype = 'c' and connamespace = 'public'::regnamespace
      union all
      select indexname, substring(indexdef from ' WHERE .*') from pg_indexes
        where schemaname = 'public' and indexdef like '% WHERE %'`);
    const withNumbers = rows
      .map(({ name, condition }) => [name, condition.replace(/'[^']*'|"[^"]*"/g, "").match(/\d+/g)] as const)
      .filter(([name, numbers]) => numbers && !name.startsWith("CronRun"))
      .filter(([, numbers]) => numbers!.some((number) => number !== "0"));
    expect(Object.fromEntries(withNumbers)).toEqual({
      Booking_pax_check: ["1", "10"],
      Payment_uniqueCode_check: ["0", "999"],
      StatementLine_ordinal_check: ["1"],
      TransferItem_one_check: ["1"],
      Trip_pricePerPax_check: ["10000", "100000000"],
      Trip_quota_check: ["1", "100"],
      Trip_minAge_check: ["1", "99"],
      Trip_minPax_check: ["1"],
    });
  });

  it("in nginx, which lets the largest upload and its form through, and little more", () => {
    const conf = readFileSync(join(root, "deploy/nginx.conf"), "utf8");
    const bytes = Number(/client_max_body_size (\d+)m;/.exec(conf)?.[1]) * 1_048_576;
    expect(bytes).toBeGreaterThanOrEqual(policy.uploadMostBytes + limits.upload.mostOverheadBytes);
    expect(bytes).toBeLessThan(policy.uploadMostBytes * 1.5);
  });
});
