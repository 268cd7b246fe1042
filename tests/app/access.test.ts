import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clock } from "#clock.ts";
import { databaseUrl, pool } from "#db/connection.ts";
import { policy } from "#domain/policy.ts";
import { jobs } from "#jobs/index.ts";
import { type Market, openMarket, type Role, roles, secretsOf } from "#tests/access/market.ts";
import { pages } from "#tests/access/pages.ts";
import {
  allRows,
  type Browser,
  browserOf,
  differences,
  formsOf,
  isSignedIn,
  type Rows,
  type SentForm,
  send,
  visit,
} from "#tests/access/visits.ts";
import { addresses } from "#tests/addresses.ts";
import { cronSecret, type RunningApp, startApp } from "#tests/app.ts";
import { ownDatabase } from "#tests/database.ts";
import { wholeTestMs } from "#tests/patience.ts";
import { readsWhole } from "#tests/statements/bounds.ts";
import { type RecordedStatements, recordStatements } from "#tests/statements/recorded.ts";

ownDatabase({ emptied: false });

const root = join(import.meta.dirname, "../..");
let app: RunningApp;
let statements: RecordedStatements;
let market: Market;
let browsers: Record<Role, Browser>;

beforeAll(async () => {
  statements = await recordStatements(databaseUrl());
  app = await startApp({ databaseUrl: statements.url, env: { SETRIP_DEMO: "on" } });
});
afterAll(async () => {
  await app.stop();
  await statements.close();
});

beforeAll(async () => {
  market = await openMarket(clock(), app.dataDir);
  // Everybody is signed in somewhere else, too, which only they can end.
  await Promise.all(roles.map(open));
  browsers = Object.fromEntries(await Promise.all(roles.map(async (role) => [role, await open(role)])));
});

const entries = () => Object.entries(pages).flatMap(([, { who, at }]) => at(market).map((path) => ({ path, who })));

const open = (role: Role) => browserOf(app, role === "nobody" ? undefined : market.people[role].email);

/** They answer no visit: each has its own test of who may call it. */
const calls = [
  "/api/auth/[...all]",
  "/api/cron/[job]",
  "/api/health",
  "/api/health/live",
  "/api/health/ready",
  "/metrics",
  "/api/unggah/foto",
  "/api/unggah/bukti",
  "/api/unggah/identitas",
  "/api/unggah/laporan",
  "/api/unggah/mutasi",
  "/akun/data/unduh",
];

it("every address of the app stands in the table", () => {
  const known = [...Object.keys(pages), ...calls];
  const answered = addresses();
  expect(answered.filter((address) => !known.includes(address)).toSorted()).toEqual([]);
  expect(known.filter((address) => !answered.includes(address)).toSorted()).toEqual([]);
});

describe.each(roles)("%s", (role) => {
  // Hundreds of pages: each is opened once, and looked at by both tests.
  let opened: Promise<Visit[]> | undefined;
  const visits = () => {
    opened ??= openAll(role);
    return opened;
  };

  it("opens what is his, and gets a 404, a 403 or the way to sign in for everything else", async () => {
    const wrong: string[] = [];
    for (const { path, who, status, location } of await visits()) {
      if (!outcomes(role, who.includes(role)).some((fits) => fits(status, location)))
        wrong.push(`${path}: ${status} ${location}`);
    }
    expect(wrong).toEqual([]);
  });

  it("is never sent what is private of somebody else", async () => {
    const secrets = secretsOf(market).filter(({ mayRead }) => !mayRead.includes(role));
    const told: string[] = [];
    for (const { path, html } of await visits()) {
      told.push(...secrets.filter(({ value }) => html.includes(value)).map(({ of }) => `${path}: ${of}`));
    }
    expect(told).toEqual([]);
  });
});

type Visit = { path: string; who: Role[] } & Awaited<ReturnType<typeof visit>>;

async function openAll(role: Role): Promise<Visit[]> {
  const visits: Visit[] = [];
  for (const { path, who } of entries()) visits.push({ path, who, ...(await visit(app, browsers[role], path)) });
  return visits;
}

type Fits = (status: number, location: string) => boolean;

