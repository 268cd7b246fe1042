import { callable, checkOptions, must, optional, type Rule } from "../job/options.ts";
import type { Alert, Channel } from "../types.ts";

const mostLetters = 2000;
/** From connecting to the answer's head; of its body nothing is read. */
const answerTimeoutMs = 5000;
/** Short of what a whole message may take. */
const longestWaitMs = 20_000;

/** Discord did not take a message. The text never holds the webhook's address, which is a secret. */
export class DiscordError extends Error {
  override name = "DiscordError";
}

/** Where to post, and what. */
export type DiscordOptions = {
  /** The webhook's address, which is a secret. */
  url: string;
  /** The last line of a message: where to look next. */
  pageUrl?: string | undefined;
  /** A message of your own, in whatever language; the engine's English one unless told. Cut to what Discord takes. */
  text?: ((alert: Alert) => string) | undefined;
};

const address: Rule = must("an address such as https://discord.com/api/webhooks/…", isAddress);

const rules: Record<keyof DiscordOptions, Rule> = {
  url: address,
  pageUrl: optional(address),
  text: optional(callable("a function that gives the message of an alert")),
};

/**
 * A channel that posts to a Discord webhook. A rate limit is waited for once, up to 20 s; a redirection is not followed.
 * Throws `DefinitionError` for an option that cannot be right.
 */
export function discord(options: DiscordOptions): Channel {
  checkOptions("discord", options, rules);
  const { url, pageUrl, text } = options;
  const textOf = (alert: Alert) => (text ? cut(text(alert), mostLetters) : discordText(alert, pageUrl));
  return {
    name: "discord",
    async send(alert, signal) {
      const body = JSON.stringify({ content: textOf(alert), allowed_mentions: { parse: [] } });
      let response = await post(url, body, signal);
      if (response.status === 429) {
        await pause(retryAfterMs(response), signal);
        response = await post(url, body, signal);
      }
      if (!response.ok) throw new DiscordError(`Discord answered ${response.status}`);
    },
  };
}

function isAddress(value: unknown): boolean {
  return typeof value === "string" && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}

/** The message: 🚨, the app and its job, what happened, which run. Never longer than Discord takes, never half a letter. */
export function discordText(alert: Alert, pageUrl?: string): string {
  const head = `🚨 **${alert.app}** cron \`${alert.jobName}\` ${alert.status}${inARow(alert)}`;
  const run = alert.runId ? `Run \`${alert.runId}\` · ` : "";
  const tail = [`${run}${utc(alert.at)}`, pageUrl].filter(Boolean).join("\n");
  const room = mostLetters - head.length - tail.length - "\n```\n\n```\n".length;
  // A fence inside the message would end ours.
  const message = alert.message.replaceAll("```", "'''");
  return `${head}\n\`\`\`\n${cut(message, room)}\n\`\`\`\n${tail}`;
}

async function post(url: string, body: string, signal: AbortSignal): Promise<Response> {
  try {
    const response = await fetch(url, {
      method: "POST",
      redirect: "manual",
      headers: { "content-type": "application/json" },
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(answerTimeoutMs)]),
    });
    await response.body?.cancel();
    return response;
  } catch (error) {
    // The original message may repeat the address, so only its kind is kept.
    const cause = (error as { cause?: { code?: string } }).cause;
    throw new DiscordError(`Discord could not be reached (${cause?.code ?? (error as Error).name})`);
  }
}

function retryAfterMs(response: Response): number {
  const seconds = Number(response.headers.get("retry-after"));
  return Math.min(longestWaitMs, (Number.isFinite(seconds) && seconds > 0 ? seconds : 1) * 1000);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(new DiscordError("Discord's rate limit lasted too long"));
    });
  });
}

function inARow({ streak, kind }: Alert): string {
  if (streak < 2 || kind === "recorded" || kind === "withdrawn") return "";
  return kind === "reminder" ? ` (still: ${streak} in a row)` : ` (${streak} in a row)`;
}

function utc(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
