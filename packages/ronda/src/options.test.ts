import fc from "fast-check";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { discord } from "./alerts/discord.ts";
import { telegram } from "./alerts/telegram.ts";
import { webhook } from "./alerts/webhook.ts";
import { defineConfig } from "./config.ts";
import { DefinitionError } from "./job/definition.ts";
import { defineJob } from "./job/job.ts";
import { nodeHandler } from "./node/handler.ts";
import { stopOnSignal } from "./node/stop.ts";
import { instrument } from "./otel/index.ts";
import { checkPageOptions } from "./page/options.ts";
import { prometheus } from "./prometheus/index.ts";
import { createRonda } from "./ronda.ts";
import { testLogger } from "./testing/engine.ts";
import { defineWatch } from "./watch/define-watch.ts";

const nothing = () => Promise.reject(new Error("not asked"));
const job = { name: "send-receipts", schedule: "*/5 * * * *", description: "Sends receipts", run: () => ({}) };
const receipts = defineJob(job);
const engine = {
  app: "shop",
  database: { query: nothing, connect: nothing },
  jobs: [receipts],
  secrets: {},
  logger: testLogger(),
};
const hook = { url: "https://discord.com/api/webhooks/1/token" };
const message = "locale displayZone zoneNames cause pageUrl guideUrl";
const config = { app: "shop", jobs: [receipts], url: "https://shop.example", ronda: () => ({ runs: async () => [] }) };

const shop = createRonda(engine);
const registry = { registerMetric: () => {}, metrics: async () => "", contentType: "text/plain" };

/** Every declaration with options that are right, and every option that it knows. */
const declarations: Record<string, { declare: (options: never) => unknown; right: object; names: string[] }> = {
  createRonda: {
    declare: createRonda,
    right: engine,
    names:
      "app database jobs renamedFrom schema watches channels secrets clock logger release host displayZone concurrency zoneNames deadman keepRuns redact".split(
        " ",
      ),
  },
  defineJob: {
    declare: defineJob,
    right: job,
    names:
      "name schedule timeZone description startGraceMs maxRunMs maxSilenceMs jitterMs retry catchUp failuresBeforeAlert input run example expect".split(
        " ",
      ),
  },
  discord: { declare: discord, right: hook, names: `url text name ${message}`.split(" ") },
  telegram: {
    declare: telegram,
    right: { token: "123456:AAtoken-of-a-bot", chatId: "-1001" },
    names: `token chatId apiUrl name ${message}`.split(" "),
  },
  webhook: {
    declare: webhook,
    right: { url: "https://hooks.example", secret: `whsec_${"A".repeat(44)}` },
    names: `url secret name ${message}`.split(" "),
  },
  defineWatch: {
    declare: defineWatch,
    right: {
      name: "parcels-waiting",
      description: "Parcels that wait",
      sentence: "Parcels wait",
      jobs: ["send-parcels"],
      find: nothing,
    },
    names: ["name", "description", "sentence", "jobs", "find"],
  },
  defineConfig: {
    declare: defineConfig,
    right: config,
    names:
      "app jobs url path page secret locale displayZone zoneNames crontab watches docs tables envFile restart proxy environment checks ronda close".split(
        " ",
      ),
  },
  prometheus: {
    declare: (options) => prometheus(shop, options),
    right: { registry, token: undefined },
    names: ["registry", "token"],
  },
  "ronda.page": {
    declare: checkPageOptions,
    right: { authorize: () => false },
    names: ["authorize", "base", "locale", "secretName", "advice", "guideUrl", "waitUntil"],
  },
  stopOnSignal: {
    declare: (options) => stopOnSignal({ stop: async () => {} }, options),
    right: {},
    names: ["server", "close"],
  },
};

const throwing = new Proxy(
  {},
  {
    get: () => {
      throw new TypeError("a trap");
    },
    ownKeys: () => {
      throw new TypeError("a trap");
    },
  },
);
const revoked = Proxy.revocable({}, {});
revoked.revoke();

/** What people pass by mistake, and what no code expects. */
const junk: unknown[] = [
  null,
  0,
  -1,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  10n,
  true,
  Symbol("junk"),
  "",
  " ",
  "\0",
  "🚨\n",
  [],
  [null],
  [undefined],
  [{}],
  new Array(3),
  {},
  Object.create(null),
  { toString: null },
  new Date(Number.NaN),
  new Map(),
  Promise.resolve(),
  () => {
    throw new Error("a function that throws");
  },
  class {},
  throwing,
  revoked.proxy,
  [throwing],
  Object.assign(() => {}, { query: 1 }),
  {
    get name() {
      throw new Error("a getter");
    },
  },
];

