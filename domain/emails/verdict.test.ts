import { expect, it } from "vitest";
import { apiError, apiErrorNames, unverifiedDomain } from "#gateways/mail/stand-in/errors.ts";
import { verdictOf } from "./verdict.ts";

const verdict = (error: { name: string; statusCode: number | null; message?: string }) =>
  verdictOf({ ok: false, message: "", retryAfterMs: null, ...error });

it("every error of the provider means one thing for a batch", () => {
  expect(Object.fromEntries(apiErrorNames.map((name) => [name, verdict(apiError(name))]))).toEqual({
    invalid_idempotency_key: "refused",
    validation_error: "refused",
    missing_api_key: "account",
    restricted_api_key: "account",
    invalid_api_key: "account",
    not_found: "account",
    method_not_allowed: "account",
    invalid_idempotent_request: "conflict",
    concurrent_idempotent_requests: "unknown",
    missing_required_field: "refused",
    invalid_parameter: "refused",
    invalid_attachment: "refused",
    invalid_from_address: "account",
    rate_limit_exceeded: "rate-limited",
    daily_quota_exceeded: "account",
    monthly_quota_exceeded: "account",
    security_error: "refused",
    application_error: "unknown",
    internal_server_error: "unknown",
  });
});

it("a sender's domain that is not verified is the account's matter, although its name is that of a wrong field", () => {
  expect(verdict(unverifiedDomain("setrip.test"))).toBe("account");
});

it.each([
  ["no answer", null, "unknown"],
  ["a proxy's 502", 502, "unknown"],
  ["a proxy's 413", 413, "refused"],
  ["a proxy's 429", 429, "rate-limited"],
  ["a proxy's 407", 407, "account"],
])("%s", (_, statusCode, expected) => {
  expect(verdict({ name: "application_error", statusCode })).toBe(expected);
});

it("a name that is new is decided by its status", () => {
  expect(verdict({ name: "brand_new_error", statusCode: 422 })).toBe("refused");
  expect(verdict({ name: "brand_new_error", statusCode: 503 })).toBe("unknown");
});
