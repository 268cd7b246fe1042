import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { actionsKey } from "./actions-key.mjs";

const project = join(import.meta.dirname, "../..");
const folder = () => mkdtempSync(join(tmpdir(), "setrip-actions-key-"));
const chosen = Buffer.alloc(32, 7).toString("base64");

describe("the key of the server actions", () => {
  it("is made once and is only its owner's to read", () => {
    const root = folder();
    const key = actionsKey(root, {});
    expect(Buffer.from(key, "base64")).toHaveLength(32);
    expect(actionsKey(root, {})).toBe(key);
    expect(statSync(join(root, ".data/actions-key")).mode & 0o777).toBe(0o600);
  });

  it("is the same in the next release's folder, where the data folder outlives releases", () => {
    const data = join(folder(), "data");
    const [before, after] = [folder(), folder()];
    writeFileSync(join(after, ".env"), `SETRIP_DATA_DIR=${data}\n`);
    expect(actionsKey(after, {})).toBe(actionsKey(before, { SETRIP_DATA_DIR: data }));
  });

  it("stays when the data folder moves out of the release's", () => {
    const root = folder();
    const key = actionsKey(root, {});
    expect(actionsKey(root, { SETRIP_DATA_DIR: folder() })).toBe(key);
  });

  it("is the one that hosts have in common where one is set, and the environment wins over .env", () => {
    const root = folder();
    writeFileSync(join(root, ".env"), `NEXT_SERVER_ACTIONS_ENCRYPTION_KEY=${chosen}\n`);
    expect(actionsKey(root, {})).toBe(chosen);
    const other = Buffer.alloc(32, 8).toString("base64");
    expect(actionsKey(root, { NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: other })).toBe(other);
  });

  it.each(["too short", "%%%%", Buffer.alloc(31).toString("base64")])("%s is none, and the build says so", (key) => {
    const make = () => actionsKey(folder(), { NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: key });
    expect(make).toThrow("NEXT_SERVER_ACTIONS_ENCRYPTION_KEY must be 16, 24 or 32 bytes in base64");
  });

  it("is missed loudly: a folder that nobody can write to ends the build with what to do", () => {
    const blocked = join(folder(), "file");
    writeFileSync(blocked, "");
    expect(() => actionsKey(folder(), { SETRIP_DATA_DIR: blocked })).toThrow(
      "or set NEXT_SERVER_ACTIONS_ENCRYPTION_KEY",
    );
  });
});

/** Asks Next's own build for its key, after it has read the configuration, with nothing but a data folder in the environment. */
function keyOfNextBuild(env: Record<string, string>): string {
  const script = `
    import { createRequire } from "node:module";
    const require = createRequire(${JSON.stringify(join(project, "package.json"))});
    const loadConfig = require("next/dist/server/config").default;
    await loadConfig("phase-production-build", ${JSON.stringify(project)});
    const { generateEncryptionKeyBase64 } = require("next/dist/server/app-render/encryption-utils-server");
    const distDir = ${JSON.stringify(folder())};
    process.stdout.write("key:" + (await generateEncryptionKeyBase64({ isBuild: true, distDir })) + ":");
  `;
  const options = { cwd: project, encoding: "utf8", env: env as unknown as NodeJS.ProcessEnv, stdio: "pipe" } as const;
  return /key:(.+):/.exec(execFileSync(process.execPath, ["--input-type=module", "-e", script], options))![1]!;
}

describe("every way of building", () => {
  it("takes the key that was kept: `next build` itself reads it", () => {
    const data = folder();
    const key = actionsKey(project, { SETRIP_DATA_DIR: data, PATH: process.env.PATH });
    expect(keyOfNextBuild({ SETRIP_DATA_DIR: data, PATH: process.env.PATH! })).toBe(key);
  });

  it("takes the one that is set", () => {
    const key = keyOfNextBuild({ NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: chosen, PATH: process.env.PATH! });
    expect(key).toBe(chosen);
  });

  it("is one: npm's build, start, demo and test:host all come to the same script", () => {
    const { scripts } = JSON.parse(readFileSync(join(project, "package.json"), "utf8"));
    for (const name of ["build", "prestart", "predemo", "pretest:host"]) {
      expect([name, scripts[name]]).toEqual([name, "node scripts/ensure.mjs build"]);
    }
  });
});
