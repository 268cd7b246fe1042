import type { Route } from "next";

/** The pages below the morning page, by what they show. */

export const systemPath = "/admin/system";

/** A job's own page. */
export const jobPath = (name: string) => `${systemPath}/jobs/${encodeURIComponent(name)}` as Route;

/** One run. */
export const runPath = (id: string) => `${systemPath}/runs/${encodeURIComponent(id)}` as Route;

/** One incident. */
export const incidentPath = (id: string) => `${systemPath}/incidents/${encodeURIComponent(id)}` as Route;

/** The runbook, at the part about a reason. */
export const runbookPath = (part: string) => `${systemPath}/panduan#${part}` as Route;
