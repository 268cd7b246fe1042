import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { clock } from "#clock.ts";
import { databaseUrl, db } from "#db/connection.ts";
import { failedPages } from "#domain/installation/schema.ts";
import { limits } from "#limits.ts";
import { openMarket } from "#tests/access/market.ts";
import { type Browser, browserOf, isSignedIn } from "#tests/access/visits.ts";
import { cronSecret, type RunningApp, startApp } from "#tests/app.ts";
import { ownDatabase } from "#tests/database.ts";
import { type HostileBody, hostileBodies } from "#tests/hostile/bodies.ts";
import { type EntryPoint, entryPoints } from "#tests/hostile/entry-points.ts";
import { hostileHeaders } from "#tests/hostile/headers.ts";
import { head, sendRaw } from "#tests/hostile/raw.ts";
import { memoryTidier } from "#tests/hostile/tidy-memory.ts";
import { inspectorOf, residentMegabytes, type Watched, watchServer, withInspector } from "#tests/hostile/watch.ts";

ownDatabase({ emptied: false });

// The bounds are the server's; how long thousands of requests take is the machine's.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

const entries = entryPoints();
const ordinaryVisits = 1_000;
/** Of what is in use. What V8 and malloc have taken for a crowd they keep in reserve, which is the machine's and not held by anything. */
const mostGrowthMegabytes = 100;
const mostReserveMegabytes = 100;
const liveWithinMs = 1_000;
/** Far more than a crowd takes on a quiet machine, and far less than it took when everything was begun at once. */
const crowdWithinMs = 5_000;
let app: RunningApp;
let browsers: Record<EntryPoint["role"] | "nobody", Browser>;
let emails: Record<EntryPoint["role"], string>;
let resting: Pick<Watched, "held" | "resident">;

beforeAll(async () => {
  app = await startApp({ databaseUrl: databaseUrl(), env: withInspector });
  const { people } = await openMarket(clock(), app.dataDir);
  emails = { ana: people.ana.email, hugo: people.hugo.email, sari: people.sari.email };
  const [ana, hugo, sari] = await Promise.all(Object.values(emails).map((email) => browserOf(app, email)));
  browsers = { ana: ana!, hugo: hugo!, sari: sari!, nobody: await browserOf(app, undefined) };
  // Ordinary visitors and the largest forms that are allowed first: every page and route is loaded then.
  await inLanes(entries, async (entry) => {
    const allowed = hostileBodies(entry).filter(({ isAllowed }) => isAllowed);
    for (const body of [...allowed, ...allowed]) await post(entry, body, browsers[entry.role].cookie);
  });
  const visits = Array.from({ length: ordinaryVisits }, (_, at) => (at % 2 === 0 ? "/masuk" : "/"));
  await inLanes(visits, (path) => fetch(app.url + path).then((page) => page.text()));
  const memory = await memoryTidier(inspectorOf(app));
  const { heap, external } = await memory.tidy();
  memory.close();
  resting = { held: heap + external, resident: residentMegabytes(app.pid) };
});
afterAll(() => app.stop());

it("the build names what it answers, so that nothing new is left out", () => {
  expect(entries.filter(({ actionId }) => actionId).length).toBeGreaterThan(40);
  expect(entries.filter(({ actionId }) => !actionId).length).toBeGreaterThan(50);
});

describe.each(["nobody", "somebody who may"] as const)("sent by %s", (who) => {
  it("no body freezes the app, fills its memory or is the app's fault", async () => {
    const wrong = await watching(async (complain) => {
      await inLanes(entries, async (entry) => {
        const role = who === "nobody" ? "nobody" : entry.role;
        if (role !== "nobody" && !(await isSignedIn(app, browsers[role])))
          browsers[role] = await browserOf(app, emails[role]);
        for (const body of hostileBodies(entry)) {
          const status = await post(entry, body, browsers[role].cookie);
          if (status === 0 || status >= 500) complain(`${entry.name}: ${body.name}: ${status}`);
        }
      });
    });
    expect(wrong).toEqual([]);
  });
});

it("no header is the app's fault, whatever stands in it", async () => {
  const kinds = entries.filter(({ name }) =>
    /^POST (\/|\/masuk|\/admin|\/api\/auth\/.*|\/api\/health\/live)$/.test(name),
  );
  expect(kinds).toHaveLength(5);
  const wrong = await watching(async (complain) => {
    await inLanes(hostileHeaders(), async (headers) => {
      for (const { path } of kinds) {
        const { status } = await visit(app.url + path, headers);
        if (status >= 500) complain(`${path}: ${JSON.stringify(headers).slice(0, 80)}: ${status}`);
      }
    });
  });
  expect(wrong).toEqual([]);
});

