import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { jobs } from "#jobs/index.ts";
import {
  circles,
  importsOf,
  keepsOwnState,
  looseFilesAbove,
  registryDifferences,
  roomCircles,
  violations,
} from "#tests/architecture.ts";

const root = join(import.meta.dirname, "..");
/** Full of imports that must not be. */
const ownPath = "tests/architecture.test.ts";

describe("the house", () => {
  it("has arrows that only go down, declared libraries and no drawers", () => {
    expect(sources().flatMap((path) => violations(path, readFileSync(join(root, path), "utf8")))).toEqual([]);
  });

  it("has no files that import each other in a loop", () => {
    expect(circles(texts())).toEqual([]);
  });

  it("has no rooms that import each other in a loop, nested ones included", () => {
    expect(roomCircles(texts())).toEqual([]);
  });

  it("has no loose file in domain/ that knows a noun", () => {
    expect(looseFilesAbove(texts())).toEqual([]);
  });

  it("keeps no state in a module of the server, where it would exist once a bundle", () => {
    const keeping = sources().filter((path) => keepsOwnState(path, readFileSync(join(root, path), "utf8")));
    expect(keeping).toEqual([]);
  });

  it.each(["scripts/start.ts", "server/main.mjs"])(
    "starts by %s without the query builder, which takes a process half a second to read",
    (start) => {
      expect(librariesFrom(start)).toContain("next");
      expect(librariesFrom(start).filter((name) => name.startsWith("drizzle-orm"))).toEqual([]);
    },
  );

  it("lists every job in jobs/index.ts, and only those", () => {
    const files = readdirSync(join(root, "jobs"));
    expect(
      registryDifferences(
        files,
        jobs.map((job: { name: string }) => job.name),
      ),
    ).toEqual({ unlisted: [], withoutFile: [] });
  });
});

