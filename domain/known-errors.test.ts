import { expect, it } from "vitest";
import { knownError, knownErrorInWords } from "./known-errors.ts";
import { BooksBrokenError } from "./ledger/reconcile.ts";

const id = "01a22bd5-5772-7230-8875-f68215732641";

it.each([
  [new BooksBrokenError({ "I2: what came in = refunds + payout + fee": [id] }).message, { kind: "books", rows: [id] }],
  [
    new BooksBrokenError({ "I3: what is in the bank = what is owed + fees": ["5 <> 6"] }).message,
    { kind: "books", rows: [] },
  ],
  [
    "HTTP 403 validation_error: The setrip.id domain is not verified. (the same answer to every mail)",
    { kind: "mails" },
  ],
  ["HTTP 401 invalid_api_key: API key is invalid", { kind: "mails" }],
  [`2 trips failed: ${id}: deadlock detected; 3 completed`, { kind: "trips", trips: 2 }],
  ["Connection terminated unexpectedly", undefined],
])("%j", (message, known) => expect(knownError(message)).toEqual(known));

it("each is said in both languages, with what to do, and without the words of its message", () => {
  const messages = [
    new BooksBrokenError({ "I2: what came in = refunds + payout + fee": [id] }).message,
    "HTTP 403 validation_error: The setrip.id domain is not verified. Please, add and verify your domain on https://resend.com/domains (the same answer to every mail)",
    `1 trip failed: ${id}: deadlock detected; 3 completed`,
  ];
  for (const message of messages) {
    const said = (["id", "en"] as const).map((locale) => knownErrorInWords(message, locale)!);
    for (const { says, whatToDo } of said) {
      expect([says, whatToDo]).toEqual([
        expect.not.stringMatching(/\.$|HTTP|I\d:|[0-9a-f]{8}-/),
        expect.stringMatching(/\.$/),
      ]);
    }
    expect(said[0]).not.toEqual(said[1]);
  }
  expect(knownErrorInWords(messages[1]!, "id")!.says).toBe("Domain pengirim belum diverifikasi di penyedia email");
  expect(knownErrorInWords("fetch failed", "id")).toBeNull();
});
