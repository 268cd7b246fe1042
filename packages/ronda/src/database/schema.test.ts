import { beforeEach, describe, expect, it } from "vitest";
import { defineJob } from "../job/job.ts";
import { createRonda } from "../ronda.ts";
import { testDatabase } from "../testing/database.ts";
import { testChannel, testRonda } from "../testing/engine.ts";

const { pool, url, poolWith } = testDatabase({ migrated: false });
const lost = poolWith({ options: "-c search_path=pg_catalog" });
const mails = defineJob({
  name: "process-email-jobs",
  schedule: "*/5 * * * *",
  description: { id: "Mengirim email", en: "Sends mail" },
  run: () => ({ picked: 1 }),
});

beforeEach(() =>
  pool.query(`drop schema public cascade; drop schema if exists "Hugo-1" cascade; create schema public`),
);

const tablesOf = async (schema: string) =>
  (await pool.query(`select table_name from information_schema.tables where table_schema = $1`, [schema])).rows.length;

describe("an engine with a schema", () => {
  it("makes it, and works wholly inside of it, wherever the connection would look", async () => {
    const channel = testChannel();
    const ronda = await testRonda({ pool: lost }, [mails], {
      schema: "Hugo-1",
      channels: [channel],
      displayZone: "Asia/Jakarta",
    });
    expect(await ronda.runCron(mails.name)).toMatchObject({ ok: true });
    expect(await ronda.runCron(mails.name, () => Promise.reject(new Error("no")))).toMatchObject({ ok: false });
    expect(await ronda.runCron(mails.name, async () => await ronda.runCron(mails.name))).toMatchObject({
      payload: { ok: true },
    });
    await ronda.handle(new Request("https://ronda.example", { headers: { authorization: "wrong" } }), mails.name);
    await ronda.patrol();
    expect((await ronda.overview()).jobs[0]).toMatchObject({ runs7d: 3, errors7d: 1, lastRun: { status: "SUCCESS" } });
    const [newest] = await ronda.runs({ job: mails.name, status: "FAILED" });
    expect(await ronda.run(newest!.id)).toMatchObject({ errorMessage: "no" });
    await ronda.stop();
    expect(channel.alerts).toMatchObject([{ kind: "opened" }, { kind: "resolved" }]);
    expect(await tablesOf("public")).toBe(0);
    expect(await tablesOf("Hugo-1")).toBeGreaterThan(6);
    const elsewhere = await pool.query(
      `select relname as name from pg_class where relnamespace <> $1::regnamespace and relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
       union all
       select proname from pg_proc where pronamespace <> $1::regnamespace and pronamespace::regnamespace::text !~ '^(pg_|information_schema)'`,
      ['"Hugo-1"'],
    );
    expect(elsewhere.rows).toEqual([]);
  });

  it("is migrated again by somebody who may make no schema", async () => {
    await testRonda({ pool }, [mails], { schema: "Hugo-1" });
    await pool
      .query(`
      drop owned by ronda_ana; drop role ronda_ana`)
      .catch(() => {});
    await pool.query(`
      create role ronda_ana login password 'ana';
      alter schema "Hugo-1" owner to ronda_ana;
      do $$ declare name text; begin
        for name in select tablename from pg_tables where schemaname = 'Hugo-1' loop
          execute format('alter table "Hugo-1".%I owner to ronda_ana', name);
        end loop;
      end $$`);
    const as = new URL(url);
    Object.assign(as, { username: "ronda_ana", password: "ana" });
    const poor = poolWith({ connectionString: as.href });
    try {
      await expect(poor.query("create schema another")).rejects.toThrow("permission denied");
      await expect(testRonda({ pool: poor }, [mails], { schema: "Hugo-1" })).resolves.toBeDefined();
    } finally {
      await pool.query("drop owned by ronda_ana cascade; drop role ronda_ana");
    }
  });

  it.each(["", "1st", 'a"b', "a b", "x".repeat(64), 7])(
    "is refused where no schema is called like that: %s",
    (schema) => {
      const options = { app: "shop", database: pool, jobs: [], secrets: {}, schema: schema as string };
      expect(() => createRonda(options)).toThrow(/^createRonda: schema .*"shop_ronda"/);
    },
  );
});