describe("on a bare connection", () => {
  const typed = ({ actionId, path }: EntryPoint) => [
    path.startsWith("/api/") ? "Content-Type: application/json" : "Content-Type: multipart/form-data; boundary=x",
    ...(actionId ? [`Next-Action: ${actionId}`] : []),
  ];
  const headOf = (entry: EntryPoint, lines: string[]) =>
    `${head(app.url, entry.path, [...typed(entry), ...lines])}\r\n\r\n`;

  it("a body that is cut off, or longer or shorter than it says, is answered with a 4xx, or with nothing", async () => {
    const wrong = await watching(async (complain) => {
      await inLanes(entries, async (entry) => {
        const broken: [string, string, boolean][] = [
          ["cut off", `${headOf(entry, ["Content-Length: 1000"])}--x\r\n`, true],
          ["chunked and cut off", `${headOf(entry, ["Transfer-Encoding: chunked"])}5\r\n--x\r\n`, true],
          ["longer than it says", `${headOf(entry, ["Content-Length: 5"])}${"[".repeat(5_000)}`, false],
          ["of a negative length", headOf(entry, ["Content-Length: -1"]), false],
          ["of no length at all", headOf(entry, ["Content-Length: much"]), false],
          ["of two lengths", headOf(entry, ["Content-Length: 5", "Content-Length: 6"]), false],
          ["of a length and chunked", headOf(entry, ["Content-Length: 5", "Transfer-Encoding: chunked"]), false],
          ["of an endless length", headOf(entry, ["Content-Length: 99999999999999"]), false],
          ["that waits for a word", headOf(entry, ["Content-Length: 99999999999999", "Expect: 100-continue"]), false],
          ["in a broken chunk", `${headOf(entry, ["Transfer-Encoding: chunked"])}zz\r\n`, false],
        ];
        for (const [what, text, end] of broken) {
          const { status } = await sendRaw(app.url, text, { end });
          if (status !== 0 && (status < 300 || status >= 500)) complain(`${entry.name}: ${what}: ${status}`);
        }
      });
    });
    expect(wrong).toEqual([]);
  });

  it("an endless body ends, at every entry point", async () => {
    const wrong = await watching(async (complain) => {
      const chunk = `10000\r\n${"[".repeat(0x10000)}\r\n`;
      await inLanes(entries, async (entry) => {
        const text = headOf(entry, ["Transfer-Encoding: chunked"]);
        const { status } = await sendRaw(app.url, text, { more: chunk });
        if (status < 300 || status >= 500) complain(`${entry.name}: ${status}`);
      });
    });
    expect(wrong).toEqual([]);
  });

  // Together, because each takes as long as its bound.
  it("200 heads that never end and 300 slow bodies at once end by themselves in their time, and whoever is quick is served meanwhile", async () => {
    const wrong = await watching(async (complain) => {
      await Promise.all([endlessHeads(complain), slowBodies(complain)]);
    });
    expect(wrong).toEqual([]);
  });

  async function endlessHeads(complain: (what: string) => void): Promise<void> {
    const started = `GET / HTTP/1.1\r\nHost: ${new URL(app.url).host}\r\nx: `;
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, () => sendRaw(app.url, started, { more: "y", everyMs: 1_000 })),
    );
    const { headersMs, checkEveryMs } = limits.http;
    for (const { status, ms } of outcomes)
      if (status !== 408 || ms > headersMs + 2 * checkEveryMs) complain(`a head: ${status} in ${Math.round(ms)} ms`);
  }

  async function slowBodies(complain: (what: string) => void): Promise<void> {
    const slow = Array.from({ length: 300 }, (_, at) => entries[at % entries.length]!);
    const outcomes = await Promise.all(
      slow.map((entry) => sendRaw(app.url, headOf(entry, ["Content-Length: 60000"]), { more: "[", everyMs: 1_000 })),
    );
    for (const [at, { status, ms }] of outcomes.entries())
      if (status < 300 || status >= 500 || ms > 2 * limits.body.graceMs)
        complain(`${slow[at]!.name}: ${status} in ${Math.round(ms)} ms`);
  }

  it("an upload in crumbs costs neither memory nor time", async () => {
    const lines = ["Content-Type: image/jpeg", "Transfer-Encoding: chunked"];
    const wrong = await watching(async (complain) => {
      const crumbs = `${head(app.url, "/api/unggah/foto", lines)}\r\n\r\n${"1\r\na\r\n".repeat(10_000)}`;
      const outcomes = await Promise.all(
        Array.from({ length: 4 }, () => sendRaw(app.url, crumbs, { more: "1\r\na\r\n".repeat(10_000) })),
      );
      for (const { status } of outcomes) if (status >= 500) complain(String(status));
    });
    expect(wrong).toEqual([]);
  });
});

