import http from "node:http";
import { setTimeout as wait } from "node:timers/promises";

/**
 * `node tests/host/steady-visitors.ts <port>`: visitors who open one page after the other, each on a connection of its own.
 * On SIGTERM it writes how many were served and what the others met, as JSON, and ends.
 */
const port = Number(process.argv[2]);
const [visitors, pauseMs, askedAgainMs, longestWaitMs] = [3, 60, 3000, 30_000];
const paths = ["/api/health/live", "/masuk"];

const met: { served: number; bad: Record<string, number> } = { served: 0, bad: {} };
let isOver = false;
process.on("SIGTERM", () => {
  isOver = true;
});

await Promise.all(Array.from({ length: visitors }, visit));
console.log(JSON.stringify(met));

async function visit(): Promise<void> {
  for (let turn = 0; !isOver; turn++) {
    const path = paths[turn % paths.length]!;
    const what = await open(path).then((first) => (first === 503 ? again(path) : first));
    if (what === 200) met.served++;
    else met.bad[what] = (met.bad[what] ?? 0) + 1;
    await wait(pauseMs);
  }
}

/** On a machine at its limit the app asks people to come again in a moment, and its page does so by itself. */
async function again(path: string): Promise<number | string> {
  await wait(askedAgainMs);
  return open(path);
}

function open(path: string): Promise<number | string> {
  return new Promise((resolve) => {
    const request = http.get({ host: "127.0.0.1", port, path, agent: false }, (response) => {
      response.on("error", (error) => resolve(error.message)).resume();
      response.on("end", () => resolve(response.statusCode ?? 0));
    });
    request.setTimeout(longestWaitMs, () => request.destroy(new Error("no response")));
    request.on("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
}
