import { describe, expect, it } from "vitest";
import { MailAccountError } from "#domain/emails/account-error.ts";
import { BooksBrokenError, type BrokenRule } from "#domain/ledger/books-error.ts";
import { booksOutageIn, mailOutageIn } from "./outages.ts";

type Runs = Parameters<typeof mailOutageIn>[0];
const run = (id: string, rest: Partial<Runs[number]>): Runs[number] => ({
  id,
  status: "SUCCESS",
  reason: null,
  errorMessage: null,
  payload: {},
  ...rest,
});
const failed = (id: string, errorMessage: string) => run(id, { status: "FAILED", errorMessage });
const refused = failed("refused", new MailAccountError("HTTP 401 invalid_api_key: API key is invalid").message);
const row = (of: string | null) => ({ id: "1", of, figures: null });
const books = (...rules: [BrokenRule["rule"], ...BrokenRule["rows"]][]) =>
  failed("books", new BooksBrokenError(rules.map(([rule, ...rows]) => ({ rule, says: "", rows }))).message);

describe("no mail goes out", () => {
  it("while the newest run that ended was refused, or could send none", () => {
    const meanwhile = [run("1", { status: "RUNNING" }), run("2", { status: "SKIPPED" })];
    const restarted = run("3", { status: "ABANDONED", reason: "restart" });
    expect(mailOutageIn([...meanwhile, restarted, refused])).toEqual({ runId: "refused", error: refused.errorMessage });
    expect(mailOutageIn([run("none", { payload: { unsent: 4 } })])).toEqual({ runId: "none", error: null });
  });

  it("but not once one got out, nor for an error that is not the provider's", () => {
    expect(mailOutageIn([run("sent", { payload: { succeeded: 3 } }), refused])).toBeNull();
    expect(mailOutageIn([failed("database", "deadlock detected"), refused])).toBeNull();
    expect(mailOutageIn([])).toBeNull();
  });
});

describe("the books do not add up", () => {
  it("for the bookings that the newest check with a result named", () => {
    const broken = books(["money-in", row("ST-1"), row("ST-2")], ["one-story", row("ST-1")], ["seats", row("bromo")]);
    const outage = booksOutageIn([failed("away", "timeout expired"), broken]);
    expect(outage).toMatchObject({ runId: "books", bookings: ["ST-1", "ST-2"] });
    expect(booksOutageIn([books(["balance", row(null)])])).toMatchObject({ bookings: [] });
  });

  it("but not once they did, nor where seats alone are wrong", () => {
    expect(booksOutageIn([run("good", {}), books(["money-in", row("ST-1")])])).toBeNull();
    expect(booksOutageIn([books(["seats", row("bromo")])])).toBeNull();
    expect(booksOutageIn([])).toBeNull();
  });
});
