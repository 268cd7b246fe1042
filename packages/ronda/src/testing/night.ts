import type pg from "pg";
import { defineJob, type Job } from "../job/job.ts";
import type { Channel } from "../types.ts";

/** Something that is done in one step, at which a test may stop it: a statement of SQL, or what is called by its name. */
export type Step = <Result>(what: string, work: () => Promise<Result>) => Promise<Result>;

const atOnce: Step = (_, work) => work();

/** The job of a night in which processes are killed: it keeps what it has done in a table of the test, `Work`, and fails where it is told to. */
export function nightJob(
  pool: pg.Pool,
  { fails = () => false, take = atOnce }: { fails?: () => boolean; take?: Step } = {},
): Job {
  return defineJob({
    name: "send-receipts",
    schedule: "*/5 * * * *",
    description: "Sends receipts",
    async run({ now }) {
      await take("work", () => pool.query(`insert into "Work" ("at") values ($1)`, [now]));
      if (fails()) throw new Error("the printer is on fire");
      return { sent: 1 };
    },
  });
}

/** A channel that posts each alert to an address as a real one does. */
export function hook(address: string, app: string, take: Step = atOnce): Channel {
  return {
    name: "hook",
    async send({ id, kind, incidentId }, signal) {
      const body = JSON.stringify({ app, id, kind, incidentId });
      const response = await take("send", () => fetch(address, { method: "POST", body, signal }));
      if (!response.ok) throw new Error(`refused with ${response.status}`);
    },
  };
}
