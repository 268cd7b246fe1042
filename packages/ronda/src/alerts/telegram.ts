import { checkOptions, must, optional, type Rule } from "../job/options.ts";
import type { Alert, Channel } from "../types.ts";
import { address, cutText, type MessageOptions, messageOf, messageRules, signOf } from "./message.ts";
import { type Answer, DeliveryError, post } from "./post.ts";

const mostLetters = 4096;

/** Who sends, to whom. */
export type TelegramOptions = MessageOptions & {
  /** The bot's token, `123456:ABC…`, which is a secret. */
  token: string;
  /** Where to: a person, a group, or `@a_channel`. */
  chatId: string;
  /** Another server of the bot API; Telegram's own unless told. */
  apiUrl?: string | undefined;
  /** What the channel is called; `telegram` unless told. */
  name?: string | undefined;
};

const isToken = (value: unknown) => typeof value === "string" && /^\d+:[\w-]{10,}$/.test(value);
const isChat = (value: unknown) => typeof value === "string" && /^(-?\d+|@\w+)$/.test(value);

const rules: Record<keyof TelegramOptions, Rule> = {
  token: must("the token of a bot, as BotFather gave it", isToken),
  chatId: must('the id of a chat, such as "-1001234567890", or "@a_channel"', isChat),
  apiUrl: optional(address),
  name: optional((value) => (typeof value === "string" && value.trim() ? undefined : "is no name")),
  ...messageRules,
};

/** A channel that lets a Telegram bot write to a chat. Throws `DefinitionError` for an option that cannot be right. */
export function telegram(options: TelegramOptions): Channel {
  checkOptions("telegram", options, rules);
  const { token, chatId, apiUrl = "https://api.telegram.org", name = "telegram" } = options;
  const url = `${apiUrl.replace(/\/+$/, "")}/bot${token}/sendMessage`;
  return {
    name,
    async send(alert, signal) {
      const text = telegramText(alert, options);
      // Without a parse mode nothing in an error is taken for a mark-up.
      const body = JSON.stringify({ chat_id: chatId, text, link_preview_options: { is_disabled: true } });
      const response = await post("Telegram", { url, body, signal });
      if (!isTaken(response)) throw refused(response, token);
    },
  };
}

function isTaken({ ok, json }: Answer): boolean {
  return ok && (json as { ok?: unknown } | undefined)?.ok === true;
}

function refused({ status, ok, json, retryAfterMs }: Answer, token: string): DeliveryError {
  if (ok && json === undefined) return new DeliveryError(`Telegram did not answer ${status} as Telegram does`);
  const { description, parameters } = (json ?? {}) as { description?: unknown; parameters?: { retry_after?: unknown } };
  const said = typeof description === "string" ? `: ${cutText(description.replaceAll(token, "…"), 200)}` : "";
  const seconds = parameters?.retry_after;
  const askedMs = typeof seconds === "number" ? seconds * 1000 : 0;
  return new DeliveryError(`Telegram answered ${status}${said}`, { retryAfterMs: Math.max(retryAfterMs, askedMs) });
}

/** The message as plain text: never longer than Telegram takes, never half a letter. */
export function telegramText(alert: Alert, options: MessageOptions = {}): string {
  const message = messageOf(alert, options);
  const head = `${signOf(message)} ${alert.app}: ${message.title}`;
  const tail = cutText(message.tail, mostLetters / 2);
  const room = mostLetters - head.length - tail.length - 4;
  return cutText([head, cutText(message.cause, room), tail].filter(Boolean).join("\n\n"), mostLetters);
}
