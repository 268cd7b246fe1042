import type { DoctorCheck, RondaConfig } from "../config.ts";
import { patrolName } from "../http/handle.ts";
import { type Look, warning, well, wrong } from "./check.ts";
import { certificateCheck } from "./doctor-certificate.ts";
import { jobAddress } from "./reader.ts";

/** How long the app may take: it patrols meanwhile. */
const appTimeoutMs = 60_000;

/** Shorter can be guessed. */
const shortestSecret = 32;

/** What the running app is asked: whether it is there and takes this secret, and how long its certificate lasts. */
export function appChecks(config: RondaConfig, url = config.url): Look[] {
  return [
    { name: "secret", look: async () => [await secret(config, url)] },
    {
      name: "certificate",
      look: async () => (url.startsWith("https:") ? [await certificateCheck(new URL(url), config.proxy?.mend)] : []),
    },
  ];
}

async function secret(config: RondaConfig, url: string): Promise<DoctorCheck> {
  const name = "secret";
  const restart = config.restart ?? "restart the app";
  if (!config.secret) return wrong(name, "CRON_SECRET is not set: every trigger is refused", "openssl rand -hex 32");
  const address = jobAddress(config, patrolName, url);
  let response: Response;
  try {
    const headers = { authorization: `Bearer ${config.secret}` };
    response = await fetch(address, { headers, redirect: "manual", signal: AbortSignal.timeout(appTimeoutMs) });
    await response.body?.cancel();
  } catch (error) {
    const cause = (error as Error).cause as Error | undefined;
    const why = `no response from ${address}: ${(cause?.message || (error as Error).message).trim()}`;
    const { proxy } = config;
    return proxy && (await answers(proxy.local))
      ? wrong("the web server", `${why}, while the app itself answers at ${proxy.local}`, proxy.mend)
      : wrong("the app", why, restart);
  }
  if (response.status === 401) return wrong(name, "the running app was started with another CRON_SECRET", restart);
  if (response.status >= 300 && response.status < 400) {
    return wrong(
      "the app",
      `${address} leads elsewhere, to ${response.headers.get("location")}; triggers do not follow`,
    );
  }
  if (!response.ok) {
    // The app itself is there: starting it anew mends nothing that it could not do.
    const isThere = response.headers.get("content-type")?.includes("json") ?? false;
    return wrong("the app", `${address} answers ${response.status}`, isThere ? undefined : restart);
  }
  if (config.secret.length >= shortestSecret) return well(name, "the running app takes it");
  return warning(
    name,
    `the running app takes it, but it has fewer than ${shortestSecret} characters`,
    "npx ronda rotate",
  );
}

/** Whether anything speaks HTTP there, whatever it says. */
async function answers(address: string): Promise<boolean> {
  try {
    const response = await fetch(address, { redirect: "manual", signal: AbortSignal.timeout(appTimeoutMs) });
    await response.body?.cancel();
    return true;
  } catch {
    return false;
  }
}
