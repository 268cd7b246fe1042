import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";
import { createRonda, defineJob, type Ronda } from "ronda";
import { nodeHandler } from "ronda/node";
import { parseSchedule } from "ronda/schedule";
import { z } from "zod";
import { freshDatabase } from "./own-database.ts";

const minutes = (count: number) => count * 60_000;
const hours = (count: number) => count * 3_600_000;

/** A stranger's app that shows the engine's own page: a shop in Jakarta after a night in which some went wrong. */
export type Shop = {
  /** Where its page is. */
  url: string;
  /** Ends the run of the job that goes on. */
  finishSync: () => void;
  close: () => Promise<void>;
};

/** Starts the shop with a week of runs behind it. Its page is at `/admin/jobs`. */
export async function openShop(now: Date): Promise<Shop> {
  const pool = new pg.Pool({ connectionString: await freshDatabase(), max: 8 });
  pool.on("error", () => {});
  const syncing = Promise.withResolvers<void>();
  let clock = now;
  const ronda = createRonda({
    app: "Warung Sari",
    database: pool,
    jobs: jobsOf(() => clock, syncing.promise),
    secrets: { current: "too short" },
    clock: () => clock,
    logger: { info() {}, warn() {}, error() {} },
    host: "vps-1",
    release: "2026.11.2",
    displayZone: "Asia/Jakarta",
    zoneNames: { "Asia/Jakarta": "WIB" },
  });
  await loadWeek(ronda, now, (at) => {
    clock = at;
  });
  // What these jobs would take, if they did what they say.
  await pool.query(`update "CronRun" set "durationMs" = 400 + ascii(md5("id"::text)) * length("jobName") * 9`);
  await openIncident(pool, now);
  // The clock goes on from the moment to which it was set.
  const startedMs = performance.now();
  const engineClock = { valueOf: () => now.getTime() + performance.now() - startedMs };
  const ticking = setInterval(() => {
    clock = new Date(Number(engineClock));
  }, 50);
  const running = ronda.runCron("sync-stock");
  const server = await serve(ronda);
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/admin/jobs`,
    finishSync: syncing.resolve,
    async close() {
      syncing.resolve();
      await running;
      clearInterval(ticking);
      server.close().closeAllConnections();
      await ronda.stop();
      await pool.end();
    },
  };
}

function jobsOf(clock: () => Date, synced: Promise<void>) {
  let backups = 0;
  return [
    defineJob({
      name: "send-receipts",
      schedule: "*/15 * * * *",
      description: { id: "Mengirim kuitansi yang menunggu", en: "Sends the receipts that wait" },
      run: ({ log }) => {
        log.info("sent", { receipts: 3 });
        return { sent: 3, ids: ["R-1041", "R-1042", "R-1043"], skipped: 0 };
      },
    }),
    defineJob({
      name: "nightly-backup",
      schedule: "0 18 * * *",
      description: { id: "Mencadangkan basis data ke penyimpanan lain", en: "Copies the database to another store" },
      run: ({ log }) => {
        log.info("dumping", { tables: 42 });
        log.warn("the dump took longer than yesterday's");
        backups += 1;
        if ([3, 7].includes(backups)) {
          log.error("upload refused");
          const cause = new Error('bucket "cadangan" <eu-1> answered 507 & closed the connection');
          throw new Error("The backup could not be uploaded", { cause });
        }
        return { bytes: 1_048_576 * backups, files: ["db.sql.zst"] };
      },
    }),
    defineJob({
      name: "expire-carts",
      schedule: "*/30 * * * *",
      description: { id: "Mengosongkan keranjang yang ditinggalkan", en: "Empties carts that were left" },
      run: () => ({ expired: 0, ids: [] }),
    }),
    defineJob({
      name: "sync-stock",
      schedule: "7 * * * *",
      description: { id: "Menyamakan stok dengan gudang", en: "Brings the stock in line with the warehouse" },
      run: async ({ log, now }) => {
        log.info("asked the warehouse");
        // Only the run of the moment goes on; those of the week are over.
        if (clock().getTime() - now.getTime() < minutes(1) && now.getSeconds() === 30) await synced;
        return { items: 1284, changed: 17 };
      },
    }),
    defineJob({
      name: "weekly-report",
      schedule: "0 9 * * 1",
      timeZone: "Asia/Jakarta",
      description: { id: "Menyusun laporan mingguan", en: "Writes the weekly report" },
      input: z.object({ week: z.number().int().min(1).max(53) }).optional(),
      run: ({ note, input }) => {
        note("2 shops had no sales");
        return { shops: 12, ...input };
      },
    }),
  ];
}

/** What the jobs did in the week before `now`: one stopped coming half a day ago, because its secret is an old one. */
async function loadWeek(ronda: Ronda, now: Date, setClock: (at: Date) => void): Promise<void> {
  const weekAgo = new Date(now.getTime() - hours(24 * 7));
  setClock(weekAgo);
  await ronda.migrate();
  const slots = ronda.jobs
    .flatMap(({ name, schedule, timeZone }) =>
      parseSchedule(schedule, timeZone)
        .between(weekAgo, now)
        .map((slotAt) => ({ name, slotAt })),
    )
    .filter(({ name, slotAt }) => {
      const agoMs = now.getTime() - slotAt.getTime();
      if (name === "expire-carts") return agoMs > hours(12) && agoMs < hours(30);
      return name === "send-receipts" || name === "sync-stock" ? agoMs < hours(8) : true;
    })
    .sort((one, other) => one.slotAt.getTime() - other.slotAt.getTime());
  for (const { name, slotAt } of slots) {
    setClock(new Date(slotAt.getTime() + 2000));
    await ronda.runCron(name);
  }
  setClock(new Date(now.getTime() - minutes(4)));
  for (const name of ["expire-carts", "expire-carts", "drop-tables"]) {
    const headers = { authorization: "Bearer an old secret", "user-agent": "curl/8.5.0" };
    await ronda.handle(new Request(`http://localhost/api/cron/${name}`, { headers }), name);
  }
  setClock(new Date(now.getTime() - minutes(2)));
  await ronda.patrol();
  setClock(now);
}

