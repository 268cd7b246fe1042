import type { DoctorCheck } from "../config.ts";

/** One thing to look at: its name, for when the looking itself fails, and what was found. */
export type Look = { name: string; look: () => Promise<DoctorCheck[]> | DoctorCheck[] };

/** Something that is as it should be. */
export function well(name: string, why: string): DoctorCheck {
  return { name, state: "ok", why };
}

/** Something that will go wrong, or goes wrong unseen; `mend` is the command that helps. */
export function warning(name: string, why: string, mend?: string): DoctorCheck {
  return { name, state: "warning", why, ...(mend ? { mend } : {}) };
}

/** Something that is wrong. */
export function wrong(name: string, why: string, mend?: string): DoctorCheck {
  return { name, state: "error", why, ...(mend ? { mend } : {}) };
}
