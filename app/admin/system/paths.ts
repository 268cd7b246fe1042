import type { Route } from "next";

/** The pages below the morning page, by what they show. */

export const systemPath = "/admin/system";

/** A job's own page. */
export const jobPath = (name: string) => `${systemPath}/jobs/${encodeURIComponent(name)}` as Route;

/** One run. */
export const runPath = (id: string) => `${systemPath}/runs/${encodeURIComponent(id)}` as Route;

/** One incident. */
export const incidentPath = (id: string) => `${systemPath}/incidents/${encodeURIComponent(id)}` as Route;

/** What to do about something that is wrong, on its own page: a job's, or an incident's. */
export const mendPath = (page: Route) => `${page}#beres` as Route;

/** Where a channel of alerts is tested. */
export const channelPath = (name: string) => `${systemPath}#saluran-${encodeURIComponent(name)}` as Route;

/** The runbook, at one of its parts. */
export const runbookPath = (part: string) => `${systemPath}/panduan#${part}` as Route;
