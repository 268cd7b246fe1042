import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { RondaConfig, RunsReader } from "../config.ts";
import { curlConfig, writePrivateFile } from "../exports/curl-config.ts";
import { triggerScript, triggerScriptPath } from "../exports/trigger-script.ts";
import { patrolName } from "../http/handle.ts";
import type { JobOverview } from "../types.ts";
import type { Done } from "./act.ts";
import { changeEnvFile, noteIn, readEnvFile } from "./env-file.ts";
import { installedFiles } from "./installed-files.ts";
import { jobAddress } from "./reader.ts";
import { UsageError } from "./usage-error.ts";

/** The flags of `ronda rotate`. */
export type RotateFlags = {
  finish?: boolean;
  leaked?: boolean;
  new?: boolean;
  status?: boolean;
  force?: boolean;
  url?: string;
};

/** As many as `openssl rand -hex 32` gives. */
const secretBytes = 32;

/** How long the app may take to say whether it knows a secret: it patrols meanwhile. */
const probeTimeoutMs = 60_000;

/** The comment that remembers, in the file of variables, when the secret changed, or when that was finished. */
const remembered = "# ronda rotate: CRON_SECRET";
const [changedAt, finishedAt] = ["changed at", "finished at"] as const;

/** Where a rotation stands: `since` when one was begun that is not finished, `finished` when the last one was. */
type Rotation = {
  file: string;
  current: string;
  previous: string | undefined;
  since: Date | undefined;
  finished: Date | undefined;
};

/**
 * Changes the secret step by step, each safe to repeat and to be killed in: a new one in the file of variables beside the
 * old one; after the restart, when the app takes the new one, the file that the scheduler's curl reads; and with `finish`
 * the old one away, once nobody uses it. `leaked` takes the old one away at once. After one that was finished another
 * begins only with `new`; `status` tells where it stands, and changes nothing. Exit code 2 while something is left to do,
 * which is said; 1 where `finish` is refused.
 */
export async function rotate(config: RondaConfig, flags: RotateFlags): Promise<Done> {
  const rotation = rotationOf(config);
  if (flags.status) return await status(config, rotation);
  if (flags.finish) return await finish(config, rotation, flags);
  const { current, previous, since, finished } = rotation;
  if (previous === undefined && finished && !flags.leaked && !flags.new) return allDone(finished);
  const isBegun = previous !== undefined ? !flags.leaked : since !== undefined && !isWritten(config, current);
  if (!isBegun) return begin(config, rotation, flags);
  return await goOn(config, rotation, flags);
}

function rotationOf(config: RondaConfig): Rotation {
  const file = resolve(config.envFile ?? ".env");
  const { CRON_SECRET: current, CRON_SECRET_PREVIOUS: previous } = readEnvFile(file);
  if (!current) throw new UsageError(`${file} has no CRON_SECRET; put the output of \`openssl rand -hex 32\` there`);
  if (config.secret !== current) {
    throw new UsageError(
      `the secret that counts is not that of ${file}: the environment of this command has another one. Change it where it is set`,
    );
  }
  const note = noteIn(file, remembered) ?? "";
  const at = (what: string) => (note.startsWith(what) ? new Date(note.slice(what.length).trim()) : undefined);
  return { file, current, previous: previous || undefined, since: at(changedAt), finished: at(finishedAt) };
}

function remember(what: typeof changedAt | typeof finishedAt): { beginning: string; text: string } {
  return { beginning: remembered, text: `${what} ${new Date().toISOString()}` };
}

function allDone(finished: Date): Done {
  const print = `finished at ${finished.toISOString()}; nothing to do. A new secret: npx ronda rotate --new`;
  return { print, code: 0 };
}

async function status(config: RondaConfig, rotation: Rotation): Promise<Done> {
  const { current, previous, since, finished } = rotation;
  if (previous === undefined && finished) return allDone(finished);
  const begun = `begun${since ? ` at ${since.toISOString()}` : ""}`;
  if (previous === undefined) {
    if (since && !isWritten(config, current))
      return left([`${begun}: the old secret is no longer valid`], ["npx ronda rotate"]);
    return { print: "none is under way. To begin one: npx ronda rotate", code: 0 };
  }
  const users = await stillOnOld(config, rotation);
  const told = users.length > 0 ? ["the old one may not go yet:", ...users] : [];
  return left([`${begun}: both secrets are valid`, ...told], ["npx ronda rotate"]);
}

