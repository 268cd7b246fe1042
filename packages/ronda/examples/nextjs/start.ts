import { stopOnSignal } from "ronda/node";
import { ronda } from "./ronda.ts";

/** What every process of the app does before it serves. */
export async function start(): Promise<void> {
  await ronda.migrate(); // Ronda's own tables; safe when ten processes start at once
  ronda.startScheduler(); // or ronda.startPatrol(), where a crontab triggers the jobs
  stopOnSignal(ronda, { server: "next" });
}