describe("a crowd", () => {
  const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: ${new URL(app.url).host}\r\n\r\n`;

  it("of 4,000 requests on one connection, and of 500 connections that ask and go, costs next to nothing", async () => {
    const wrong = await watching(async (complain, complainIfLate) => {
      const startedMs = performance.now();
      const pipelined = Array.from({ length: 10 }, () => sendRaw(app.url, get("/").repeat(4_000)));
      for (const { status } of await Promise.all(pipelined)) if (status !== 200) complain(`pipelined: ${status}`);
      await Promise.all(Array.from({ length: 500 }, () => sendRaw(app.url, get("/"), { leaveAfterMs: 20 })));
      const other = await visit(`${app.url}/cara-kerja`, { "x-real-ip": "203.0.113.9" });
      if (other.status !== 200) complain(`the next: ${other.status}`);
      // Until the server has seen that they are gone, they count as visitors of their own network.
      await expect.poll(async () => (await visit(`${app.url}/cara-kerja`, {})).status, { timeout: 60_000 }).toBe(200);
      complainIfLate("the next", performance.now() - startedMs);
    });
    expect(wrong).toEqual([]);
  });

  it("of 600 gets pages or a quick word, and the host's own checks and triggers go on", async () => {
    const wrong = await watching(async (complain, complainIfLate) => {
      // Each for an address of its own: one that is kept would be sent to all of them.
      const crowd = Promise.all(Array.from({ length: 600 }, (_, at) => sendRaw(app.url, get(`/?from=${at}`))));
      const [trigger, ready] = await Promise.all([
        visit(`${app.url}/api/cron/prune`, { authorization: `Bearer ${cronSecret}` }),
        fetch(`${app.url}/api/health/ready`).then((response) => response.json() as Promise<{ ok?: boolean }>),
      ]);
      if (trigger.status !== 200) complain(`the trigger: ${trigger.status}`);
      if (!ready.ok) complain(`ready: ${JSON.stringify(ready)}`);
      const outcomes = await crowd;
      if (outcomes.every(({ status }) => status === 200)) complain("nobody was turned away");
      for (const { status, ms } of outcomes)
        if ([200, 503].includes(status)) complainIfLate(String(status), ms);
        else complain(String(status));
    });
    expect(wrong).toEqual([]);
  });

  it("of 1,200 from many networks, each on a connection of its own, gets pages or a quick word", async () => {
    const wrong = await watching(async (complain, complainIfLate) => {
      const from = (at: number) =>
        get(`/?from=${at}`).replace("\r\n\r\n", `\r\nX-Real-IP: 203.${at >> 8}.${at & 255}.7\r\n\r\n`);
      const outcomes = await Promise.all(Array.from({ length: 1_200 }, (_, at) => sendRaw(app.url, from(at))));
      if (outcomes.every(({ status }) => status === 200)) complain("nobody was turned away");
      for (const { status, ms } of outcomes)
        if ([200, 503].includes(status)) complainIfLate(String(status), ms);
        else complain(String(status));
    });
    expect(wrong).toEqual([]);
  });

  it("of 3,000 connections on which nobody asks keeps nobody else waiting", async () => {
    const { hostname, port } = new URL(app.url);
    const idle: Socket[] = [];
    const wrong = await watching(async () => {
      const opened = Array.from({ length: 3_000 }, () => {
        const socket = connect(Number(port), hostname).on("error", () => {});
        idle.push(socket);
        return once(socket, "connect");
      });
      await Promise.all(opened);
      await expect.poll(() => idle.filter(({ closed }) => closed).length, { timeout: 60_000 }).toBeGreaterThan(900);
    });
    for (const socket of idle) socket.destroy();
    expect(wrong).toEqual([]);
  });

  it("of 100 connections that send crumbs is hung up on before anybody notices", async () => {
    const crumbs = "1\r\na\r\n".repeat(20_000);
    const wrong = await watching(async (complain, complainIfLate) => {
      const asked = Array.from({ length: 100 }, (_, at) => {
        const type = at % 2 === 0 ? "application/json" : "text/plain";
        const lines = [`Content-Type: ${type}`, "Transfer-Encoding: chunked"];
        return sendRaw(app.url, `${head(app.url, "/api/auth/sign-in/email", lines)}\r\n\r\n${crumbs}`);
      });
      for (const { status, ms } of await Promise.all(asked))
        if ([415, 422].includes(status)) complainIfLate(String(status), ms);
        else complain(String(status));
    });
    expect(wrong).toEqual([]);
  });
});

it("nothing of it counts as a page that failed, so that nobody can raise an alert by it", async () => {
  expect(await db().select().from(failedPages)).toEqual([]);
});

it("the log has a quiet line for each refusal and no error", () => {
  const lines = app.logs().trim().split("\n");
  const refused = lines.filter((line) => line.includes('"msg":"refused a request"'));
  expect(refused.length).toBeGreaterThan(entries.length);
  expect(
    lines
      .filter((line) => /"level":"(error|fatal)"|⨯|Error|uncaught/.test(line) && !refused.includes(line))
      .slice(0, 20),
  ).toEqual([]);
  expect(refused.filter((line) => /@|cookie|token/.test(line))).toEqual([]);
});

/**
 * Runs `work` while the server is watched, and returns what was complained about by either. What a crowd may take is longer
 * where others use the machine, too.
 */
async function watching(
  work: (complain: (what: string) => void, complainIfLate: (what: string, ms: number) => void) => Promise<void>,
): Promise<string[]> {
  const complaints: string[] = [];
  const took: [string, number][] = [];
  const watch = await watchServer(app);
  await work(
    (what) => complaints.push(what),
    (what, ms) => took.push([what, ms]),
  );
  const watched = await watch.stop();
  const late = took.filter(([, ms]) => ms > crowdWithinMs * watched.slowness);
  return [...complaints, ...late.map(([what, ms]) => `${what} in ${Math.round(ms)} ms`), ...complaintsAbout(watched)];
}

function complaintsAbout({ worstLiveMs, failed, held, resident, slowness }: Watched): string[] {
  const growth = Math.round(held - resting.held);
  const ofTheMachine = Math.round(resident - resting.resident);
  const crowded =
    slowness > 1 ? `, without others on this machine, which made all ${slowness.toFixed(1)} times slower` : "";
  return [
    ...(worstLiveMs > liveWithinMs ? [`another request waited ${Math.round(worstLiveMs)} ms${crowded}`] : []),
    ...(failed > 0 ? [`another request failed ${failed} times`] : []),
    ...(growth > mostGrowthMegabytes ? [`memory in use grew by ${growth} MB`] : []),
    ...(ofTheMachine > mostGrowthMegabytes + mostReserveMegabytes ? [`memory grew by ${ofTheMachine} MB`] : []),
  ];
}

/** Sends a body the polite way. Returns the status, 0 when there was none. */
async function post(entry: EntryPoint, { type, headers, content }: HostileBody, cookie: string): Promise<number> {
  const response = await fetch(app.url + entry.path, {
    method: "POST",
    redirect: "manual",
    headers: {
      origin: app.url,
      cookie,
      // Each on a connection of its own: some of them end it.
      connection: "close",
      ...(type ? { "content-type": type } : {}),
      ...(entry.actionId ? { "next-action": entry.actionId } : {}),
      ...headers,
    },
    body: content(),
  }).catch(() => undefined);
  await response?.arrayBuffer().catch(() => undefined);
  return response?.status ?? 0;
}

/** Where Next sends a request for data to an address with a sign of its headers, it is followed there. */
async function visit(url: string, headers: Record<string, string>): Promise<{ status: number }> {
  const response = await fetch(url, { headers, redirect: "manual" });
  await response.arrayBuffer();
  const to = response.headers.get("location") ?? "";
  return response.status === 307 && to.includes("_rsc=") ? visit(new URL(to, url).href, headers) : response;
}

/** Several at once, as they would come. */
async function inLanes<Item>(items: Item[], work: (item: Item) => Promise<unknown>): Promise<void> {
  const left = [...items];
  const lane = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: 4 }, lane));
}
