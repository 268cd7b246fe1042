import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { RondaConfig } from "../config.ts";
import type { Overview } from "../types.ts";
import { changeEnvFile, readEnvFile } from "./env-file.ts";
import { type RotateFlags, rotate } from "./rotate.ts";

const first = "a".repeat(32);
const file = () => join(home, ".env");
const envOf = () => readEnvFile(file());
const curlFile = () => join(home, ".config/bakery/cron.curl");

let home = "";
/** What the running app was started with. */
let running: (string | undefined)[] = [];
let lastTrigger: { at: Date; secret: "current" | "previous" | null } | null = null;
let server: Server;

beforeAll(async () => {
  server = createServer((request, response) => {
    const isKnown = running.some((secret) => secret && request.headers.authorization === `Bearer ${secret}`);
    response.writeHead(isKnown ? 200 : 401).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => void server.close());

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "ronda-rotate-"));
  vi.stubEnv("HOME", home);
  running = [first];
  lastTrigger = { at: new Date(0), secret: "current" };
  writeFileSync(file(), `# settings\nPORT=3000\nCRON_SECRET="${first}" # old\nAPP_URL=https://bakery.example\n`, {
    mode: 0o640,
  });
  return () => void vi.unstubAllEnvs();
});

/** One call of the command, which reads the file anew as its process would. */
const call = (flags: RotateFlags = {}) => {
  const config: RondaConfig = {
    app: "bakery",
    jobs: [{ name: "prune", schedule: "0 18 * * *", description: "Prunes" }],
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    secret: envOf().CRON_SECRET,
    envFile: file(),
    restart: "pm2 reload bakery",
    ronda: () => ({
      runs: async () => [],
      overview: async () =>
        ({ jobs: [{ name: "prune", lastTrigger, nextSlotAt: new Date("2030-01-01") }] }) as unknown as Overview,
    }),
  };
  return rotate(config, flags);
};
const restart = () => {
  running = [envOf().CRON_SECRET, envOf().CRON_SECRET_PREVIOUS];
};

