import { execFile, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { curlConfig, writePrivateFile } from "./curl-config.ts";
import { longestLoggedResponse, triggerScript, triggerScriptPath } from "./trigger-script.ts";

const runs = (command: string, ...args: string[]) => spawnSync(command, args).status === 0;
const hasCurl = runs("curl", "--version");
/** Every shell of this machine that may be `sh` of another one. */
const shells = [["sh"], ["bash", "--posix"], ["busybox", "sh"]].filter(([name = "", ...args]) =>
  runs(name, ...args, "-c", ":"),
);

const folder = mkdtempSync(join(tmpdir(), "ronda-trigger-"));
const curlPath = join(folder, "cron.curl");
const script = triggerScriptPath(curlPath);
const calls = 50;
/** Those who wait until all have come, so that all end at the same moment. */
const waiting: ServerResponse[] = [];
const seen: { authorization: string | undefined; trigger: string | string[] | undefined }[] = [];

const responses: Record<string, (response: ServerResponse) => void> = {
  well: (response) => response.end('{"ok":true,"completed":2}'),
  failed: (response) => response.writeHead(500).end('{"error":"100% <b>\\n wrong"}'),
  page: (response) => response.writeHead(502).end("<html>\r\n<head><title>502 Bad Gateway</title></head>\n</html>\n"),
  moved: (response) => response.writeHead(301, { location: "https://bakery.example/" }).end("<html></html>"),
  large: (response) => response.end(`{"ids":"${"a".repeat(1_000_000)}"}`),
  euros: (response) => response.end(`{"price":"1 ${"€".repeat(1000)}"}`),
  lines: (response) => response.end("one\ntwo\0three\u001b[31m\n"),
  together: (response) => {
    waiting.push(response);
    if (waiting.length === calls) for (const each of waiting) each.end(`{"ok":true,"ids":"${"b".repeat(400)}"}`);
  },
};
const server = createServer((request, response) => {
  seen.push({ authorization: request.headers.authorization, trigger: request.headers["x-ronda-trigger"] });
  responses[request.url?.split("/").pop() ?? ""]?.(response);
});
const address = (name: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/cron/${name}`;

beforeAll(async () => {
  writePrivateFile(curlPath, curlConfig("the-secret"));
  writePrivateFile(script, triggerScript());
  await once(server.listen(0, "127.0.0.1"), "listening");
});
afterAll(() => void server.close());

const time = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ`;

describe.skipIf(!hasCurl).each(shells)("a scheduler's line in %s", (...shell) => {
  const call = (url: string, file = script) => run([...shell, file, url]);

  it.each([
    ["well", 0, '200 {"ok":true,"completed":2}'],
    ["failed", 1, '500 {"error":"100% <b>\\n wrong"}'],
    ["page", 1, "502 (a page, not a response of the app)"],
    ["moved", 1, "301 leads to https://bakery.example/"],
    ["large", 0, `200 ${'{"ids":"'.padEnd(longestLoggedResponse, "a")}...`],
    ["euros", 0, '200 {"price":"1 ...'],
    ["lines", 0, "200 one two three [31m "],
  ])("is one line with time, job and status: %s", async (name, code, rest) => {
    const result = await call(address(name));
    expect(result).toEqual({ code, stdout: expect.stringMatching(new RegExp(`^${time} ${name} `)), stderr: "" });
    expect(result.stdout.slice(result.stdout.indexOf(name) + name.length + 1)).toBe(`${rest}\n`);
  });

  it("is one too where nothing answers, or where curl cannot even start", async () => {
    const refused = await call("http://127.0.0.1:1/api/cron/well");
    expect(refused).toMatchObject({ code: 1, stderr: "" });
    expect(refused.stdout).toMatch(new RegExp(`^${time} well curl-7 Failed to connect .*\n$`));

    const withoutConfig = join(folder, "other.curl.sh");
    writeFileSync(withoutConfig, triggerScript());
    const { code, stdout } = await call(address("well"), withoutConfig);
    expect(code).toBe(1);
    expect(stdout).toMatch(new RegExp(`^${time} well - curl: .*other\\.curl.*\n$`));
  });

  it("sends the secret of curl's file and says that it is the schedule", async () => {
    await call(address("well"));
    expect(seen.at(-1)).toEqual({ authorization: "Bearer the-secret", trigger: "schedule" });
  });

  it("stays whole where many end at the same moment", async () => {
    waiting.length = 0;
    const log = join(folder, `${shell.join("-")}.log`);
    writeFileSync(log, "");
    await Promise.all(Array.from({ length: calls }, () => run([...shell, script, address("together")], log)));
    const lines = readFileSync(log, "utf8").trimEnd().split("\n");
    expect(lines).toHaveLength(calls);
    for (const line of lines) {
      expect(line).toMatch(new RegExp(`^${time} together 200 \\{"ok":true,"ids":"b{400}"\\}$`));
    }
  });
});

/** Runs a command, its output into the end of a file where one is named, as `>>` does. */
function run(
  [command = "", ...args]: string[],
  log?: string,
): Promise<{ code: number; stdout: string; stderr: string }> {
  const shellLine = log
    ? ["/bin/sh", ["-c", 'log=$1; shift; "$@" >> "$log" 2>&1', "sh", log, command, ...args]]
    : undefined;
  const [file, all] = (shellLine ?? [command, args]) as [string, string[]];
  return new Promise((resolve) => {
    execFile(file, all, (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), stdout, stderr }));
  });
}
