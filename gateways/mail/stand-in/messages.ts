import { z } from "zod";
import { type ApiError, apiError } from "./errors.ts";

const addresses = z.union([z.string(), z.array(z.string()).min(1).max(50)]).transform((value) => [value].flat());

/** The fields of one mail that this stand-in looks at; it keeps quiet about the others, as the provider does. */
const message = z.object({
  from: z.string(),
  to: addresses,
  cc: addresses.optional(),
  bcc: addresses.optional(),
  reply_to: addresses.optional(),
  subject: z.string(),
  html: z.string().optional(),
  text: z.string().optional(),
  attachments: z.array(z.unknown()).optional(),
});

/** A mail as it was accepted: addresses are always lists. */
export type Message = z.infer<typeof message>;

/** `email@example.com` or `Name <email@example.com>`. */
const addressShape = /^(?:[^<>\r\n]*<[^\s<>@]+@[^\s<>@.]+(?:\.[^\s<>@.]+)+>|[^\s<>@,]+@[^\s<>@.,]+(?:\.[^\s<>@.,]+)+)$/;

/** The mail, or what the provider finds wrong with it. */
export function readMessage(input: unknown, { inBatch }: { inBatch: boolean }): Message | ApiError {
  const given = (typeof input === "object" && input !== null ? input : {}) as Record<string, unknown>;
  for (const field of ["from", "to", "subject"]) {
    if (given[field] === undefined || given[field] === null || given[field] === "") {
      return apiError("missing_required_field", `Missing \`${field}\` field.`);
    }
  }
  if (given.html === undefined && given.text === undefined) {
    return apiError("missing_required_field", "Missing `html` or `text` field.");
  }
  const parsed = message.safeParse(given);
  if (!parsed.success) {
    return apiError("invalid_parameter", `Invalid \`${parsed.error.issues[0]!.path.join(".")}\` field.`);
  }
  return wrongAddress(parsed.data) ?? wrongAttachment(parsed.data, inBatch) ?? parsed.data;
}

/** Tells what {@link readMessage} found wrong from a mail. */
export function isApiError(value: Message | ApiError): value is ApiError {
  return "statusCode" in value;
}

/** The domain of `Name <a@domain>` or `a@domain`, in lower case. */
export function domainOf(address: string): string {
  return address
    .slice(address.lastIndexOf("@") + 1)
    .replace(/>.*$/, "")
    .toLowerCase();
}

function wrongAddress(mail: Message): ApiError | undefined {
  if (!addressShape.test(mail.from)) return apiError("invalid_from_address");
  for (const field of ["to", "cc", "bcc", "reply_to"] as const) {
    if (mail[field]?.some((address) => !addressShape.test(address))) {
      return apiError(
        "validation_error",
        `Invalid \`${field}\` field. The email address needs to follow the \`email@example.com\` or \`Name <email@example.com>\` format.`,
        422,
      );
    }
  }
  return undefined;
}

function wrongAttachment(mail: Message, inBatch: boolean): ApiError | undefined {
  const attachments = (mail.attachments ?? []) as { content?: unknown; path?: unknown }[];
  if (attachments.length === 0) return undefined;
  if (inBatch) return apiError("invalid_parameter", "The `attachments` field is not supported in batch requests.");
  return attachments.some(({ content, path }) => !content && !path) ? apiError("invalid_attachment") : undefined;
}