/** The libraries that a process loads which begins with this file; what is only a type it does not. */
function librariesFrom(start: string): string[] {
  const seen = new Set([start]);
  const libraries = new Set<string>();
  for (const path of seen) {
    const source = readFileSync(join(root, path), "utf8").replace(/^(import|export) type\s[^"']*["'][^"']+["']/gm, "");
    for (const name of importsOf(source))
      if (name.startsWith("#")) seen.add(name.slice(1));
      else if (name.startsWith(".")) seen.add(join(dirname(path), name));
      else libraries.add(name);
  }
  return [...libraries];
}

describe("the rule notices", () => {
  it.each([
    ["app/page.tsx", 'import { pool } from "#db/connection.ts";', "a page that touches the database"],
    ["app/page.tsx", 'import { pool } from "#db/connection.ts";', "the same by a relative path"],
    ["app/page.tsx", 'import type { Store } from "#gateways/storage/disk.ts";', "a type from the outside world"],
    ["ui/money.tsx", 'import { trips } from "#domain/trips/schema.ts";', "a component that knows trips"],
    ["ui/money.tsx", 'import { readFileSync } from "node:fs";', "a component that reads files"],
    ["app/a.tsx", '"use client";\nimport { textsFor } from "#texts/index.ts";', "all texts sent to the browser"],
    ["texts/id.ts", 'import { format } from "date-fns";', "texts that need a library"],
    ["domain/departures/complete.ts", 'import { jobs } from "#jobs/index.ts";', "an arrow that goes up"],
    ["domain/departures/complete.ts", 'import { clock } from "#clock.ts";', "a domain that reads the clock"],
    ["domain/departures/complete.ts", 'import { defineJob } from "ronda";', "a domain that knows the engine"],
    ["domain/departures/complete.ts", 'const page = await import("#app/page.tsx");', "a dynamic import"],
    ["domain/departures/complete.ts", 'export { db } from "#ui/button.tsx";', "a re-export"],
    ["domain/departures/complete.ts", 'import "#ui/button.tsx";', "an import for its side effect"],
    ["db/columns.ts", 'import { policy } from "#domain/policy.ts";', "a database that knows the business"],
    ["gateways/mail/resend.ts", 'import { db } from "#db/connection.ts";', "a gateway with a database"],
    ["jobs/expire.ts", 'import { db } from "#db/connection.ts";', "a job with SQL"],
    ["packages/ronda/src/ronda.ts", 'import { env } from "#env.ts";', "an engine that knows this app"],
    ["packages/ronda/src/ronda.ts", 'import { env } from "../../../env.ts";', "the same by a relative path"],
    ["packages/ronda/src/ronda.ts", 'import { z } from "zod";', "a library that the engine does not declare"],
    ["packages/ronda/src/ronda.ts", 'import pg from "pg";', "one that it declares only for its tests"],
    [
      "packages/ronda/src/ronda.ts",
      'import { trace } from "@opentelemetry/api";',
      "an optional peer outside its entry",
    ],
    ["packages/ronda/src/otel/index.ts", 'import { env } from "#env.ts";', "an entry that knows this app"],
    ["packages/ronda/src/otel/index.ts", 'import { z } from "zod";', "an entry's library that is not declared"],
    ["packages/ronda/examples/hono/server.ts", 'import express from "express";', "an example that does not declare it"],
    ["packages/ronda/examples/hono/server.ts", 'import { x } from "../node/jobs.ts";', "an example that needs another"],
    ["domain/departures/complete.ts", 'import { it } from "vitest";', "a development library in the product"],
    ["scripts/demo.ts", 'import chalk from "chalk";', "a library that is not declared"],
    ["env.ts", 'import { readFileSync } from "fs";', "a built-in without its prefix"],
    ["lib/cron-runner.ts", 'import { x } from "@/lib/other";', "an alias that Node cannot read"],
    ["jobs/a.ts", "drain.failed += await bury(batch);", "a figure added up across an await"],
    ["jobs/a.ts", "total -= 2 * (await read()).length;", "one that is taken off"],
    ["packages/ronda/src/a.ts", "sums[name] += f(\n  await g(),\n);", "one in a list, over several lines"],
    ["jobs/a.ts", "total.mails = total.mails + (await count());", "the same written out"],
  ])("in %s: %s (%s)", (path, source) => {
    expect(violations(path, source)).toHaveLength(1);
  });

  it.each([
    ["domain/bookings/dossier.ts", ""],
    ["app/_shell/cached-html.ts", "export function keptOfTrip() {}"],
    ["domain/images/tombstones.ts", 'export const doomedPhotos = pgTable("DoomedPhoto", {});'],
    ["scripts/ensure/errors.mjs", "export class Trouble extends Error {}"],
  ])("a word that was replaced in %s: %s", (path, source) => {
    expect(violations(path, source)).toHaveLength(1);
  });

  it.each([
    "domain/utils.ts",
    "ui/helpers/money.tsx",
    "domain/shared/money.ts",
    "domain/mail-manager/manager.ts",
    "lib/common.ts",
  ])("the drawer %s", (path) => expect(violations(path, "")).toHaveLength(1));

  it.each([
    ["app/page.tsx", 'import { Button } from "#ui/button.tsx";\nimport Link from "next/link";'],
    [
      "jobs/expire.ts",
      'import { defineJob } from "ronda";\nimport { expire } from "#domain/bookings/payments/transitions.ts";',
    ],
    ["domain/trips/trips.test.ts", 'import { it } from "vitest";\nimport { ownDatabase } from "#tests/database.ts";'],
    [
      "packages/ronda/src/otel/index.ts",
      'import { trace } from "@opentelemetry/api";\nimport { x } from "../events/events.ts";',
    ],
    ["domain/departures/complete.ts", 'export const text = sql`\nselect 1 from "Trip"`;'],
    [
      "jobs/a.ts",
      "const sent = await send();\ntotal += sent;\nif (total >= (await most())) stop();\ncached ??= await read();",
    ],
    ["jobs/a.ts", "total += 1;\nawait beat();\nsum = other + (await count());\nlog.on = () => { n += 1; };\nawait x;"],
    ["packages/ronda/examples/hono/server.ts", 'import { Hono } from "hono";\nimport { x } from "ronda/node";'],
    [
      "packages/ronda/src/schedule/schedule.test.ts",
      'import fc from "fast-check";\nimport { x } from "./schedule.ts";',
    ],
  ])("nothing in %s: %s", (path, source) => {
    expect(violations(path, source)).toEqual([]);
  });

  it.each([
    ["let opened: Bucket | undefined;", true],
    ["const queue = new Map<string, Promise<void>>();", true],
    ['const queue = onceAProcess("pictures", () => new Map());', false],
    ['const known = new Set(["a", "b"]);', false],
    ["function count() {\n  let sum = 0;\n}", false],
  ])("state of a module: %s %s", (source, kept) => {
    expect(keepsOwnState("domain/images/queue.ts", source)).toBe(kept);
  });

  it("a job without its line, and a line without its job", () => {
    expect(registryDifferences(["index.ts", "index.test.ts", "a.ts", "a.test.ts", "b.ts"], ["a", "c"])).toEqual({
      unlisted: ["b"],
      withoutFile: ["c"],
    });
  });

  it("a loop, in whatever way its files name each other", () => {
    const loop = new Map([
      ["jobs/index.ts", 'import { a } from "#domain/a.ts";'],
      ["domain/a.ts", 'import type { B } from "./b.ts";\nimport { z } from "zod";'],
      ["domain/b.ts", 'import { c } from "#domain/c/c.ts";'],
      ["domain/c/c.ts", 'export { a } from "../a.ts";'],
      ["domain/d.ts", 'import { c } from "./c/c.ts";'],
    ]);
    expect(circles(loop)).toEqual([["domain/a.ts", "domain/b.ts", "domain/c/c.ts"]]);
  });

  it("rooms that import each other, though no two of their files do", () => {
    const rooms = new Map([
      ["domain/trips/lock.ts", 'import type { Booking } from "#domain/bookings/rules.ts";'],
      ["domain/trips/rules.ts", "export type Trip = {};"],
      ["domain/bookings/rules.ts", "export type Booking = {};"],
      ["domain/bookings/payments/settle.ts", 'import { trip } from "#domain/trips/rules.ts";'],
      ["domain/trips/lock.test.ts", 'import { settle } from "#domain/bookings/payments/settle.ts";'],
    ]);
    expect(circles(rooms)).toEqual([]);
    expect(roomCircles(rooms)).toEqual([["domain/trips", "domain/bookings"]]);
  });

  it("a room and a file beside it that import each other", () => {
    const rooms = new Map([
      ["domain/bookings/booking-file.ts", 'import type { Payment } from "./payments/rules.ts";'],
      ["domain/bookings/payments/rules.ts", "export type Payment = {};"],
      ["domain/bookings/payments/settle.ts", 'import { file } from "#domain/bookings/booking-file.ts";'],
    ]);
    expect(roomCircles(rooms)).toEqual([["domain/bookings/booking-file.ts", "domain/bookings/payments"]]);
  });

  it("a loose file of the domain that knows a noun", () => {
    const loose = new Map([
      ["domain/policy.ts", 'import { addDays } from "#domain/calendar.ts";'],
      ["domain/calendar.ts", 'import type { Trip } from "./trips/rules.ts";'],
      ["domain/trips/rules.ts", ""],
    ]);
    expect(looseFilesAbove(loose)).toEqual(["domain/calendar.ts imports domain/trips/rules.ts"]);
  });

  it("imports over several lines, once each", () => {
    expect(importsOf('import {\n  a,\n  b,\n} from "x";\nimport type { C } from "x";\nawait import("y");')).toEqual([
      "x",
      "y",
    ]);
  });
});

/** What {@link sources} say, by their paths. */
function texts(): Map<string, string> {
  return new Map(sources().map((path) => [path, readFileSync(join(root, path), "utf8")]));
}

/** All sources that git knows or would know. */
function sources(): string[] {
  // In a container the files often belong to another account than the one that runs the tests.
  const list = ["-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  const listed = execFileSync("git", list, { cwd: root });
  return listed
    .toString()
    .split("\0")
    .filter((path) => /\.(ts|tsx|mjs)$/.test(path) && path !== ownPath && existsSync(join(root, path)));
}
