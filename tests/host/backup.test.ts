import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { generateIdentity, identityToRecipient } from "age-encryption";
import pg from "pg";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { readBackup } from "#domain/backups/layout.ts";
import { freePort } from "#tests/free-port.ts";

/**
 * Backups with the system's own PostgreSQL and its `pg_dump`, by a role that owns its database and nothing else, as the
 * runbook makes it. The embedded server of the other tests is newer than Debian's `pg_dump`, which refuses it.
 */
const password = "a/word@only:the-tests-know";
const folder = mkdtempSync(join(tmpdir(), "setrip-pg-"));
const backups = join(folder, "backups");
const calls = join(folder, "calls");
const bin = join(folder, "bin");
let server: ChildProcess;
let port: number;

const urlOf = (database: string, user = "setrip") =>
  `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;

beforeAll(async () => {
  port = await freePort();
  server = await startPostgres();
  await query(urlOf("postgres", "postgres"), `create role setrip login password '${password}'`);
  for (const name of ["setrip", "restored", "by_hand"]) await createDatabase(name);
  for (const path of [backups, bin]) mkdirSync(path, { mode: 0o700 });
  for (const program of ["pg_dump", "pg_restore"]) record(program);
});

afterAll(async () => {
  const gone = new Promise((resolve) => server.once("exit", resolve));
  // Fast: it ends what is still connected.
  server.kill("SIGINT");
  await gone;
  rmSync(folder, { recursive: true, force: true });
});

it("pg_dump makes it where it knows the server, encrypted or not, and any pg_restore reads it", async () => {
  const env = { DATABASE_URL: urlOf("setrip"), SETRIP_DATA_DIR: mkdtempSync(join(folder, "data-")) };
  expect(await run("scripts/migrate.ts", [], env)).toMatchObject({ code: 0 });
  await query(urlOf("setrip"), ana);
  const made = await run("scripts/backup.ts", [], env);
  expect(made).toMatchObject({ code: 0, output: expect.stringContaining("by pg_dump, not encrypted") });
  const plain = join(backups, readdirSync(backups)[0]!);
  expect(readBackup(plain)).toMatchObject({ database: "pg_dump" });
  execFileSync("pg_restore", [
    "--no-owner",
    "--exit-on-error",
    `--dbname=${urlOf("by_hand")}`,
    join(plain, "database/setrip.dump"),
  ]);
  expect(await query(urlOf("by_hand"), `select "name" from "User"`)).toEqual([{ name: "Ana" }]);

  const key = await generateIdentity();
  const identity = join(folder, "key.txt");
  writeFileSync(identity, key, { mode: 0o600 });
  const encrypted = await run("scripts/backup.ts", [], {
    ...env,
    SETRIP_BACKUP_RECIPIENT: await identityToRecipient(key),
  });
  expect(encrypted).toMatchObject({ code: 0, output: expect.stringContaining("by pg_dump, encrypted") });
  const newest = join(backups, readdirSync(backups).toSorted().at(-1)!);
  expect(readBackup(newest).recipients).toHaveLength(1);

  const to = { DATABASE_URL: urlOf("restored"), SETRIP_DATA_DIR: mkdtempSync(join(folder, "data-")) };
  await run("scripts/restore.ts", [newest, "--identity", identity], to, "Putting the database back");
  const again = await run("scripts/restore.ts", [newest, "--identity", identity], to);
  expect(again).toMatchObject({ code: 0, output: expect.stringContaining("all as in the backup") });
  expect(await query(to.DATABASE_URL, `select "name" from "User"`)).toEqual([{ name: "Ana" }]);

  await query(to.DATABASE_URL, `update "User" set "name" = 'Ana of today'`);
  expect(await run("scripts/restore.ts", [plain], to)).toMatchObject({
    code: 1,
    output: expect.stringContaining("is not empty"),
  });
  const replaced = await run("scripts/restore.ts", [plain, "--replace"], to);
  expect(replaced).toMatchObject({
    code: 0,
    output: expect.stringMatching(/is kept, until you remove it: replaced_\w+_public, .*uploads-replaced-/),
  });
  expect(await query(to.DATABASE_URL, `select "name" from "User"`)).toEqual([{ name: "Ana" }]);
  expect(await run("scripts/migrate.ts", [], to)).toMatchObject({ code: 0 });
  // What was put aside is in no later backup.
  expect(await run("scripts/backup.ts", [], to)).toMatchObject({ code: 0 });
});

it("the password of the database is in no argument", () => {
  const told = readFileSync(calls, "utf8");
  expect(told).toContain("pg_dump --format=custom");
  expect(told).toContain("pg_restore --no-owner");
  expect(told).not.toContain("only");
});

const ana = `insert into "User" ("id", "email", "emailVerified", "name", "createdAt", "updatedAt")
  values ('1', 'ana@setrip.test', true, 'Ana', now(), now())`;

/** A command of the app, killed once it says `killAt`. */
async function run(script: string, args: string[], env: Record<string, string>, killAt?: string) {
  const child = spawn(process.execPath, [script, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      PATH: [bin, process.env.PATH].join(delimiter),
      SETRIP_BACKUP_DIR: backups,
      CALLS: calls,
      ...env,
    } as unknown as NodeJS.ProcessEnv,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (text) => {
      output += text;
      if (killAt && output.includes(killAt)) child.kill("SIGKILL");
    });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, output };
}

/** In front of the real program, so that its arguments are known. The environment of ours does not get through to it. */
function record(program: string): void {
  const real = execFileSync("which", [program], { encoding: "utf8" }).trim();
  const path = join(bin, program);
  writeFileSync(path, `#!/bin/sh\necho "${program} $*" >>'${calls}'\nexec ${real} "$@"\n`);
  chmodSync(path, 0o755);
}

async function startPostgres(): Promise<ChildProcess> {
  const [, major] = /\(PostgreSQL\) (\d+)/.exec(execFileSync("pg_dump", ["--version"], { encoding: "utf8" }))!;
  const programs = `/usr/lib/postgresql/${major}/bin`;
  const data = join(folder, "postgres");
  const secret = join(folder, "secret");
  writeFileSync(secret, password, { mode: 0o644 });
  chmodSync(folder, 0o755);
  mkdirSync(data, { mode: 0o700 });
  // It refuses root.
  const idOf = (which: string) => Number(execFileSync("id", [which, "postgres"], { encoding: "utf8" }));
  const owner = process.getuid?.() === 0 ? { uid: idOf("-u"), gid: idOf("-g") } : {};
  if ("uid" in owner) chownSync(data, owner.uid!, owner.gid!);
  const options = { ...owner, cwd: "/", stdio: "ignore" } as const;
  const access = [
    "--username=postgres",
    `--pwfile=${secret}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C.UTF-8",
  ];
  execFileSync(join(programs, "initdb"), ["-D", data, ...access], options);
  const settings = [`port=${port}`, "listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off"];
  const child = spawn(
    join(programs, "postgres"),
    ["-D", data, ...settings.flatMap((setting) => ["-c", setting])],
    options,
  );
  await vi.waitFor(() => query(urlOf("postgres", "postgres"), "select 1"), { timeout: 60_000, interval: 100 });
  return child;
}

async function createDatabase(name: string): Promise<void> {
  await query(urlOf("postgres", "postgres"), `create database ${name} owner setrip`);
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}