function outcomes(role: Role, allowed: boolean): Fits[] {
  if (allowed) return [(status, location) => status === 200 || (status === 307 && !location.includes("/masuk?lanjut"))];
  if (role === "nobody")
    return [(status, location) => status === 307 && location.startsWith("/masuk?lanjut="), refused];
  return [refused, (status, location) => status === 307 && location === "/organizer/daftar"];
}

const refused: Fits = (status) => status === 404 || status === 403 || status === 401;

describe("a form that was made for one", () => {
  it.each(roles.filter((role) => role !== "nobody"))(
    "%s does nothing to his things in anybody else's hands",
    async (owner) => {
      const done: string[] = [];
      for (const form of await formsFor(owner)) {
        for (const attacker of roles.filter((role) => role !== owner && !(owner !== "sari" && role === "sari"))) {
          const before = await allRows();
          if (!(await isSignedIn(app, browsers[attacker]))) browsers[attacker] = await open(attacker);
          await send(app, browsers[attacker], form);
          const after = await allRows();
          const changes = differences(before, after);
          done.push(
            ...changes
              .filter((change) => !isOwn(change, attacker, { before, after }))
              .map((what) => `${attacker} ${form.path}: ${what}`),
          );
        }
      }
      expect(done).toEqual([]);
    },
    wholeTestMs,
  );
});

/** The forms on all pages that this role may open and nobody signed in may not: those that do something in their name. */
async function formsFor(role: Role, typed?: (value: string) => string): Promise<SentForm[]> {
  const own = entries().filter(({ who }) => who.includes(role) && !who.includes("nobody"));
  const found = await Promise.all(
    own.map(async ({ path }) => formsOf(path, (await visit(app, browsers[role], path)).html, typed)),
  );
  const acting = found.flat().filter(({ fields }) => !fields.some(([name]) => ["locale", "theme"].includes(name)));
  // What stands on every page, such as the way out, is sent once.
  return [...new Map(acting.map((form) => [JSON.stringify(form.fields), form])).values()];
}

/** What somebody may do with a form of another's page: the same for themselves, such as taking a seat or changing their name. */
function isOwn(change: string, role: Role, { before, after }: { before: Rows; after: Rows }): boolean {
  const { userId } = browsers[role];
  if (!userId) return false;
  const [key = "", columns = ""] = change.split(": ");
  const row = before.get(key);
  if (row) return ownerOf(key, row, after) === userId || seatsOnly(key, columns);
  return key.startsWith("EmailJob ") || ownerOf(key, after.get(key), after) === userId;
}

/** Whose row it is; a booking's rows are its booker's. */
function ownerOf(key: string, row: Record<string, unknown> | undefined, rows: Rows): unknown {
  if (!row || key.startsWith("User ")) return row?.id;
  return row.userId ?? rows.get(`Booking ${row.bookingId}`)?.userId;
}

/** Whoever takes a seat moves the trip's version, and may fill it. */
function seatsOnly(key: string, columns: string): boolean {
  return (
    key.startsWith("Trip ") && columns.split(", ").every((name) => ["version", "status", "updatedAt"].includes(name))
  );
}

describe("an action of the back office, called without its page", () => {
  it.each(roles.filter((role) => role !== "sari"))("refuses %s", async (role) => {
    browsers[role] = await open(role);
    const before = await allRows();
    const answers: string[] = [];
    for (const action of adminActions()) {
      const answer = await callAction(action, browsers[role]);
      if (answer.status !== 404 && !(role === "nobody" && answer.location?.startsWith("/masuk")))
        answers.push(`${action.name}: ${answer.status}`);
    }
    expect(answers).toEqual([]);
    expect(differences(before, await allRows())).toEqual([]);
  });
});

describe("an action that is sent to an address without a page", () => {
  it.each(["ana", "sari"] as const)("is refused before anything is done, for %s, too", async (role) => {
    browsers[role] = await open(role);
    const { cookie } = browsers[role];
    const headers = { cookie, origin: app.url };
    const before = await allRows();
    const answers = new Set<string>();
    for (const { id } of actionsOf(""))
      for (const path of ["/tidak-ada", "/admin/tidak-ada", "/pesanan/a/b/c"]) {
        const byScript = await callAction({ id, page: path }, browsers[role]);
        const body = new FormData();
        body.append(`$ACTION_ID_${id}`, "");
        const plain = await fetch(app.url + path, { method: "POST", headers, body, redirect: "manual" });
        await plain.arrayBuffer();
        answers.add(`${byScript.status} ${byScript.location}`).add(`${plain.status >= 400 && plain.status < 500}`);
      }
    expect([...answers].toSorted()).toEqual(["404 null", "true"]);
    expect(differences(before, await allRows())).toEqual([]);
  });
});

