import { statSync } from "node:fs";
import type { DoctorCheck } from "ronda/types";
import { assertAnswering, lookForSome } from "#domain/files/right-store.ts";
import { env, envFilePath } from "#env.ts";
import { privateFiles, tripPhotos } from "#gateways/storage/stores.ts";
import { limits } from "#limits.ts";

const name = "stored files";

/** How many names of missing files are told. */
const mostNames = 3;

/** Whether some of the photos and proofs that the database names are where they should be. All of them is the nightly job's. */
export async function storedFiles(): Promise<DoctorCheck[]> {
  const stores = { photos: tripPhotos(), papers: privateFiles() };
  const { looked, missing } = await lookForSome(stores, limits.doctor.filesLookedFor);
  if (looked === 0) {
    try {
      await assertAnswering(stores);
    } catch (error) {
      return [{ name, state: "error", why: (error as Error).message, mend: "grep '^S3_' .env" }];
    }
    return [{ name, state: "ok", why: "the database names none yet, and where they will be can be asked" }];
  }
  if (missing.length === 0) return [{ name, state: "ok", why: `all ${looked} that were looked for are there` }];
  const place = env().S3_BUCKET ? "S3_BUCKET" : "SETRIP_DATA_DIR";
  if (missing.length === looked) {
    const why = `none of the ${looked} that were looked for is there: is ${place} the right one, and mounted?`;
    return [{ name, state: "error", why, mend: env().S3_BUCKET ? undefined : 'ls "$SETRIP_DATA_DIR/uploads"' }];
  }
  const told = missing.slice(0, mostNames).join(", ");
  const why = `${missing.length} of the ${looked} that were looked for are missing in ${place}: ${told}`;
  return [{ name, state: "error", why, mend: "npx ronda run check-stored-files   (lists them all on /admin/system)" }];
}

/** Nothing where there is no `.env`: the environment comes from elsewhere. */
export function privateEnvFile(file = envFilePath()): DoctorCheck[] {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found || (found.mode & 0o077) === 0) return [];
  const mode = (found.mode & 0o777).toString(8).padStart(4, "0");
  const why = `others than its owner may read .env, which holds every secret (mode ${mode})`;
  return [{ name: "environment", state: "warning", why, mend: `chmod 600 ${file}` }];
}
