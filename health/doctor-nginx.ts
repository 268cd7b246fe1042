import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { DoctorCheck } from "ronda/types";
import { limits } from "#limits.ts";

const name = "nginx";
const { leastProxyConnections: least } = limits.doctor;

/** What systemd lets a service open unless it is told otherwise. */
const usualOpenFiles = 1_024;

/**
 * Whether the nginx of this machine takes as many connections as a crowd brings: each request has two, one of the visitor and
 * one to the app. Where they are used up it answers 500 to whoever comes, the checks of the app too. Nothing where no nginx
 * stands in front of SeTrip here.
 */
export function nginxChecks(folder = "/etc/nginx"): DoctorCheck[] {
  const main = join(folder, "nginx.conf");
  if (!existsSync(main) || !hasOurSite(folder)) return [];
  const text = withoutComments(readFileSync(main, "utf8"));
  const connections = numberOf(text, "worker_connections") ?? 512;
  const openFiles = numberOf(text, "worker_rlimit_nofile") ?? usualOpenFiles;
  const reload = "sudo nginx -t && sudo systemctl reload nginx";
  if (connections < least)
    return [
      {
        name,
        state: "warning",
        why: `a worker takes ${connections} connections (worker_connections in ${main}), two for each request: in a crowd it answers 500. ${least} are enough`,
        mend: `sudo sed -i 's/worker_connections .*;/worker_connections ${least};/' ${main} && ${reload}`,
      },
    ];
  if (openFiles < connections)
    return [
      {
        name,
        state: "warning",
        why: `a worker may open ${openFiles} files (worker_rlimit_nofile in ${main}), fewer than its ${connections} connections: in a crowd it answers 500`,
        mend: `sudo sed -i '/worker_rlimit_nofile/d; 1i worker_rlimit_nofile ${4 * least};' ${main} && ${reload}`,
      },
    ];
  return [{ name, state: "ok", why: `a worker takes ${connections} connections and may open ${openFiles} files` }];
}

/** A site that somebody else wrote has other names; what leads to the app's own port counts as well. */
function hasOurSite(folder: string): boolean {
  return ["sites-enabled", "conf.d"].some((place) => {
    const at = join(folder, place);
    if (!existsSync(at)) return false;
    return readdirSync(at).some((file) => {
      try {
        return /\bsetrip\b/i.test(readFileSync(join(at, file), "utf8"));
      } catch {
        return false;
      }
    });
  });
}

function withoutComments(text: string): string {
  return text.replaceAll(/^\s*#.*$/gm, "");
}

function numberOf(text: string, setting: string): number | undefined {
  const found = new RegExp(`\\b${setting}\\s+(\\d+)\\s*;`).exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}
