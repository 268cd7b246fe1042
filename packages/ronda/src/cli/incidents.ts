import { styleText } from "node:util";
import type { RondaConfig } from "../config.ts";
import { zoneLabel } from "../schedule/time-zone.ts";
import type { Incident } from "../types.ts";
import { wordsFor } from "../words/words.ts";
import { engineOf } from "./act.ts";
import { clockIn } from "./moment.ts";
import { readerOf } from "./reader.ts";
import { table } from "./table.ts";

/** The flags of `ronda incidents`. */
export type IncidentsFlags = { open: boolean; limit: number; json: boolean; zone?: string };

const longestCause = 80;

/** The newest incidents, newest first: a table, or a JSON array. */
export async function listIncidents(config: RondaConfig, { open, limit, json, zone }: IncidentsFlags): Promise<string> {
  const engine = await engineOf(config, "incidents");
  const found = await engine.incidents({ limit, ...(open ? { open } : {}) });
  if (json) return JSON.stringify(found, null, 2);
  if (found.length === 0) return open ? "nothing is wrong" : "no incidents";
  const { displayZone, zoneNames } = readerOf(config, { displayZone: zone });
  const words = wordsFor({ locale: "en", displayZone, zoneNames });
  const clock = (at: Date) => clockIn(displayZone, at);
  const rows = found.map((incident) => [
    clock(incident.since),
    incident.subject.name,
    styleText(incident.severity === "FAILED" ? "red" : "yellow", incident.severity),
    stateOf(incident, clock),
    cut(incident.reasons[0] ? words.reason(incident.reasons[0]) : ""),
    incident.id,
  ]);
  return table([`SINCE (${zoneLabel(displayZone, zoneNames)})`, "OF", "BADGE", "STATE", "CAUSE", "ID"], rows);
}

function stateOf(incident: Incident, clock: (at: Date) => string): string {
  const { resolvedAt, acknowledged, snoozed, handling } = incident;
  if (resolvedAt) return `resolved ${clock(resolvedAt)}`;
  if (handling === "snoozed" && snoozed) return `snoozed until ${clock(snoozed.until)} by ${snoozed.by}`;
  return acknowledged ? `acknowledged by ${acknowledged.by}` : "open";
}

function cut(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > longestCause ? `${line.slice(0, longestCause - 1)}…` : line;
}
