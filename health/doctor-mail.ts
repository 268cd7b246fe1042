import type { DoctorCheck } from "ronda/types";
import { env } from "#env.ts";
import { askAboutSender } from "#gateways/mail/sender.ts";

const name = "mail";

/** Whether mails can be sent: the key is there, the provider takes it, and the sender's domain is one that it sends for. */
export async function mailChecks(): Promise<DoctorCheck[]> {
  const { RESEND_API_KEY: apiKey, RESEND_BASE_URL: baseUrl, EMAIL_FROM: from, APP_URL } = env();
  if (!apiKey) {
    const why = "RESEND_API_KEY is not set: mails stay queued and go out once it is";
    return [{ name, state: "warning", why, mend: setting("RESEND_API_KEY") }];
  }
  if (APP_URL.startsWith("https:") && from.includes("@resend.dev")) {
    const why = "EMAIL_FROM is Resend's address for trying things out, which reaches nobody but yourself";
    return [{ name, state: "warning", why, mend: setting("EMAIL_FROM", "to an address of your domain") }];
  }
  try {
    return [said(await askAboutSender({ apiKey, from, baseUrl }))];
  } catch (error) {
    const why = `the provider does not answer (${(error as Error).message}): mails stay queued until it does`;
    return [{ name, state: "warning", why, mend: "curl -sS -o /dev/null https://api.resend.com && echo reachable" }];
  }
}

function said({ state, why }: Awaited<ReturnType<typeof askAboutSender>>): DoctorCheck {
  if (state === "key-refused") return { name, state: "error", why, mend: setting("RESEND_API_KEY") };
  if (state === "unverified") {
    const mend = "open https://resend.com/domains, add the domain and set its DNS records";
    return { name, state: "error", why: `the sender in EMAIL_FROM is refused: ${why}`, mend };
  }
  return { name, state: "ok", why };
}

function setting(variable: string, to = ""): string {
  return `set ${variable} in .env${to && ` ${to}`}, then reload the app`;
}