/** How many rows the forms have changed in their owners' hands. */
let changed = 0;

// Nearly last, because it signs people out, suspends them and spends what the tests above need.
describe("a form that arrives twice, at once and once more", () => {
  it.each(["ana", "hugo", "sari"] as const)("does for %s what one does", async (role) => {
    const twice: string[] = [];
    const done = new Set<string>();
    for (const form of await formsFor(role, named)) {
      if (!(await isSignedIn(app, browsers[role]))) browsers[role] = await open(role);
      const [before, auditsBefore] = [await allRows(), await audits()];
      await Promise.all([send(app, browsers[role], form), send(app, browsers[role], form)]);
      const [between, auditsBetween] = [await allRows(), await audits()];
      await send(app, browsers[role], form);
      const [after, auditsAfter] = [await allRows(), await audits()];
      changed += differences(before, between).length;
      const added = newIn(auditsBefore, auditsBetween);
      for (const what of added) done.add(what.split(" ")[0]!);
      const again = differences(between, after).filter((change) => !counted.test(change));
      const problems = [...repeated(added), ...newIn(auditsBetween, auditsAfter), ...again, ...alike(before, between)];
      twice.push(...problems.map((what) => `${form.path}: ${what}`));
    }
    expect(twice).toEqual([]);
    expect([...done]).not.toEqual([]);
    if (role === "ana") expect([...done]).toContain("booking.change-travellers");
  });
});

it("the same forms work in their owners' hands, or the tests above would prove nothing", () => {
  expect(changed).toBeGreaterThan(20);
});

/** After all of the above: every page, form and job of the app has asked what it asks. */
it(
  "nothing reads a list whole: each statement reads a page, figures, or what its keys name",
  async () => {
    // A backup reads everything, which is what it is for, and writes it out as it reads.
    for (const { name } of jobs.filter(({ name }) => name !== "backup")) {
      const answer = await fetch(`${app.url}/api/cron/${name}`, { headers: { authorization: `Bearer ${cronSecret}` } });
      expect(answer.ok).toBe(true);
    }
    expect(statements.texts().size).toBeGreaterThan(100);
    expect(await readsWhole(statements.texts(), pool())).toEqual([]);
  },
  wholeTestMs,
);

describe("sign-ups in bulk, by the form of the page", () => {
  const { max: perNetwork } = policy.attempts["sign-up-from"];
  const { max: perMailbox } = policy.attempts["sign-up"];

  /** The form as it stands on the page, filled in by somebody at this address. */
  async function signUps(given: { email: string; from: string }[]): Promise<number> {
    const page = await visit(app, { cookie: "", userId: null }, "/daftar");
    const form = formsOf("/daftar", page.html).find(({ fields }) => fields.some(([name]) => name === "email"))!;
    const one = async ({ email, from }: { email: string; from: string }) => {
      const body = new FormData();
      const typed: Record<string, string> = { email, password: "kereta senja ke Malang 27", name: "Banyak" };
      for (const [name, value] of form.fields) body.append(name, typed[name] ?? value);
      const headers = { origin: app.url, "x-real-ip": from };
      await (await fetch(`${app.url}/daftar`, { method: "POST", headers, body, redirect: "manual" })).arrayBuffer();
    };
    // A few at once: what is measured is how many there may be, not how many there can be.
    for (let at = 0; at < given.length; at += 4) await Promise.all(given.slice(at, at + 4).map(one));
    const { rows } = await pool().query<{ made: string }>(
      `select count(*) as made from "User" where "email" = any($1)`,
      [given.map(({ email }) => email)],
    );
    return Number(rows[0]!.made);
  }

  it("are bounded by network, an IPv6 one by its /64, and by mailbox, plus-addresses together; the process lives on", async () => {
    let worstMs = 0;
    const probing = setInterval(async () => {
      const sinceMs = performance.now();
      await fetch(`${app.url}/api/health/live`).catch(() => {});
      worstMs = Math.max(worstMs, performance.now() - sinceMs);
    }, 100);
    try {
      const many = Array.from({ length: perNetwork + 10 }, (_, at) => at);
      const of = (name: string, from: (at: number) => string, email = (at: number) => `${name}${at}@bulk.example`) =>
        many.map((at) => ({ email: email(at), from: from(at) }));
      const made = [
        await signUps(of("four", () => "198.51.100.7")),
        await signUps(of("six", (at) => `2001:db8:7:7::${at + 1}`)),
      ];
      for (const accounts of made) {
        expect(accounts).toBeLessThanOrEqual(perNetwork);
        expect(accounts).toBeGreaterThan(perNetwork / 2);
      }
      const plus = of(
        "plus",
        (at) => `203.0.113.${at + 1}`,
        (at) => `budi+${at}@bulk.example`,
      );
      const ofOne = await signUps(plus);
      expect(ofOne).toBeLessThanOrEqual(perMailbox);
      expect(ofOne).toBeGreaterThan(0);
    } finally {
      clearInterval(probing);
    }
    expect(worstMs).toBeLessThan(5_000);
  }, 120_000);
});

