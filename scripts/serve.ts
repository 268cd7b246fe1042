import { existsSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { startEmbedded, stopEmbedded } from "#db/embedded.ts";
import { defaultDataFolder, environmentSources } from "#env.ts";
import { withLock } from "./ensure/lock.mjs";
import { explain, SetupError } from "./ensure/setup-error.mjs";
import { keepGenerated, newSecret } from "./generated-secrets.ts";
import { listenError } from "./port.ts";
import { register, unregister } from "./running.ts";

const root = join(import.meta.dirname, "..");

/**
 * Ends the process with the reason where it is something that the person at the keyboard can mend, else with the stack.
 * The exit code is 2 for a line that the command does not know, else 1.
 */
export function explainAndExit(error: unknown): never {
  const known = [
    ...["EnvError", "EmbeddedPostgresError", "NoDatabaseError", "NoAuthSecretError", "PostgresProgramError"],
    ...[
      "BackupError",
      "RestoreError",
      "NoBackupError",
      "HalfRestoredError",
      "BeforeBaselineError",
      "WrongEncodingError",
      "FilesOfAnotherDatabaseError",
    ],
    ...["UsageError", "UnreadableMarkError", "WrongStoreError", "BucketError"],
  ];
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const explained = known.includes(name) ? message : explain(error);
  console.error(explained ? `\n${explained}\n` : stack);
  process.exit(name === "UsageError" ? 2 : 1);
}

/** The data folder as the environment names it, before the whole environment is checked. */
export function dataFolder(): string {
  return resolve(root, environmentSources().SETRIP_DATA_DIR ?? ".data");
}

/**
 * The same, which has to be there where somebody named it: on a disk that is not mounted or under a mistyped name a new
 * and empty database would be made. Throws.
 */
export function namedDataFolder(): string {
  const folder = dataFolder();
  if (folder !== defaultDataFolder() && !existsSync(folder)) {
    throw new SetupError(
      `SETRIP_DATA_DIR names ${folder}, which does not exist. Is the name right, is its disk mounted?\n` +
        `For a new one: sudo install -d -o $(whoami) ${folder}`,
    );
  }
  return folder;
}

/** True where the folder holds the demo's sample data, whose passwords everybody knows. */
export function isDemoFolder(dataDir: string): boolean {
  return existsSync(join(dataDir, "demo"));
}

/**
 * Starts the embedded server for this process and stops it when this process ends as the last one that uses it. While
 * `prepare` runs, no other process starts or prepares the same folder.
 */
export async function keepEmbeddedServerRunning(
  dataDir: string,
  prepare: () => Promise<void> = async () => {},
): Promise<void> {
  mkdirSync(dataDir, { recursive: true });
  await withLock(join(dataDir, "start.lock"), async () => {
    keepGenerated(dataDir, { AUTH_SECRET: newSecret });
    register(dataDir);
    process.once("exit", () => letGo(dataDir));
    // Until the server answers signals, they end the process through the line above.
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => process.exit(1));
    await startEmbedded(dataDir);
    await prepare();
  });
}

function letGo(dataDir: string): void {
  try {
    if (unregister(dataDir).last) stopEmbedded(dataDir);
  } catch (error) {
    console.error(`PostgreSQL in ${dataDir} was not stopped: ${(error as Error).message}`);
  }
}

/** Throws when the port cannot be listened on, with what to do instead. `command` is what the person typed. */
export async function checkPort(port: number, command: string): Promise<void> {
  const code = await listenError(port);
  if (code === "EADDRINUSE") throw taken(port, command);
  if (code === "EACCES") throw new SetupError(`Ports below 1024 need root. Take another: PORT=3000 ${command}`);
  if (code) throw new SetupError(`Port ${port} cannot be used: ${code}`);
}

function taken(port: number, command: string): SetupError {
  return new SetupError(
    `Port ${port} is taken by another program. Stop it, or take another: PORT=${port + 1} ${command}`,
  );
}

/** Turns this process into the app's server, so that signals, exit code and process number are the app's own. */
export async function becomeServer(args: string[]): Promise<void> {
  const { addressFrom } = await import("#server/address.ts");
  const { serve } = await import("#server/front.ts");
  const address = addressFrom(args);
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.removeAllListeners(signal);
  await serve(address).catch((error: NodeJS.ErrnoException) => {
    // Somebody who started at the same moment was first.
    throw error.code === "EADDRINUSE" ? taken(address.port, "npm start") : error;
  });
}
