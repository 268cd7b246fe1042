import { createRonda } from "ronda";
import { clock } from "#clock.ts";
import { pool } from "#db/connection.ts";
import { jobs } from "#jobs/index.ts";
import { displayZone } from "#ronda.config.ts";

/** The engine as its pages find it after a night in which whoever could say something said one word without end. */
export async function longNight(word: string) {
  const channels = [{ name: "chat", send: () => Promise.reject(new Error(word)) }];
  const logger = { info() {}, warn() {}, error() {} };
  const settings = { app: "setrip", database: pool(), jobs, channels, secrets: {}, clock, logger, displayZone };
  const engine = createRonda({ ...settings, host: word, release: word });
  const by = { by: word, reason: word };

  for (const name of ["prune", "backup"] as const)
    await engine.runCron(
      name,
      ({ log }) => {
        log.warn(word, { [word]: word });
        throw new Error(word, { cause: new Error(word) });
      },
      { trigger: "manual", actor: word },
    );
  const told = await engine.runCron("money-reconcile", () => ({ [word]: word, note: word }), {
    trigger: "manual",
    actor: word,
  });
  const again = await engine.runCron("backup", () => ({}), { trigger: "manual", actor: word });
  if (!told.ok || !again.ok) throw new Error("these runs should have gone well");
  await engine.patrol();
  const [open] = await engine.incidents({ open: true, name: "prune" });
  await engine.acknowledge(open!.id, by);
  await engine.snooze(open!.id, { ...by, until: new Date(clock().getTime() + 3_600_000) });
  await engine.pause("cleanup-trip-images", by);
  await engine.patrol();
  const runs = (await engine.runs({ limit: 20 })).filter(({ trigger }) => trigger === "manual");
  return { engine, runs: runs.map(({ id }) => id), incidents: (await engine.incidents()).map(({ id }) => id) };
}
