import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateIdentity, identityToRecipient } from "age-encryption";
import { beforeAll, describe, expect, it } from "vitest";
import { databaseUrl } from "#db/connection.ts";
import { knownMigrations, migrate } from "#db/migrate.ts";
import { backupsIn, halfName, NoBackupError, summaryText } from "#domain/backups/layout.ts";
import { BackupReader } from "#domain/backups/reader.ts";
import { readTypedLine, UsageError } from "#scripts/typed-line.ts";
import { emptyDatabases, givenBackedUpMarket, newPlace, type Place } from "#tests/backups.ts";
import { ownDatabase } from "#tests/database.ts";
import { type Typed, typedLines, typedMs } from "#tests/typed.ts";
import { withConnection } from "#tests/with-connection.ts";

/** `npm run backup` and `npm run restore` as they are typed: what they say, their exit codes, and what they keep to themselves. */
ownDatabase({ emptied: false });
const emptyDatabase = emptyDatabases();
const type = typedLines();

let home: Place;
let backups: string;
let plain: string;
let encrypted: string;
let key: string;
const wrongPassword = "a-password-that-nobody-sees";

beforeAll(async () => {
  home = newPlace();
  backups = mkdtempSync(join(tmpdir(), "setrip-backups-"));
  await givenBackedUpMarket(home);
  key = join(backups, "key.txt");
  const identity = await generateIdentity();
  writeFileSync(key, identity);
  writeFileSync(join(backups, "other-key.txt"), await generateIdentity());
  writeFileSync(join(backups, "no-key.txt"), "AGE-SECRET-KEY-1OOPS\n");
  const made = await run("backup", []);
  expect(made).toEqual([0, expect.stringContaining("3 uploads")]);
  plain = newest();
  const second = await run("backup", [], { SETRIP_BACKUP_RECIPIENT: await identityToRecipient(identity) });
  expect(second).toEqual([0, expect.stringContaining(", encrypted")]);
  encrypted = newest();
}, typedMs);

const newest = () =>
  join(
    backups,
    readdirSync(backups)
      .filter((name) => /^\d{8}-/.test(name))
      .toSorted()
      .at(-1)!,
  );

/** Exit code and all that it says. Never a stack, never a secret. */
async function run(command: "backup" | "restore", args: string[], env: Record<string, string> = {}) {
  const typed = start(command, args, env);
  const code = await typed.ended;
  for (const secret of secrets()) expect(typed.output()).not.toContain(secret);
  expect(typed.output()).not.toMatch(/^ +at /m);
  return [code, typed.output().trim()] as const;
}

const start = (command: "backup" | "restore", args: string[], env: Record<string, string>) =>
  type(`scripts/${command}.ts`, args, {
    DATABASE_URL: databaseUrl(),
    SETRIP_DATA_DIR: home.folder,
    SETRIP_BACKUP_DIR: backups,
    ...env,
  });

const secrets = () => [
  new URL(databaseUrl()).password,
  process.env.AUTH_SECRET!,
  readFileSync(key, "utf8"),
  wrongPassword,
];

it("a backup is made, listed and checked, and no secret is in what `ps` shows meanwhile", {
  timeout: typedMs,
}, async () => {
  expect(await run("backup", ["--list"])).toEqual([
    0,
    expect.stringMatching(/^\d{8}-\d{6} {2}.*3 uploads.*\n\d{8}-\d{6} {2}.*3 uploads.*encrypted$/),
  ]);
  const checking = start("restore", [encrypted, "--identity", key, "--check"], {});
  const shown = await untilShown(checking);
  expect(await checking.ended).toBe(0);
  expect(checking.output().trim()).toMatch(/is whole: \d+ files, as of .* rupiah in the bank$/);
  for (const secret of secrets()) expect(shown.includes(secret)).toBe(false);
});

/** What `ps` shows of it once it is there. */
async function untilShown({ child }: Typed): Promise<string> {
  const shown = () => execFileSync("ps", ["-o", "args=", "-p", String(child.pid)], { encoding: "utf8" });
  await expect.poll(shown).toContain("--check");
  return shown();
}