type Action = { id: string; name: string; page: string };

const adminActions = () => actionsOf("app/admin/");

/** Those whose source lies in this folder. */
function actionsOf(folder: string): Action[] {
  const manifest = JSON.parse(readFileSync(join(root, ".next/server/server-reference-manifest.json"), "utf8")) as {
    node: Record<string, { filename: string; exportedName: string; workers: Record<string, unknown> }>;
  };
  const actions = Object.entries(manifest.node)
    .filter(([, { filename }]) => filename.startsWith(folder))
    .map(([id, { exportedName: name, workers }]) => ({ id, name, page: pageOf(Object.keys(workers)) }));
  expect(actions.length).toBeGreaterThan(0);
  return actions;
}

/** An address that serves the action: the id in it need not exist, because the guard comes first. */
function pageOf(workers: string[]): string {
  const worker = workers.find((name) => name.startsWith("app/admin/")) ?? workers[0] ?? "";
  const parts = worker
    .split("/")
    .slice(1, -1)
    .filter((part) => !part.startsWith("("));
  return `/${parts.map((part) => (part.startsWith("[") ? "none" : part)).join("/")}`;
}

/** As the action's own page would. */
async function callAction({ id, page }: Pick<Action, "id" | "page">, { cookie }: Browser) {
  const form = new FormData();
  form.append("0", '["$undefined","$K1"]');
  form.append("_1_id", "x");
  const answer = await fetch(app.url + page, {
    method: "POST",
    headers: { cookie, origin: app.url, "next-action": id },
    body: form,
    redirect: "manual",
  });
  await answer.arrayBuffer();
  return { status: answer.status, location: answer.headers.get("x-action-redirect") ?? answer.headers.get("location") };
}

/** Another name than before: what stood in the form already changes nothing. */
const named = (value: string) => (/^[a-z ]+$/i.test(value) ? `${value} Kedua` : value);

/** What only counts that somebody looked: whoever holds a trip's lock moves its version. */
const counted = /^(?:Session|User) \S+: updatedAt$|^Trip \S+: version$/;

async function audits(): Promise<string[]> {
  const { rows } = await pool().query<{ what: string }>(
    `select "action" || ' ' || "entityId" || ' ' || "id" as what from "AuditLog" where "actorType" <> 'SYSTEM' order by "id"`,
  );
  return rows.map(({ what }) => what);
}

const withoutId = (what: string) => what.replace(/ \S+$/, "");

function newIn(before: string[], after: string[]): string[] {
  return after.filter((what) => !before.includes(what)).map(withoutId);
}

function repeated(done: string[]): string[] {
  return done.filter((what, at) => done.indexOf(what) !== at);
}

/** New rows that say the same: the same mail to the same person, the same refund. */
function alike(before: Rows, after: Rows): string[] {
  const own = /^(?:id|code|slug|dedupeKey|html|text|createdAt|updatedAt|nextAttemptAt|expiresAt|uniqueCode|token)$/;
  const added = [...after].filter(([key]) => !before.has(key) && !key.startsWith("Session "));
  return repeated(
    added.map(([key, row]) => {
      const told = Object.entries(row).filter(([name]) => !own.test(name));
      return `${key.split(" ")[0]} ${JSON.stringify(told)}`;
    }),
  );
}