/** Declares; what is wrong with it must be a DefinitionError in words. */
function attempt(declare: (options: never) => unknown, options: unknown): string | undefined {
  try {
    declare(options as never);
    return undefined;
  } catch (error) {
    if (!(error instanceof DefinitionError)) throw error;
    return error.message;
  }
}

describe.each(Object.entries(declarations).filter(([name]) => name !== "stopOnSignal"))(
  "%s",
  (name, { declare, right, names }) => {
    it("takes what is right", () => {
      expect(attempt(declare, right)).toBeUndefined();
    });

    it.each(names)("never ends in a raw error for whatever is %s", (option) => {
      for (const value of junk) {
        const message = attempt(declare, { ...right, [option]: value });
        if (message !== undefined) expect(message.length).toBeGreaterThan(20);
      }
      fc.assert(
        fc.property(fc.anything({ withNullPrototype: true, withBigInt: true, withSparseArray: true }), (value) => {
          attempt(declare, { ...right, [option]: value });
        }),
        { numRuns: 100 },
      );
    });

    it("never ends in a raw error for whatever it is given instead of options", () => {
      for (const value of [undefined, ...junk]) expect(attempt(declare, value)).toBeTypeOf("string");
    });

    it("says of each option that must be there what it is", () => {
      for (const option of Object.keys(right)) {
        const message = attempt(declare, { ...right, [option]: undefined });
        if (message !== undefined)
          expect(message).toMatch(new RegExp(`${option} (is missing; it must be|says in one line)`));
      }
    });

    it("names the option that was meant", () => {
      for (const option of names) {
        const misspelt = `${option.slice(0, -1)}x${option.at(-1)}`;
        expect(attempt(declare, { ...right, [misspelt]: 1 })).toContain(
          `unknown option "${misspelt}", did you mean "${option}"`,
        );
      }
    });

    it(`knows ${name}'s options by the names that this test has`, () => {
      expect(attempt(declare, { ...right, "": 1 })).toBe(
        attempt(declare, { ...right, "": 1 })?.replace(/known are .*/, `known are ${names.join(", ")}`),
      );
    });
  },
);