it("one is put back as it was, over what is there only where that is said, and then taken for what belongs together", {
  timeout: typedMs,
}, async () => {
  const to = { DATABASE_URL: await emptyDatabase(), SETRIP_DATA_DIR: newPlace().folder };
  expect(await run("restore", [encrypted, `--identity=${key}`], to)).toEqual([
    0,
    expect.stringContaining("all as in the backup"),
  ]);
  expect(await run("restore", [plain], to)).toEqual([
    1,
    expect.stringContaining("The database in DATABASE_URL is not empty"),
  ]);
  expect(await run("restore", [plain, "--replace"], to)).toEqual([
    0,
    expect.stringContaining("is kept, until you remove it: replaced_"),
  ]);
  expect(await run("restore", ["--accept-files"], to)).toEqual([
    0,
    expect.stringContaining("count as belonging together"),
  ]);
});

it("a database of an older release is backed up as it is, and an empty one is none", { timeout: typedMs }, async () => {
  const [url, place] = [await emptyDatabase(), newPlace()];
  const env = {
    DATABASE_URL: url,
    SETRIP_DATA_DIR: place.folder,
    SETRIP_BACKUP_DIR: mkdtempSync(join(tmpdir(), "setrip-older-")),
  };
  expect(await run("backup", [], env)).toEqual([1, expect.stringContaining("npm run deploy brings it up to date")]);
  await migrate(url);
  // Whatever is checked out, the database has not seen its newest migration, and is not to see it by a backup.
  await withConnection(url, (client) =>
    client.query(
      `delete from drizzle.__drizzle_migrations where id = (select max(id) from drizzle.__drizzle_migrations)`,
    ),
  );
  expect(await run("backup", [], env)).toEqual([0, expect.stringContaining("To put it back")]);
  expect(backupsIn(env.SETRIP_BACKUP_DIR)).toMatchObject([{ migrations: knownMigrations() - 1 }]);
});

describe("is told in a sentence, with exit code 1:", { timeout: typedMs }, () => {
  /** Changes `backup.json` of a copy. */
  const changed = (changes: object) => {
    const folder = join(mkdtempSync(join(tmpdir(), "setrip-changed-")), "20260101-000000");
    execFileSync("cp", ["-a", plain, folder]);
    const { checksum: _, ...summary } = JSON.parse(readFileSync(join(folder, "backup.json"), "utf8"));
    writeFileSync(join(folder, "backup.json"), summaryText({ ...summary, ...changes }));
    return folder;
  };
  const to = async () => ({ DATABASE_URL: await emptyDatabase(), SETRIP_DATA_DIR: newPlace().folder });

  it.each<[string, () => string[], RegExp, (() => Record<string, string>)?]>([
    ["a folder that is not there", () => ["/nowhere"], /^\/nowhere is no backup: there is no such folder$/],
    [
      "a wrong key",
      () => [encrypted, "--identity", join(backups, "other-key.txt")],
      /cannot be decrypted with this key \(.*\)$/,
    ],
    [
      "one of a newer release",
      () => [changed({ migrations: 10_000 })],
      /was made by a newer release .*: restore it with that release or a newer one$/,
    ],
    [
      "a data folder that is not there",
      () => [plain],
      /SETRIP_DATA_DIR names \/nowhere, which does not exist/,
      () => ({ SETRIP_DATA_DIR: "/nowhere" }),
    ],
    [
      "a database that is not there",
      () => [plain],
      /does not exist on its server: make it with createdb/,
      () => ({ DATABASE_URL: databaseUrl().replace(/\/test_/, "/none_") }),
    ],
    [
      "a wrong password",
      () => [plain],
      /refuses this user or password/,
      () => ({ DATABASE_URL: Object.assign(new URL(databaseUrl()), { password: wrongPassword }).href }),
    ],
  ])("%s", async (_what, args, sentence, env) => {
    expect(await run("restore", args(), { ...(await to()), ...env?.() })).toEqual([1, expect.stringMatching(sentence)]);
  });

  it.each<[string, () => [string, string?], RegExp]>([
    ["a file", () => [join(plain, "backup.json")], /is no backup: it is a file, and a backup is a folder$/],
    [
      "the folder of all of them",
      () => [backups],
      /is no backup: backups lie in it\. Name one of them, such as \S+\/\d{8}-\d{6}$/,
    ],
    ["one that was killed", () => [halfOne()], /is no backup: it has no backup\.json$/],
    [
      "a missing key",
      () => [encrypted],
      /is encrypted to age1\w+\. Name the file with the private key: --identity key\.txt$/,
    ],
    ["a key file that is not there", () => [plain, "/nowhere"], /^\/nowhere cannot be read \(ENOENT\)$/],
    ["what is no key", () => [encrypted, join(backups, "no-key.txt")], /has no private key of age/],
    [
      "one of a newer layout",
      () => [changed({ layout: 99 })],
      /was made by a newer release .* in a layout that this one does not know/,
    ],
  ])("%s", (_what, args, sentence) => {
    const [folder, identity] = args();
    expect(() => BackupReader.open(folder, identity)).toThrow(sentence);
    expect(() => BackupReader.open(folder, identity)).toThrow(NoBackupError);
  });

  it("uploads of another installation where it should go", async () => {
    const full = newPlace();
    await full.stores.mark.write({ installation: "another", stampedAt: new Date(0).toISOString() });
    const where = { ...(await to()), SETRIP_DATA_DIR: full.folder };
    expect(await run("restore", [plain], where)).toEqual([
      1,
      expect.stringContaining("has uploads already. Let SETRIP_DATA_DIR name a new folder; or say --replace"),
    ]);
  });

  it("backups that lie nowhere, or where they may not", async () => {
    expect(await run("backup", [], { SETRIP_BACKUP_DIR: "/nowhere" })).toEqual([
      1,
      expect.stringContaining("SETRIP_BACKUP_DIR names /nowhere, which does not exist. Is its disk mounted?"),
    ]);
    expect(await run("backup", [], { SETRIP_BACKUP_DIR: join(plain, "backup.json") })).toEqual([
      1,
      expect.stringContaining("is no folder"),
    ]);
  });

  function halfOne(): string {
    const folder = join(backups, halfName("some"));
    mkdirSync(folder, { recursive: true });
    return folder;
  }
});