function begin(config: RondaConfig, { file, current }: Rotation, { leaked }: RotateFlags): Done {
  const values = { CRON_SECRET: randomBytes(secretBytes).toString("hex"), CRON_SECRET_PREVIOUS: leaked ? "" : current };
  changeEnvFile(file, values, remember(changedAt));
  const said = leaked
    ? "triggers are refused from the restart until the last step; the next run makes up for them"
    : "the old secret stays valid, so that no trigger is refused";
  return left([`wrote a new secret to ${file}: ${said}`], [restartOf(config), "npx ronda rotate"]);
}

/** The app was given the new secret; whoever triggers gets it when the app takes it. */
async function goOn(config: RondaConfig, rotation: Rotation, flags: RotateFlags): Promise<Done> {
  const problem = await refusal(config, rotation.current, flags.url);
  if (problem)
    return left(
      [`the running app does not take the new secret yet: ${problem}`],
      [restartOf(config), "npx ronda rotate"],
    );

  const { curlConfigPath } = installedFiles(config);
  writePrivateFile(curlConfigPath, curlConfig(rotation.current));
  writePrivateFile(triggerScriptPath(curlConfigPath), triggerScript());
  const written = `the app takes the new secret, and ${curlConfigPath} has it`;
  if (rotation.previous === undefined) {
    changeEnvFile(rotation.file, {}, remember(finishedAt));
    return { print: `${written}; the old one is no longer valid`, code: 0 };
  }
  const users = await stillOnOld(config, rotation);
  if (users.length > 0)
    return left([written, "the old one may not go yet:", ...users], ["npx ronda rotate   (again later)"]);
  return left([written, "no job is triggered with the old one any more: it may go"], ["npx ronda rotate --finish"]);
}

async function finish(config: RondaConfig, rotation: Rotation, { force }: RotateFlags): Promise<Done> {
  const { file, current, previous } = rotation;
  if (previous === undefined) return { print: "there is no old secret: nothing to finish", code: 0 };
  const users = force ? [] : await stillOnOld(config, rotation);
  if (!force && !isWritten(config, current))
    users.push("  the file of the scheduler's curl has the old one: npx ronda rotate");
  if (users.length > 0) {
    return {
      complain: ["the old secret is still needed (--force takes it away all the same):", ...users].join("\n"),
      code: 1,
    };
  }
  changeEnvFile(file, { CRON_SECRET_PREVIOUS: "" }, remember(finishedAt));
  return left([`took the old secret out of ${file}; it is valid until the app is restarted`], [restartOf(config)]);
}

/** Jobs of whose next trigger nobody knows whether it has the new secret, with what is known, a line each. */
async function stillOnOld(config: RondaConfig, { since }: Rotation): Promise<string[]> {
  const { overview } = (await config.ronda()) as RunsReader;
  if (!overview) throw new UsageError("ronda in the configuration must give the engine itself: it has no overview()");
  const names = new Set(config.jobs.map(({ name }) => name));
  const { jobs } = await overview();
  return jobs.filter(({ name }) => names.has(name)).flatMap((job) => whyOnOld(job, since));
}

function whyOnOld({ name, lastTrigger, nextSlotAt }: JobOverview, since: Date | undefined): string[] {
  if (lastTrigger === null || lastTrigger.secret === null) return [];
  const isNew = lastTrigger.secret === "current" && (since === undefined || lastTrigger.at > since);
  if (isNew) return [];
  const next = nextSlotAt ? `; next due ${nextSlotAt.toISOString()}` : "";
  return [`  ${name}: last triggered with the old one at ${lastTrigger.at.toISOString()}${next}`];
}

function isWritten(config: RondaConfig, secret: string): boolean {
  const { curlConfigPath } = installedFiles(config);
  return existsSync(curlConfigPath) && readFileSync(curlConfigPath, "utf8") === curlConfig(secret);
}

/** Why the app does not take a secret; nothing where it does. Asks by having it patrol, which runs no job. */
async function refusal(config: RondaConfig, secret: string, url: string | undefined): Promise<string | undefined> {
  const address = jobAddress(config, patrolName, url);
  try {
    const headers = { authorization: `Bearer ${secret}` };
    const response = await fetch(address, { headers, signal: AbortSignal.timeout(probeTimeoutMs) });
    await response.body?.cancel();
    return response.ok ? undefined : `${address} answers ${response.status}`;
  } catch (error) {
    return `no response from ${address}: ${((error as Error).cause as Error | undefined)?.message ?? (error as Error).message}`;
  }
}

function restartOf({ restart }: RondaConfig): string {
  return restart ?? "restart the app, so that it reads its environment anew";
}

function left(said: string[], steps: string[]): Done {
  return { print: [...said, "", "next:", ...steps.map((step) => `  ${step}`)].join("\n"), code: 2 };
}
