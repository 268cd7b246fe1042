/**
 * What an app writes that uses the package, for the compiler only: nothing here runs. Each `@ts-expect-error` is a mistake
 * that must be found, and everything else must compile with the strictest settings; see `types.test.ts`.
 */
import pg from "pg";
import {
  type Channel,
  createRonda,
  DefinitionError,
  defineConfig,
  defineJob,
  discord,
  type Job,
  type Ronda,
  type RunOutcome,
} from "ronda";
import { nodeHandler, stopOnSignal } from "ronda/node";
import { parseSchedule, type Schedule } from "ronda/schedule";
import type { LocalizedText, PayloadOf, RunOptions, Secrets } from "ronda/types";
import { scheduleInWords, textIn } from "ronda/words";

const { CRON_SECRET, RELEASE, ADMIN_ALERT_WEBHOOK_URL, APP_URL } = process.env;

/** True where two types are the same in both directions. */
type Same<One, Other> = (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false;
const yes = <_Same extends true>() => {};

interface Receipts {
  sent: number;
  failed: string[];
}

export const sendReceipts = defineJob({
  name: "send-receipts",
  schedule: "*/5 * * * *",
  description: { de: "Verschickt Quittungen" },
  run: async ({ now, log, signal, beat, note }): Promise<Receipts> => {
    signal.throwIfAborted();
    if (!(await beat())) note(`stopped at ${now.toISOString()}`);
    try {
      throw new Error("the provider is away");
    } catch (error) {
      log.error("could not send", error);
      log.warn("went on", { error, receipt: 7 });
    }
    return { sent: 1, failed: [] };
  },
  expect: ({ sent }) => (sent === 0 ? "nothing was sent" : undefined),
});

export const forget = defineJob({ name: "forget", schedule: "0 3 * * *", description: "Forgets", run: async () => {} });

/** What a library with isolated declarations writes. */
export const annotated: Job<"annotated", { counted: number }> = defineJob({
  name: "annotated",
  schedule: "0 4 * * *",
  description: "Counts",
  timeZone: undefined,
  run: () => ({ counted: 1 }),
});

const secrets: Secrets = { current: CRON_SECRET, previous: undefined };
const mail: Channel = { name: "mail", send: async (alert, signal) => void [alert.message, signal.aborted] };

export const ronda = createRonda({
  app: "shop",
  database: new pg.Pool(),
  jobs: [sendReceipts, forget, annotated],
  channels: [
    mail,
    discord({ url: "https://discord.com/api/webhooks/1/x", pageUrl: undefined, text: ({ app }) => app }),
  ],
  secrets,
  release: RELEASE,
  clock: undefined,
  redact: [/sk_live_\w+/],
});

export async function names(unknown: string): Promise<void> {
  const receipts = await ronda.runCron("send-receipts");
  yes<Same<typeof receipts, RunOutcome<Receipts>>>();
  const nothing = await ronda.runCron("forget", undefined, { trigger: "manual", actor: undefined });
  yes<Same<typeof nothing, RunOutcome<Record<string, never>>>>();
  const byHand = await ronda.runCron("whatever-name", async () => ({ done: true }));
  yes<Same<typeof byHand, RunOutcome<{ done: boolean }>>>();
  const silent = await ronda.runCron("whatever-name", () => {});
  yes<Same<typeof silent, RunOutcome<PayloadOf<undefined>>>>();

  // @ts-expect-error: a name that no job has
  await ronda.runCron("send-recipts");
  // @ts-expect-error: a name that may be any text
  await ronda.runCron(unknown);
  // @ts-expect-error: no name at all
  await ronda.runCron();
  // @ts-expect-error: another trigger
  await ronda.runCron("forget", undefined, { trigger: "schedul" });
  await ronda.handle(new Request("https://shop.example"), unknown);

  const known = ronda.jobs.find(({ name }) => name === unknown);
  if (known) await ronda.runCron(known.name);
  const anyEngine: Ronda = ronda;
  await anyEngine.runCron(unknown);
}

export function outcomes(outcome: RunOutcome<Receipts>): number {
  // @ts-expect-error: it may have been skipped, or failed
  outcome.payload.sent;
  if (!outcome.ok) return outcome.error.length;
  if (!outcome.skipped) return outcome.payload.sent + outcome.payload.failed.length;
  return outcome.skipped.length;
}

export function narrowed(outcome: RunOutcome<Receipts>): string | number {
  if (outcome.skipped) return outcome.skipped;
  if (outcome.ok) return outcome.payload.sent;
  return outcome.error;
}

export const mistakes = [
  // @ts-expect-error: an unknown option
  () => defineJob({ name: "a", shedule: "* * * * *", description: "A", run: () => {} }),
  () =>
    defineJob({
      name: "a",
      schedule: "* * * * *",
      description: "A",
      run: () => ({ n: 1 }),
      // @ts-expect-error: an example of what the job does not return
      example: { empty: { n: 0 }, full: { m: 1 } },
    }),
  // @ts-expect-error: a result that is no object
  () => defineJob({ name: "a", schedule: "* * * * *", description: "A", run: () => 5 }),
  () =>
    defineJob({
      name: "a",
      schedule: "* * * * *",
      description: "A",
      run: () => ({ n: 1 }),
      // @ts-expect-error: an expectation of what the job does not return
      expect: ({ m }) => m,
    }),
  // @ts-expect-error: a job that was not made by defineJob
  () => createRonda({ app: "shop", database: new pg.Pool(), secrets, jobs: [{ name: "a", schedule: "* * * * *" }] }),
  // @ts-expect-error: no secrets
  () => createRonda({ app: "shop", database: new pg.Pool(), jobs: [forget] }),
  // @ts-expect-error: a moment in place of a clock
  () => createRonda({ app: "shop", database: new pg.Pool(), jobs: [forget], secrets, clock: new Date() }),
  // @ts-expect-error: an address that may be missing
  () => discord({ url: ADMIN_ALERT_WEBHOOK_URL }),
  // @ts-expect-error: a misspelt option
  () => defineConfig({ app: "shop", jobs: [forget], url: "https://shop.example", ronda: () => ronda, secrit: "x" }),
  // @ts-expect-error: an event that does not happen
  () => ronda.on("run.finish", () => {}),
];

export default defineConfig({
  app: "shop",
  jobs: ronda.jobs,
  get url() {
    return APP_URL ?? "http://localhost:3000";
  },
  secret: CRON_SECRET,
  docs: { en: "docs/jobs.md" },
  ronda: () => ronda,
  close: undefined,
});

const options: RunOptions = { actor: undefined };
const text: LocalizedText = { id: "Mengirim", en: "Sends" };
const schedule: Schedule = parseSchedule("0 9 * * 1-5", "Europe/Berlin");
export const rest = [
  options,
  textIn(text, "id"),
  scheduleInWords(schedule, { locale: "en", displayZone: "UTC" }),
  nodeHandler((request) => ronda.handle(request, "forget")),
  () => stopOnSignal(ronda, { close: undefined }),
  ronda.on("run.finished", ({ jobName, status, latenessMs }) => [jobName, status, latenessMs]),
  (error: unknown) => error instanceof DefinitionError && error.message,
];