describe("a line that is not understood ends with exit code 2 and says what there is:", () => {
  it.each<[string, string[], string]>([
    [
      "backup",
      ["--lst"],
      "There is no option --lst: did you mean --list? npm run backup -- --help shows what there is",
    ],
    ["restore", [], "Which backup? npm run restore -- --help shows what there is"],
    ["restore", ["/some", "--check", "--replace"], "--check changes nothing"],
    ["restore", ["/some", "--accept-files"], "--accept-files restores nothing, so it stands alone"],
  ])("%s %s", async (command, args, sentence) => {
    expect(await run(command as "backup", args)).toEqual([2, expect.stringContaining(sentence)]);
  });

  const command = {
    name: "npm run restore",
    help: "…",
    options: { identity: { type: "string" }, check: { type: "boolean" } },
    mostWords: 1,
  } as const;

  it.each<[string[], Record<string, string>, string]>([
    [["/some", "more"], {}, `"more" is one word too many`],
    [["--identity"], {}, "Option '--identity <value>' argument missing"],
    [["--check=yes"], {}, "Option '--check' does not take an argument"],
    [["-x"], {}, "There is no option --x. "],
    // `npm run restore /some --check` would put it back.
    [["/some"], { npm_config_check: "true" }, "npm has kept --check for itself: write -- before it"],
  ])("%j", (args, environment, sentence) => {
    expect(() => readTypedLine(command, args, environment as unknown as NodeJS.ProcessEnv)).toThrow(UsageError);
    expect(() => readTypedLine(command, args, environment as unknown as NodeJS.ProcessEnv)).toThrow(sentence);
  });
});

it("--help says what there is, with examples", async () => {
  for (const [command, options] of [
    ["backup", ["--list"]],
    ["restore", ["--identity", "--replace", "--check", "--accept-files"]],
  ] as const) {
    const [code, said] = await run(command, ["--help"]);
    expect([code, said]).toEqual([0, expect.stringContaining(`npm run ${command} `)]);
    for (const option of [...options, "--help", "Exit codes"]) expect(said).toContain(option);
    expect(said.split("\n").filter((line) => line.length > 130)).toEqual([]);
  }
});