describe("two apps in one database", () => {
  it("with a schema each do not see each other, though their jobs have one name", async () => {
    const shop = await testRonda({ pool }, [mails], { app: "shop", schema: "Hugo-1" });
    const blog = await testRonda({ pool }, [mails], { app: "blog & co" });
    const entered = Promise.withResolvers<void>();
    const leave = Promise.withResolvers<void>();
    const running = shop.runCron(mails.name, async () => {
      entered.resolve();
      await leave.promise;
      return {};
    });
    await entered.promise;
    expect(await blog.runCron(mails.name)).toMatchObject({ ok: true, payload: { picked: 1 } });
    expect((await blog.overview()).jobs[0]!.health.notes).not.toContainEqual(
      expect.objectContaining({ kind: "running" }),
    );
    leave.resolve();
    await running;
    expect(await shop.runs()).toHaveLength(1);
    expect(await blog.runs()).toHaveLength(1);
    expect(await blog.run((await shop.runs())[0]!.id)).toBeUndefined();
  });
});

describe("a second app in the same tables", () => {
  const shop = () => testRonda({ pool }, [mails], { app: "shop" });
  const blog = (options = {}) => testRonda({ pool }, [mails], { app: "blog & co", ...options });

  it("is told whose they are and what to do, and has changed nothing", async () => {
    await shop();
    const before = await pool.query(`select * from "RondaJob"`);
    const told = await testRonda({ pool }, [], { app: "blog & co" }).catch((error: Error) => error);
    expect(told).toMatchObject({
      name: "DefinitionError",
      message: `createRonda: the tables in schema "public" belong to the app "shop", and this one is called "blog & co".
Two apps in one database have a schema each: createRonda({ app: "blog & co", schema: "blog_co_ronda", … }).
If "shop" is now called "blog & co", say so: createRonda({ app: "blog & co", renamedFrom: "shop", … }).`,
    });
    expect((await pool.query(`select * from "RondaJob"`)).rows).toEqual(before.rows);
    await shop();
  });

  it("is told so in a schema that both name, too, and never the schema that is taken", async () => {
    await testRonda({ pool }, [mails], { app: "shop", schema: "blog_co_ronda" });
    await expect(blog({ schema: "blog_co_ronda" })).rejects.toThrow('schema: "blog_co_ronda_2"');
    await pool.query("drop schema blog_co_ronda cascade");
  });

  it("does with the schema that it was told", async () => {
    await shop();
    await expect(blog({ schema: "blog_co_ronda" })).resolves.toBeDefined();
    await pool.query("drop schema blog_co_ronda cascade");
  });

  it("is the first under another name, when it says so, and stays it", async () => {
    await (await shop()).runCron(mails.name);
    expect(await (await blog({ renamedFrom: "shop" })).runs()).toHaveLength(1);
    await blog({ renamedFrom: "shop" });
    await blog();
    await expect(shop()).rejects.toThrow('belong to the app "blog & co"');
    await expect(blog({ app: "third", renamedFrom: "shop" })).rejects.toThrow('belong to the app "blog & co"');
  });

  it("is let in by one of ten that start at once under five names", async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, (_, at) => blog({ app: `app ${at % 5}` })));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
  });
});

describe("an engine without a schema", () => {
  it("stays in the schema of its tables, whatever a connection's search_path becomes", async () => {
    const tenants = poolWith({ max: 1 });
    const ronda = await testRonda({ pool: tenants }, [mails]);
    const connection = await tenants.connect();
    await connection.query(`create schema "Hugo-1"; set search_path = "Hugo-1"`);
    connection.release();
    expect(await ronda.runCron(mails.name)).toMatchObject({ ok: true });
    expect(await ronda.runs()).toHaveLength(1);
    expect(await tablesOf("Hugo-1")).toBe(0);
  });

  it("finds its tables further down the search_path", async () => {
    await (await testRonda({ pool }, [mails])).runCron(mails.name);
    await pool.query(`create schema "Hugo-1"`);
    const roundabout = poolWith({ options: '-c search_path="Hugo-1",public' });
    const ronda = await testRonda({ pool: roundabout }, [mails]);
    expect(await ronda.runs()).toHaveLength(1);
  });

  it("says what is missing where the search_path names none, and works as soon as it does", async () => {
    const ronda = createRonda({ app: "shop", database: lost, jobs: [mails], secrets: {} });
    await lost.query("select 1");
    const nowhere = poolWith({ options: "-c search_path=nowhere" });
    const homeless = createRonda({ app: "shop", database: nowhere, jobs: [mails], secrets: {} });
    await expect(homeless.migrate()).rejects.toThrow('name one, such as schema: "shop_ronda"');
    await pool.query("create schema nowhere");
    await homeless.migrate();
    expect(await homeless.runs()).toEqual([]);
    await pool.query("drop schema nowhere cascade");
    await expect(ronda.runs()).rejects.toThrow();
  });
});
