import { mkdirSync } from "node:fs";
import { NoDatabaseError } from "#db/connection.ts";
import { connectionError } from "#db/connection-error.ts";
import { BeforeBaselineError, HalfRestoredError, WrongEncodingError } from "#db/migrate.ts";
import { checkPolicy, PolicyError } from "#domain/policy-problems.ts";
import { authSecret, defaultDataFolder, EnvError, env, NoAuthSecretError } from "#env.ts";
import { checkPlaces } from "#env-warnings.ts";
import { dataFolderNeed, folderCause, isWell } from "#health/readiness.ts";

/**
 * What keeps the app from starting, before the database is asked. Each process looks at its start, and a deployment does
 * before it touches what runs: both here, so that neither can let through what the other refuses.
 */
export async function checkStart(): Promise<void> {
  checkPlaces();
  env();
  authSecret();
  checkPolicy();
  await checkDataFolder();
}

/** The folder that nobody named is made; one that was named and is not there is a typing error or a disk that is missing. */
async function checkDataFolder(): Promise<void> {
  const { SETRIP_DATA_DIR: folder } = env();
  if (folder === defaultDataFolder()) mkdirSync(folder, { recursive: true });
  const state = await dataFolderNeed();
  // Nobody pays or travels by photos: it serves, and the morning page and readiness say what is wrong. On a full disk the
  // jobs make room, which nobody would who has not started.
  if (["lost", "full"].includes(folderCause(state))) return console.warn(`SETRIP_DATA_DIR ${folder}: ${state}`);
  if (!isWell(state)) throw new EnvError(`SETRIP_DATA_DIR ${folder} ${state}`);
}

/** A known problem in its own words; the rest with its stack. */
export function startProblem(error: unknown): string {
  if (error instanceof EnvError) return `The environment is not right, so SeTrip does not start:\n${error.message}`;
  const known = [NoDatabaseError, NoAuthSecretError, HalfRestoredError, BeforeBaselineError, WrongEncodingError];
  if (known.some((each) => error instanceof each)) return (error as Error).message;
  if (error instanceof PolicyError) {
    return `The numbers in domain/policy.ts do not fit each other, so SeTrip does not start:\n${error.message}`;
  }
  const problem = connectionError(error);
  if (problem) return problem;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
