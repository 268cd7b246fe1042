import { describe, expect, it } from "vitest";
import { errorTable, testingAddressOnly, unverifiedDomain } from "#gateways/mail/stand-in/errors.ts";
import { isAboutRecipient, isAboutSender, kindOfRefusal, speaksOfAccount, verdictOf } from "./verdict.ts";

const verdict = (error: { name: string; statusCode: number | null; message?: string }) =>
  verdictOf({ ok: false, message: "", retryAfterMs: null, ...error });

it("every row of the provider's table means one thing for a batch", () => {
  const meaning = errorTable.map(([name, statusCode, message]) => [
    `${statusCode} ${name}${/key|domain/.test(message) && name === "validation_error" ? `, ${message.split(" ").at(-1)}` : ""}`,
    verdict({ name, statusCode, message }),
  ]);
  expect(Object.fromEntries(meaning)).toEqual({
    "400 invalid_idempotency_key": "refused",
    "400 validation_error": "refused",
    "400 validation_error, invalid": "account",
    "401 missing_api_key": "account",
    "401 restricted_api_key": "account",
    "401 validation_error, invalid": "account",
    "403 email_above_quota": "account",
    "403 invalid_permission": "account",
    "403 restricted_api_key": "account",
    "403 suspended_api_key": "account",
    "403 validation_error, domain.": "account",
    "403 validation_error, already.": "account",
    "404 not_found": "account",
    "405 method_not_allowed": "account",
    "409 concurrent_idempotent_requests": "unknown",
    "409 invalid_idempotent_request": "conflict",
    "409 resource_locked": "unknown",
    "422 invalid_attachment": "refused",
    "422 invalid_parameter": "refused",
    "422 missing_required_field": "refused",
    "422 missing_required_parameter": "refused",
    "429 daily_quota_exceeded": "account",
    "429 monthly_quota_exceeded": "account",
    "429 rate_limit_exceeded": "rate-limited",
    "500 application_error": "unknown",
    "503 service_unavailable": "unknown",
    "403 invalid_api_key": "account",
    "422 invalid_access": "refused",
    "422 invalid_from_address": "account",
    "422 invalid_region": "refused",
    "451 security_error": "account",
    "500 internal_server_error": "unknown",
  });
});

it.each([401, 402, 403, 404, 405, 407, 429, 451])(
  "an unknown name with status %i is the account's fault",
  (statusCode) => {
    expect(verdict({ name: "brand_new_error", statusCode })).toBe("account");
  },
);

it("any other name that is new is decided by its status", () => {
  expect(verdict({ name: "brand_new_error", statusCode: 422 })).toBe("refused");
  expect(verdict({ name: "brand_new_error", statusCode: 503 })).toBe("unknown");
  expect(verdict({ name: "brand_new_error", statusCode: 408 })).toBe("unknown");
});

it.each([
  ["no answer", null, "unknown"],
  ["a proxy's 502", 502, "unknown"],
  ["a proxy's 413", 413, "refused"],
  ["a proxy's 429", 429, "rate-limited"],
  ["a proxy's 407", 407, "account"],
  ["a proxy's 302", 302, "account"],
])("%s", (_, statusCode, expected) => {
  expect(verdict({ name: "application_error", statusCode })).toBe(expected);
});

describe("what a message is about", () => {
  it.each([
    "API key is invalid",
    "You have exceeded your daily email sending quota.",
    unverifiedDomain("setrip.test").message,
    testingAddressOnly("sari@setrip.test").message,
    "Your account is suspended. A payment is due.",
  ])("the account: %s", (message) => expect(speaksOfAccount(message)).toBe(true));

  it("a word that also tells of one person's mailbox, only where nothing was accepted", () => {
    const message = "The mailbox is suspended";
    expect(speaksOfAccount(message)).toBe(true);
    expect(speaksOfAccount(message, { besideAccepted: true })).toBe(false);
    expect(speaksOfAccount("You have exceeded your daily quota.", { besideAccepted: true })).toBe(true);
  });

  it.each(["Invalid `to` field.", "An error was found with one or more fields in the request."])(
    "not the account: %s",
    (message) => expect(speaksOfAccount(message)).toBe(false),
  );

  it.each([
    ["Invalid `to` field.", "nobody", true],
    ["Missing `to` field.", "", true],
    ["Invalid `to` field.", "ana@setrip.test", false],
    ["Ana@setrip.test is on the suppression list.", "ana@setrip.test", true],
    ["The text is too long.", "nobody", false],
  ])("%s, for the mail to %j: about its recipient? %s", (message, address, expected) => {
    expect(isAboutRecipient(message, address)).toBe(expected);
  });

  it("the sender only where the sender is named, so that a suspended key is nobody's old sender", () => {
    const refusal = (name: string, statusCode: number, message: string) =>
      isAboutSender({ ok: false, retryAfterMs: null, name, statusCode, message });
    expect(refusal("validation_error", 403, unverifiedDomain("setrip.test").message)).toBe(true);
    expect(refusal("suspended_api_key", 403, "This API key is suspended")).toBe(false);
  });

  it("is of one kind although each call has its own number", () => {
    expect(kindOfRefusal("Refused, request 8f3a-11.")).toBe(kindOfRefusal("Refused, request 77be-2."));
    // A provider's words may be a megabyte without a space.
    expect(kindOfRefusal("A".repeat(1_000_000))).toHaveLength(1_000_000);
    expect(kindOfRefusal("Refused")).not.toBe(kindOfRefusal("Too long"));
  });
});