describe("ronda rotate", () => {
  it("goes step by step to a new secret, and no trigger is refused meanwhile", async () => {
    const begun = await call();
    expect([begun.code, begun.print]).toEqual([
      2,
      expect.stringMatching(/the old secret stays valid[\s\S]*pm2 reload bakery\n {2}npx ronda rotate$/),
    ]);
    expect(envOf()).toMatchObject({
      CRON_SECRET: expect.stringMatching(/^[0-9a-f]{64}$/),
      CRON_SECRET_PREVIOUS: first,
      PORT: "3000",
    });

    const { CRON_SECRET: second } = envOf();
    expect((await call()).print).toContain("does not take the new secret yet");
    expect(readdirSync(home)).toEqual([".env"]);

    restart();
    const given = await call();
    expect([given.code, given.print]).toEqual([
      2,
      expect.stringContaining(
        "  prune: last triggered with the old one at 1970-01-01T00:00:00.000Z; next due 2030-01-01",
      ),
    ]);
    expect(readFileSync(curlFile(), "utf8")).toContain(second);
    expect(await call({ finish: true })).toMatchObject({ code: 1, complain: expect.stringContaining("still needed") });

    lastTrigger = { at: new Date(Date.now() + 1000), secret: "current" };
    expect((await call()).print).toContain("it may go\n\nnext:\n  npx ronda rotate --finish");
    expect((await call({ finish: true })).print).toContain("took the old secret out");
    expect(envOf()).toMatchObject({ CRON_SECRET: second, CRON_SECRET_PREVIOUS: "" });
    const finished = readFileSync(file(), "utf8");
    for (const flags of [{}, { status: true }]) {
      const repeated = await call(flags);
      const nothingToDo = /^finished at \d{4}-\S+Z; nothing to do\. A new secret: npx ronda rotate --new$/;
      expect([repeated.code, repeated.print]).toEqual([0, expect.stringMatching(nothingToDo)]);
    }
    expect(readFileSync(file(), "utf8")).toBe(finished);
    expect(await call({ finish: true })).toMatchObject({
      code: 0,
      print: expect.stringContaining("nothing to finish"),
    });
    expect((await call({ new: true })).print).toContain("wrote a new secret");
    expect(envOf()).toMatchObject({ CRON_SECRET_PREVIOUS: second });
  });

  it("says where it stands, and changes nothing by that", async () => {
    const status = async () => {
      const before = readFileSync(file(), "utf8");
      const { code, print } = await call({ status: true });
      expect(readFileSync(file(), "utf8")).toBe(before);
      return [code, print];
    };
    expect(await status()).toEqual([0, "none is under way. To begin one: npx ronda rotate"]);
    await call();
    const begun =
      /^begun at \S+Z: both secrets are valid\nthe old one may not go yet:\n {2}prune: [\s\S]*next:\n {2}npx ronda rotate$/;
    expect(await status()).toEqual([2, expect.stringMatching(begun)]);
    await call({ leaked: true });
    expect(await status()).toEqual([2, expect.stringContaining("the old secret is no longer valid")]);
    restart();
    await call();
    expect(await status()).toEqual([0, expect.stringContaining("nothing to do")]);
    expect((await call({ leaked: true })).print).toContain("wrote a new secret");
  });

  it("makes one new secret however often it is repeated before the restart", async () => {
    await call();
    const { CRON_SECRET } = envOf();
    await call();
    expect(envOf()).toMatchObject({ CRON_SECRET, CRON_SECRET_PREVIOUS: first });
  });

  it("prints no secret", async () => {
    const said = [await call(), await call()];
    restart();
    said.push(await call(), await call({ finish: true }));
    const text = said.map(({ print, complain }) => `${print}${complain}`).join("\n");
    for (const secret of [first, envOf().CRON_SECRET!]) expect(text).not.toContain(secret);
  });

  it("takes a leaked secret away at once, also in the middle of a rotation", async () => {
    await call();
    const { CRON_SECRET: second } = envOf();
    await call({ leaked: true });
    expect(envOf()).toMatchObject({ CRON_SECRET_PREVIOUS: "" });
    expect([first, second]).not.toContain(envOf().CRON_SECRET);
    const { CRON_SECRET: third } = envOf();
    await call({ leaked: true });
    expect(envOf().CRON_SECRET).toBe(third);
    restart();
    expect(await call()).toMatchObject({ code: 0 });
    expect(readFileSync(curlFile(), "utf8")).toContain(third);
  });

  it("leaves a secret alone that the file does not decide", async () => {
    const config = {
      app: "bakery",
      jobs: [],
      url: "http://127.0.0.1:1",
      secret: "another",
      envFile: file(),
      ronda: () => ({ runs: async () => [] }),
    };
    await expect(rotate(config, {})).rejects.toThrow("the environment of this command has another one");
    expect(envOf().CRON_SECRET).toBe(first);
  });
});

describe("a file of variables", () => {
  const note = { beginning: "# note", text: undefined };

  it("keeps its mode, its other lines, and its place where it is a link", () => {
    mkdirSync(join(home, "shared"));
    writeFileSync(join(home, "shared/env"), "A=1\nB='two words'\n  export A = 3\n", { mode: 0o640 });
    symlinkSync(join(home, "shared/env"), join(home, "linked"));
    writeFileSync(join(home, "shared/env.new"), "left by a killed command", { mode: 0o644 });
    changeEnvFile(join(home, "linked"), { A: "4", C: "5" }, note);
    expect(readFileSync(join(home, "shared/env"), "utf8")).toBe("A=4\nB='two words'\nA=4\nC=5\n");
    expect(statSync(join(home, "shared/env")).mode & 0o777).toBe(0o640);
    expect(lstatSync(join(home, "linked")).isSymbolicLink()).toBe(true);
    expect(readdirSync(join(home, "shared"))).toEqual(["env"]);
  });

  it("is left as it is where the new text would not say what was meant", () => {
    const text = 'KEY="first\nA=2\nlast"\n';
    writeFileSync(file(), text);
    expect(() => changeEnvFile(file(), { A: "4" }, note)).toThrow("change it by hand");
    expect(readFileSync(file(), "utf8")).toBe(text);
  });
});
