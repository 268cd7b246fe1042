import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterEach, expect, it, vi } from "vitest";

const script = join(import.meta.dirname, "../testing/stopping.ts");
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

/** Starts the server of `stopping.ts`; `lines` are what it has printed. */
async function startServer(way: "well" | "fails" | "next") {
  const child = spawn(process.execPath, [script, way]);
  children.push(child);
  const printed = { out: "", err: "" };
  child.stdout.on("data", (data) => {
    printed.out += data;
  });
  child.stderr.on("data", (data) => {
    printed.err += data;
  });
  const ended = once(child, "close").then(([code]) => code as number);
  const lines = () => printed.out.trim().split("\n").slice(1);
  await once(child.stdout, "data");
  return { child, ended, lines, printed, url: `http://127.0.0.1:${Number.parseInt(printed.out, 10)}` };
}

it.each([
  ["well", ["asked", "jobs end", "closed"]],
  ["next", ["asked", "jobs end", "Next closes"]],
] as const)("ends %s: jobs first, then what is being answered, then the rest, with 0", async (way, expected) => {
  const { child, ended, lines, url } = await startServer(way);
  // The client keeps this connection open for its next request.
  expect(await (await fetch(url)).text()).toBe("answered");
  const slow = fetch(`${url}/slow`).then((response) => response.text());
  await vi.waitFor(() => expect(lines()).toEqual(["asked"]), { timeout: 20_000 });
  child.kill("SIGTERM");
  child.kill("SIGTERM");
  expect(await slow).toBe("answered");
  expect(await ended).toBe(0);
  expect(lines()).toEqual(expected);
});

it("ends on Ctrl-C as well", async () => {
  const { child, ended, lines } = await startServer("well");
  child.kill("SIGINT");
  expect(await ended).toBe(0);
  expect(lines()).toEqual(["jobs end", "closed"]);
});

it("says why it could not end well, and ends with 1", async () => {
  const { child, ended, printed } = await startServer("fails");
  child.kill("SIGTERM");
  expect(await ended).toBe(1);
  expect(printed.err).toContain("what was running could not be written");
});
