import { createHmac } from "node:crypto";
import { checkOptions, must, optional, type Rule } from "../job/options.ts";
import type { Alert, Channel } from "../types.ts";
import { address, type MessageOptions, messageOf, messageRules } from "./message.ts";
import { DeliveryError, post } from "./post.ts";

/** Where to post, signed with what. */
export type WebhookOptions = MessageOptions & {
  url: string;
  /** `whsec_` and 24 to 64 bytes as base64, as Standard Webhooks has it. The receiver needs the same. */
  secret: string;
  /** What the channel is called; `webhook` unless told. */
  name?: string | undefined;
};

const rules: Record<keyof WebhookOptions, Rule> = {
  url: address,
  secret: must("whsec_ and 24 to 64 bytes as base64", (value) => typeof value === "string" && isWebhookSecret(value)),
  name: optional((value) => (typeof value === "string" && value.trim() ? undefined : "is no name")),
  ...messageRules,
};

/** True of a secret of Standard Webhooks: `whsec_` and 24 to 64 bytes as base64. */
export function isWebhookSecret(value: string): boolean {
  const [, encoded = ""] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(value) ?? [];
  const { length } = Buffer.from(encoded, "base64");
  return length >= 24 && length <= 64;
}

/**
 * A channel that posts signed JSON, as https://www.standardwebhooks.com describes: `webhook-id` is the same at every attempt,
 * `webhook-timestamp` is in seconds, `webhook-signature` is `v1,` and HMAC-SHA256 of `id.timestamp.body`. Any 2xx is an
 * acceptance. Throws `DefinitionError` for an option that cannot be right.
 */
export function webhook(options: WebhookOptions): Channel {
  checkOptions("webhook", options, rules);
  const { url, secret, name = "webhook" } = options;
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  return {
    name,
    async send(alert, signal) {
      const body = webhookBody(alert, options);
      const seconds = Math.floor(Date.now() / 1000);
      const signature = createHmac("sha256", key).update(`${alert.id}.${seconds}.${body}`).digest("base64");
      const headers = {
        "webhook-id": alert.id,
        "webhook-timestamp": `${seconds}`,
        "webhook-signature": `v1,${signature}`,
      };
      const { ok, status, retryAfterMs } = await post("The webhook", { url, body, headers, signal });
      if (!ok) throw new DeliveryError(`The webhook answered ${status}`, { retryAfterMs });
    },
  };
}

/** What is posted: `type` such as `alert.opened`, when, the alert itself, and the same in words. */
export function webhookBody(alert: Alert, options: MessageOptions = {}): string {
  const { title, cause, tail } = messageOf(alert, options);
  return JSON.stringify({
    type: `alert.${alert.kind}`,
    timestamp: alert.at,
    data: { ...alert, title, text: [title, cause, tail].filter(Boolean).join("\n") },
  });
}
