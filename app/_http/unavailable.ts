import { unavailableDigest } from "#unavailable-marks.ts";

/** What `reading` gives, or `otherwise` where the database could not serve it in time; any other error is thrown on. */
export async function whenAvailable<Result, Otherwise>(
  reading: Promise<Result>,
  otherwise: Otherwise,
): Promise<Result | Otherwise> {
  try {
    return await reading;
  } catch (error) {
    if (isUnavailable(error)) return otherwise;
    throw error;
  }
}

/** Whether the database is to blame for this error. */
export function isUnavailable(error: unknown): boolean {
  return error instanceof Error && "digest" in error && error.digest === unavailableDigest;
}
