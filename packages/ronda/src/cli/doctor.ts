import { stripVTControlCharacters, styleText } from "node:util";
import type { DoctorCheck, RondaConfig } from "../config.ts";
import type { Done } from "./act.ts";
import { type Look, wrong } from "./check.ts";
import { appChecks } from "./doctor-app.ts";
import { hostChecks } from "./doctor-host.ts";
import { runChecks } from "./doctor-runs.ts";

/** How long the app's own checks may take together. */
const ownChecksTimeoutMs = 30_000;

/** The width of lines on a terminal. */
const columns = 80;

/** `found` is what was wrong already as the configuration was loaded: it stands first. */
export type DoctorOptions = { json?: boolean; url?: string; found?: DoctorCheck[] };

/**
 * Looks at everything between the host's clock and the last run: each thing ok, a warning or an error, why, and the command
 * that mends it. Changes nothing but that it has the app patrol. Exit code 1 where something is an error.
 */
export async function doctor(config: RondaConfig, { json, url, found = [] }: DoctorOptions): Promise<Done> {
  const looks = [...hostChecks(config), ...appChecks(config, url), ...runChecks(config), ...ownChecks(config)];
  const checks = [...found, ...(await Promise.all(looks.map(carefully))).flat()];
  const code = checks.some(({ state }) => state === "error") ? 1 : 0;
  return { print: json ? JSON.stringify(checks, null, 2) : report(checks), code };
}

/** What the app itself knows, by `checks` of the configuration. */
function ownChecks({ checks }: RondaConfig): Look[] {
  if (!checks) return [];
  const look = async () => {
    const signal = AbortSignal.timeout(ownChecksTimeoutMs);
    const tooLate = new Promise<never>((_, reject) => {
      signal.addEventListener("abort", () => reject(new Error(`no answer within ${ownChecksTimeoutMs / 1000} s`)));
    });
    return await Promise.race([checks(), tooLate]);
  };
  return [{ name: "the app's own checks", look }];
}

async function carefully({ name, look }: Look): Promise<DoctorCheck[]> {
  try {
    return await look();
  } catch (error) {
    return [wrong(name, `could not be looked at: ${error instanceof Error ? error.message : String(error)}`)];
  }
}

const colours = { ok: "green", warning: "yellow", error: "red" } as const;

/** The checks as people read them, worst first; the last line names what is wrong once more, above the prompt. */
export function report(checks: readonly DoctorCheck[]): string {
  const order = ["error", "warning", "ok"];
  const sorted = checks.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  const lines = sorted.flatMap(({ name, state, why, mend }) => [
    ...wrapped(`${styleText(colours[state], state.padEnd(7))}  ${name}: ${why}`, state.padEnd(7).length + 2),
    // In one line, however long: it is there to be copied.
    ...(mend ? [`         -> ${mend}`] : []),
  ]);
  const count = (state: DoctorCheck["state"]) => checks.filter((check) => check.state === state).length;
  const [errors, warnings] = [count("error"), count("warning")];
  const wrongs = [...new Set(checks.filter(({ state }) => state === "error").map(({ name }) => name))].join(", ");
  return [
    ...lines,
    "",
    ...wrapped(
      `${count("ok")} ok, ${warnings} warning${warnings === 1 ? "" : "s"}, ${errors} error${errors === 1 ? "" : "s"}${wrongs && `: ${wrongs}`}`,
      2,
    ),
  ].join("\n");
}

/** Broken at blanks, so that what is seen is at most {@link columns} wide; continued under the text. */
function wrapped(text: string, indent: number): string[] {
  const lines: string[] = [];
  let line = "";
  let width = 0;
  for (const word of text.split(" ")) {
    const seen = stripVTControlCharacters(word).length;
    if (width > indent && width + 1 + seen > columns) {
      lines.push(line);
      [line, width] = [`${" ".repeat(indent)}${word}`, indent + seen];
    } else {
      [line, width] = lines.length === 0 && width === 0 ? [word, seen] : [`${line} ${word}`, width + 1 + seen];
    }
  }
  return [...lines, line];
}
