import { disconnect } from "#db/connection.ts";
import { env } from "#env.ts";
import type { Bench } from "./bench.ts";

/** The process of one bench: started by `run.ts`, which set its environment; sends the rows back. */
const [name] = process.argv.slice(2);
const { bench } = (await import(`./${name}.bench.ts`)) as { bench: Bench };
const rows = await bench({
  databaseUrl: env().DATABASE_URL!,
  folder: env().SETRIP_DATA_DIR,
  say: (message) => console.error(`  ${message}`),
});
await disconnect();
process.send?.(rows, () => process.exit(0));