describe("a wrong option is told with what was meant:", () => {
  it.each([
    [
      "no options",
      createRonda,
      undefined,
      "createRonda: give its options in one object, { app, database, jobs, … }, not missing",
    ],
    [
      "a missing database",
      createRonda,
      { ...engine, database: undefined },
      "database is missing; it must be a pool that lends connections, such as new pg.Pool({ … })",
    ],
    [
      "a connection string",
      createRonda,
      { ...engine, database: "postgres://u:p@h/d" },
      "database is a text, but must be a pool",
    ],
    [
      "a database that lends no connections",
      createRonda,
      { ...engine, database: { query: nothing } },
      "database has no connect(), but must be a pool",
    ],
    [
      "a client, not connected",
      createRonda,
      { ...engine, database: new pg.Client() },
      "database is a client, with one connection, but must be a pool that lends connections, such as new pg.Pool",
    ],
    [
      "one job without its list",
      createRonda,
      { ...engine, jobs: receipts },
      "jobs is an object, but must be the array of this app's jobs",
    ],
    [
      "a job without defineJob",
      createRonda,
      { ...engine, jobs: [receipts, job] },
      "jobs has a wrong item: [1] is not made by defineJob",
    ],
    [
      "a copy with another schedule",
      createRonda,
      { ...engine, jobs: [{ ...receipts, schedule: "0 1 * * *" }] },
      'the job "send-receipts" with another schedule',
    ],
    [
      "no secrets",
      createRonda,
      { ...engine, secrets: undefined },
      "secrets is missing; it must be { current: process.env.CRON_SECRET }",
    ],
    [
      "a secret by itself",
      createRonda,
      { ...engine, secrets: "a-secret-of-the-shop" },
      "secrets is a text, but must be { current:",
    ],
    [
      "a misspelt secret",
      createRonda,
      { ...engine, secrets: { curent: "x" } },
      'secrets has an unknown option "curent"',
    ],
    [
      "Date.now",
      createRonda,
      { ...engine, clock: Date.now },
      "clock gives no Date; it must be a function that gives the present moment",
    ],
    [
      "a moment",
      createRonda,
      { ...engine, clock: new Date() },
      "clock is an object, but must be a function that gives the present moment",
    ],
    [
      "a channel without send",
      createRonda,
      { ...engine, channels: [{ name: "mail" }] },
      "channels has a wrong item: [0] has no send()",
    ],
    ["a logger without levels", createRonda, { ...engine, logger: { log: nothing } }, "logger has no info()"],
    ["an unknown zone", createRonda, { ...engine, displayZone: "Europe/Berlim" }, 'did you mean "Europe/Berlin"'],
    [
      "a pattern as a text",
      createRonda,
      { ...engine, redact: ["sk_"] },
      "redact has a wrong item: [0] is a text, but must be a RegExp",
    ],
    ["a webhook that is not set", discord, { url: undefined }, "discord: url is missing; it must be an address"],
    [
      "a path without its slash",
      defineConfig,
      { ...config, path: "api/cron" },
      'path is "api/cron", but must be a path such as "/api/cron"',
    ],
    ["a name as a number", defineJob, { ...job, name: 7 }, "defineJob: name is 7, but must be a kebab-case name"],
    [
      "a schedule of numbers",
      defineJob,
      { ...job, schedule: 5 },
      'job "send-receipts": schedule is 5, but must be a cron expression',
    ],
    [
      "seconds as a text",
      defineJob,
      { ...job, maxRunMs: "10s" },
      'maxRunMs is "10s", but must be a number of milliseconds',
    ],
  ])("%s", (_mistake, declare, options, message) => {
    expect(attempt(declare as never, options)).toContain(message);
  });

  it("no value that may be a secret is repeated", () => {
    const secret = "https://discord.com/api/webhooks/1/hunter2";
    for (const options of [{ url: `ftp${secret}` }, { url: secret, pageUrl: `x${secret}` }]) {
      expect(attempt(discord, options)).not.toContain("hunter2");
    }
  });

  it.each<[string, string[]]>([
    ["createRonda", ["secrets", "database", "channels", "schema", "redact", "clock", "logger", "jobs"]],
    ["discord", ["url", "pageUrl", "text"]],
    ["telegram", ["token", "chatId", "apiUrl"]],
    ["webhook", ["url", "secret"]],
    ["prometheus", ["registry", "token"]],
    ["ronda.page", ["authorize", "base", "secretName", "advice", "waitUntil"]],
    ["defineConfig", ["secret", "url", "page", "ronda", "close", "jobs"]],
  ])("%s repeats no secret, however short it is, and wherever it was put", (name, options) => {
    const { declare, right } = declarations[name]!;
    for (const secret of ["hunter2", "sk-live/1+2", 76543210]) {
      const wrong = [secret, [secret], { current: [secret] }, { send: secret, name: secret }];
      const given = [secret, ...options.flatMap((option) => wrong.map((value) => ({ ...right, [option]: value })))];
      const told = given.map((each) => attempt(declare, each)).filter((message) => message !== undefined);
      expect(told.length).toBeGreaterThan(options.length);
      expect(told.join("\n")).not.toContain(`${secret}`);
    }
    expect(() => prometheus("hunter2" as never, { registry, token: undefined })).toThrow(/the engine is a text, but/);
  });
});

it("leaves the getters of a configuration alone until they are needed", () => {
  const lazy = Object.defineProperty({ ...config }, "url", {
    enumerable: true,
    get: () => {
      throw new Error("the environment is not there yet");
    },
  });
  expect(defineConfig(lazy)).toBe(lazy);
});

it("refuses options where there are none, and takes what a promise hands on", async () => {
  const ronda = createRonda(engine);
  for (const start of [ronda.startPatrol, ronda.startScheduler] as ((given: unknown) => void)[]) {
    expect(() => start({ everyMs: 5 })).toThrow(DefinitionError);
  }
  expect(attempt(nodeHandler as never, undefined)).toContain("give it a function from a Request");
  expect(() => stopOnSignal(undefined as never)).toThrow("stopOnSignal: the engine is missing; it must be the engine");
  expect(attempt(declarations.stopOnSignal!.declare, { sever: 1 })).toContain('did you mean "server"');
  for (const thing of junk) {
    expect(attempt(instrument, thing)).toContain("instrument: the engine ");
    expect(() => prometheus(thing as never, { registry, token: undefined })).toThrow(DefinitionError);
    if (typeof thing !== "function") expect(() => ronda.around(thing as never)).toThrow(DefinitionError);
  }
  expect(() => ronda.on(Object.create(null) as never, () => {})).toThrow(DefinitionError);
  await ronda.stop();
});

it("never throws in runCron, whatever it is given", async () => {
  const ronda = createRonda(engine);
  for (const name of junk) {
    expect(await ronda.runCron(name as never)).toMatchObject({ ok: false });
    expect(await ronda.runCron("send-receipts", undefined, name as never)).toMatchObject({ ok: false });
  }
  await ronda.stop();
});
