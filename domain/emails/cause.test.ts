import { expect, it } from "vitest";
import { words } from "#domain/emails/verdict.ts";
import { errorTable, testingAddressOnly, unverifiedDomain } from "#gateways/mail/stand-in/errors.ts";
import { textsFor } from "#texts/index.ts";
import { mailCause } from "./cause.ts";

const said = (name: string, statusCode: number, message: string) =>
  words({ ok: false, name, statusCode, message } as never);

it.each([
  ["HTTP 422 validation_error: Invalid `to` field. The email address needs to follow the format.", "address"],
  ["HTTP 403 suspended_api_key: This API key is suspended", "suspended"],
  ["HTTP 401 validation_error: API key is invalid", "key"],
  ["HTTP 429 daily_quota_exceeded: You have exceeded your daily email sending quota.", "quota"],
  ["HTTP 429 rate_limit_exceeded: Too many requests.", "too-fast"],
  ["HTTP 503 service_unavailable: API is temporarily unavailable", "away"],
  [said(...errorOf(unverifiedDomain("setrip.test"))), "domain"],
  [said(...errorOf(testingAddressOnly("sari@setrip.test"))), "testing"],
  ["HTTP 422 invalid_from_address: Invalid `from` field.", "sender"],
  ["The moon is in the wrong house", "unknown"],
  ["", "unknown"],
])("%j is %s", (error, cause) => expect(mailCause(error)).toBe(cause));

function errorOf({ name, statusCode, message }: { name: string; statusCode: number; message: string }) {
  return [name, statusCode, message] as const;
}

it("every answer that the provider's table has is said in words, in both languages", () => {
  for (const [name, status, message] of errorTable) {
    const cause = mailCause(said(name, status, message));
    if (cause === "unknown") expect([409]).toContain(status);
    for (const locale of ["id", "en"] as const) {
      const { causes, afterMend } = textsFor(locale).admin.emails;
      const told = causes[cause];
      expect(told.says).not.toContain(message);
      expect("mend" in told ? told.mend + afterMend.run : told.todo).toMatch(/\w.*\.$/);
    }
  }
});
