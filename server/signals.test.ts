import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";

/** A server of its own process, which answers `/` at once and nothing else ever. */
const program = `
  import { createServer } from "node:http";
  import { Listeners } from "./server/listeners.ts";
  import { closeOnSignals } from "./server/signals.ts";
  const server = createServer(({ url }, response) => {
    console.log(url);
    if (url === "/") response.end("done");
  });
  const listeners = new Listeners(server);
  const app = { close: async () => console.log("closed") };
  closeOnSignals(server, { listeners, app }, Number(process.argv.at(-1)));
  console.log(await listeners.open({ host: "127.0.0.1", port: 0 }));
`;

async function started(stopMs: number) {
  const args = ["--input-type=module", "-e", program, String(stopMs)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  await expect.poll(() => said).toMatch(/\d+\n/);
  return { child, ended: once(child, "close"), port: Number.parseInt(said, 10), said: () => said };
}

it("a process that is told to stop ends what is not answered in its time, and then itself with the signal's code", async () => {
  const { child, ended, port, said } = await started(300);
  const asking = request({ host: "127.0.0.1", port, path: "/never" }).end();
  const failed = new Promise<NodeJS.ErrnoException>((resolve) => asking.once("error", resolve));
  await expect.poll(said).toContain("/never");
  child.kill("SIGTERM");
  const error = await failed;
  expect(error.code).toBe("ECONNRESET");
  expect(await ended).toEqual([143, null]);
  expect(said()).toContain("closed");
});

it("a process on which nobody waits does not use that time", async () => {
  const { child, ended, port } = await started(600_000);
  await (await fetch(`http://127.0.0.1:${port}/`)).text();
  child.kill("SIGINT");
  expect(await ended).toEqual([130, null]);
});

/** Two processes behind one parent, as PM2 runs them. The first is told to stop, and hears nothing for a while just before it does. */
const parent = `
  import cluster from "node:cluster";
  import { once } from "node:events";
  import { get } from "node:http";
  import { setTimeout as wait } from "node:timers/promises";
  if (cluster.isPrimary) {
    const workers = [cluster.fork(), cluster.fork()];
    const listening = await Promise.all(workers.map((worker) => once(worker, "listening")));
    const { port } = listening[0][0];
    workers[0].process.kill("SIGTERM");
    await once(workers[0], "message");
    const asked = Array.from({ length: 6 }, () => new Promise((resolve) => {
      get({ host: "127.0.0.1", port, agent: false }, (response) => resolve(response.resume().statusCode)).on("error", (error) => resolve(error.code));
    }));
    const answers = await Promise.race([Promise.all(asked), wait(20_000, "nobody answered")]);
    console.log(JSON.stringify(answers));
    process.exit();
  }
  const { createServer } = await import("node:http");
  const { Listeners } = await import("./server/listeners.ts");
  const { closeOnSignals } = await import("./server/signals.ts");
  const server = createServer((_request, response) => response.end("done"));
  const listeners = new Listeners(server);
  closeOnSignals(server, { listeners, app: { close: async () => {} } });
  process.on("SIGTERM", () => {
    process.send("deaf");
    for (const until = Date.now() + 1500; Date.now() < until; );
  });
  await listeners.open({ host: "127.0.0.1", port: 0 });
`;

it("no connection is lost that the parent was handing to a process when it stopped", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "setrip-cluster-")), "parent.mjs");
  writeFileSync(file, parent.replaceAll("./server/", `${import.meta.dirname}/`));
  const child = spawn(process.execPath, [file], { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  await once(child, "close");
  expect(JSON.parse(said)).toEqual([200, 200, 200, 200, 200, 200]);
});