/** The incident of the backup that failed: somebody looks after it, one channel has told of it, and one has not yet. */
async function openIncident(pool: pg.Pool, now: Date): Promise<void> {
  const id = "019ab2aa-0000-7000-8000-0000000000aa";
  const [opened, seen] = [new Date(now.getTime() - hours(6)), new Date(now.getTime() - minutes(50))];
  await pool.query(
    `insert into "RondaIncident" ("id", "subjectKind", "subjectName", "severity", "reasons", "openedAt", "checkedAt", "runId",
       "acknowledgedAt", "acknowledgedBy", "acknowledgedReason", "alertCount")
     select $1, 'job', "jobName", 'FAILED', jsonb_build_array(jsonb_build_object('kind', 'error', 'message', "errorMessage",
       'runId', "id", 'since', $2::timestamptz)), $2, $3, "id", $3, 'Hugo', 'asked the store', 2
     from "CronRun" where "jobName" = 'nightly-backup' and "status" = 'FAILED' order by "id" desc limit 1
     on conflict do nothing`,
    [id, opened, seen],
  );
  await pool.query(
    `insert into "RondaIncidentEvent" ("incidentId", "at", "kind", "actor", "reason")
     select id, at, kind, actor, reason from (values ($1::uuid, $2::timestamptz, 'opened', null, null),
       ($1::uuid, $3::timestamptz, 'acknowledged', 'Hugo', 'asked the store')) as told (id, at, kind, actor, reason)
     where exists (select from "RondaIncident" where "id" = $1)`,
    [id, opened, seen],
  );
}

async function serve(ronda: Ronda): Promise<Server> {
  const authorize = (request: Request) => (request.headers.get("cookie")?.includes("visitor=eve") ? false : "Sari");
  const server = createServer(nodeHandler((request) => ronda.page(request, { authorize })));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
