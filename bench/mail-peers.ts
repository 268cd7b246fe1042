import { pool } from "#db/connection.ts";
import type { Mailer, OutgoingMail } from "#gateways/mail/mailer.ts";
import { peer } from "./peers/peer.ts";

/** Drains `mails` once, already queued, and returns when all are done. `send` takes up to 100. */
type Send = (mails: OutgoingMail[]) => Promise<unknown>;
export type Rival = { queue: (mails: OutgoingMail[]) => Promise<void>; drain: (send: Send) => Promise<void> };

export const sendWith =
  (mailer: Mailer): Send =>
  (mails) =>
    mailer.sendBatch(mails, { key: crypto.randomUUID() });

/** Pages of 1,000 rows of our own table, ten calls in flight, one statement to claim a page and one to mark it. */
export const plainLoop: Rival = {
  queue: async () => {},
  drain: async (send) => {
    for (let page = await claimPage(1_000); page.length > 0; page = await claimPage(1_000)) {
      await Promise.all(hundreds(page).map(send));
      await markPage(page);
    }
  },
};

/** The database's share alone: one statement claims everything, one marks it. */
export const bareStatements: Rival = {
  queue: async () => {},
  drain: async () => markPage(await claimPage(1_000_000)),
};

type Claimed = OutgoingMail & { id: string };

async function claimPage(size: number): Promise<Claimed[]> {
  const { rows } = await pool().query<Claimed>(
    `update "EmailJob" set "lockedUntil" = now() + interval '5 minutes' where "id" in (
       select "id" from "EmailJob" where "status" in ('PENDING', 'FAILED') and "deadAt" is null and "batchKey" is null
         and "nextAttemptAt" <= now() and "lockedUntil" is null order by "nextAttemptAt", "id" limit ${size}
       for update skip locked
     ) returning "id", "fromAddress" as "from", "toEmail" as "to", "subject", "html", "text"`,
  );
  return rows;
}

async function markPage(page: Claimed[]): Promise<void> {
  await pool().query(
    `update "EmailJob" set "status" = 'SENT', "sentAt" = now(), "attempts" = "attempts" + 1 where "id" = any($1)`,
    [page.map(({ id }) => id)],
  );
}

function hundreds<Mail>(mails: Mail[]): Mail[][] {
  return Array.from({ length: Math.ceil(mails.length / 100) }, (_, at) => mails.slice(at * 100, at * 100 + 100));
}

type Job = { id: string; data: OutgoingMail };
type PgBossModule = {
  PgBoss: new (
    url: string,
  ) => {
    start: () => Promise<unknown>;
    stop: (options: object) => Promise<void>;
    on: (event: "error", listener: (error: Error) => void) => void;
    createQueue: (name: string) => Promise<void>;
    insert: (name: string, jobs: { data: object }[]) => Promise<unknown>;
    fetch: (name: string, options: { batchSize: number }) => Promise<Job[]>;
    complete: (name: string, ids: string[]) => Promise<unknown>;
  };
};

/** pg-boss at its best setting: `fetch` and `complete` of 1,000, two pages in flight. Undefined when it is not installed. */
export async function pgBoss(databaseUrl: string): Promise<(Rival & { stop: () => Promise<void> }) | undefined> {
  const library = await peer<PgBossModule>("pg-boss");
  if (!library) return undefined;
  const boss = new library.PgBoss(databaseUrl);
  boss.on("error", (error) => console.error(error.message));
  await boss.start();
  await boss.createQueue("mail");
  return {
    queue: async (mails) => {
      for (const page of hundreds(mails)) {
        await boss.insert(
          "mail",
          page.map((data) => ({ data })),
        );
      }
    },
    drain: async (send) => {
      const worker = async () => {
        for (let jobs = await boss.fetch("mail", { batchSize: 1_000 }); jobs.length > 0; ) {
          await Promise.all(hundreds(jobs.map(({ data }) => data)).map(send));
          await boss.complete(
            "mail",
            jobs.map(({ id }) => id),
          );
          jobs = await boss.fetch("mail", { batchSize: 1_000 });
        }
      };
      await Promise.all([worker(), worker()]);
    },
    stop: () => boss.stop({ graceful: false }),
  };
}

type GraphileModule = {
  makeWorkerUtils: (options: object) => Promise<{
    migrate: () => Promise<void>;
    addJobs: (jobs: { identifier: string; payload: object }[]) => Promise<unknown>;
    release: () => Promise<void>;
  }>;
  run: (options: object) => Promise<{ stop: () => Promise<void> }>;
  Logger: new (scope: () => () => void) => object;
};

/** graphile-worker with its local queue, a job a mail: it has no batches to send. Undefined when it is not installed. */
export async function graphileWorker(databaseUrl: string): Promise<Rival | undefined> {
  const library = await peer<GraphileModule>("graphile-worker");
  if (!library) return undefined;
  const logger = new library.Logger(() => () => {});
  const utils = await library.makeWorkerUtils({ connectionString: databaseUrl, logger });
  await utils.migrate();
  let queued = 0;
  return {
    queue: async (mails) => {
      queued = mails.length;
      for (const page of hundreds(mails)) {
        await utils.addJobs(page.map((payload) => ({ identifier: "mail", payload })));
      }
    },
    drain: async () => {
      let done = 0;
      let finish = () => {};
      const finished = new Promise<void>((resolve) => {
        finish = resolve;
      });
      const task = () => {
        if (++done === queued) finish();
      };
      const worker = { localQueue: { size: 500 }, completeJobBatchDelay: 0, failJobBatchDelay: 0, concurrentJobs: 24 };
      const options = { connectionString: databaseUrl, logger, noHandleSignals: true, preset: { worker } };
      const runner = await library.run({ ...options, taskList: { mail: task } });
      await finished;
      // Completions are written in the background; stopping waits for them.
      await runner.stop();
    },
  };
}
