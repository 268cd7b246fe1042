import { callable, checkOptions, optional, type Rule } from "../job/options.ts";
import type { Alert, Channel } from "../types.ts";
import { address, cutText, type MessageOptions, messageOf, messageRules, signOf } from "./message.ts";
import { type Answer, DeliveryError, post } from "./post.ts";

/** By whichever way Discord counts: no other way finds more than UTF-16 units. */
const mostLetters = 2000;
/** Links in a message are not unfolded. */
const suppressEmbeds = 4;

/** Where to post, and what. */
export type DiscordOptions = MessageOptions & {
  /** The webhook's address, which is a secret. */
  url: string;
  /** A message of your own; the engine's words in `locale` unless told. Cut to what Discord takes. */
  text?: ((alert: Alert) => string) | undefined;
  /** What the channel is called; `discord` unless told. */
  name?: string | undefined;
};

const rules: Record<keyof DiscordOptions, Rule> = {
  url: address,
  text: optional(callable("a function that gives the message of an alert")),
  name: optional((value) => (typeof value === "string" && value.trim() ? undefined : "is no name")),
  ...messageRules,
};

/**
 * A channel that posts to a Discord webhook. What Discord did not say that it has taken is sent again: a page of a proxy in
 * between is no such answer. Throws `DefinitionError` for an option that cannot be right.
 */
export function discord(options: DiscordOptions): Channel {
  checkOptions("discord", options, rules);
  const { url, text, name = "discord" } = options;
  return {
    name,
    async send(alert, signal) {
      const content = text ? cutText(text(alert), mostLetters) : discordText(alert, options);
      const body = JSON.stringify({ content, allowed_mentions: { parse: [] }, flags: suppressEmbeds });
      const response = await post("Discord", { url, body, signal });
      if (!isTaken(response)) throw refused(response);
    },
  };
}

/** 204, or with `?wait=true` the message itself. */
function isTaken({ status, json }: Answer): boolean {
  return status === 204 || (status === 200 && typeof (json as { id?: unknown } | undefined)?.id === "string");
}

function refused({ status, ok, json, retryAfterMs }: Answer): DeliveryError {
  if (ok) return new DeliveryError(`Discord did not answer ${status} as Discord does`);
  const { retry_after: seconds, message } = (json ?? {}) as { retry_after?: unknown; message?: unknown };
  const said = typeof message === "string" ? `: ${cutText(message, 200)}` : "";
  const askedMs = typeof seconds === "number" ? seconds * 1000 : 0;
  return new DeliveryError(`Discord answered ${status}${said}`, { retryAfterMs: Math.max(retryAfterMs, askedMs) });
}

/** The message: 🚨, the app, what happened and why, since when, what to do, where to look. Never longer than Discord takes, never half a letter. */
export function discordText(alert: Alert, options: MessageOptions = {}): string {
  const message = messageOf(alert, options);
  const head = `${signOf(message)} **${alert.app}** ${message.title}`;
  const tail = cutText(message.tail, mostLetters / 2);
  if (message.cause === "") return cutText([head, tail].filter(Boolean).join("\n"), mostLetters);
  const room = mostLetters - head.length - tail.length - "\n```\n\n```\n".length;
  // A fence inside the message would end ours.
  return `${head}\n\`\`\`\n${cutText(message.cause.replaceAll("```", "'''"), room)}\n\`\`\`\n${tail}`.trimEnd();
}
