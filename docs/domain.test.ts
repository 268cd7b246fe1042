import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bookingStatuses } from "#domain/bookings/schema/bookings.ts";
import { paymentStatuses } from "#domain/bookings/schema/payments.ts";
import { payoutStatuses } from "#domain/bookings/schema/payouts.ts";
import { refundReasons, refundStatuses } from "#domain/bookings/schema/refunds.ts";
import { transferStatuses } from "#domain/bookings/schema/transfers.ts";
import { emailStatuses } from "#domain/emails/schema.ts";
import { templates } from "#domain/emails/templates/index.ts";
import { policy } from "#domain/policy.ts";
import { tripStatuses } from "#domain/trips/schema.ts";
import { organizerStatuses } from "#domain/users/schema.ts";
import { jobs } from "#jobs/index.ts";
import { watches } from "#watches/index.ts";
import { blocksOf, headingsOf } from "./markdown.ts";
import { filesLike } from "./sources.ts";

const page = readFileSync(join(import.meta.dirname, "domain.md"), "utf8");
const sources = filesLike(/^(domain|jobs|watches|tests)\/.*\.ts$/);
const domain = sources.filter(
  ({ path }) => path.startsWith("domain/") && !path.endsWith(".test.ts") && path !== "domain/audit/actions.ts",
);

describe("the rules", () => {
  it("are each cited by the code that keeps them", () => {
    const cited = new Set(
      sources.flatMap(({ text }) => [...text.matchAll(/docs\/domain\.md#([\w-]+)/g)].map((m) => m[1])),
    );
    const rules = headingsOf(page).filter(({ depth }) => depth === 3);
    expect(rules.length).toBeGreaterThan(50);
    expect(rules.filter(({ anchor }) => !cited.has(anchor))).toEqual([]);
  });

  it("name every step that the audit log knows", () => {
    const kinds = "booking|email|organizer|payment|payout|refund|transfer|trip|user";
    const actions = new Set(
      domain.flatMap(({ text }) => [...text.matchAll(new RegExp(`"((?:${kinds})\\.[a-z-]+)"`, "g"))].map((m) => m[1]!)),
    );
    const named = new Set([...page.matchAll(new RegExp(`\\b(?:${kinds})\\.[a-z-]+`, "g"))].map(([name]) => name));
    expect([...named].sort()).toEqual([...actions].sort());
  });

  it.each([
    ["jobs", jobs.map(({ name }) => name)],
    ["watches", watches.map(({ name }) => name)],
    ["mails", Object.keys(templates)],
  ])("list the %s that there are", (what, names) => {
    expect([...new Set(namesIn(`The ${what}`))].sort()).toEqual([...names].sort());
  });

  it("know every reason of a refund", () => {
    expect(refundReasons.filter((reason) => !page.includes(`\`${reason}\``))).toEqual([]);
  });
});

/** The names in the table below a heading: its first column, or that beside the numbers. */
function namesIn(heading: string): string[] {
  const [, part = ""] = page.split(`### ${heading}\n`);
  const rows = part.split(/\n#{1,3} /)[0]!.matchAll(/^\| (?:\d+ \| )?(`[^|]+) \|/gm);
  return [...rows].flatMap(([, cell]) =>
    [...cell!.matchAll(/`(?:GET \/api\/cron\/)?([a-z-]+)`/g)].map(([, name]) => name!),
  );
}

describe("the diagrams", () => {
  const diagrams = blocksOf(page, "mermaid");
  const expected: [chapter: string, states: readonly string[]][] = [
    ["Organizer", organizerStatuses],
    ["Trip", tripStatuses],
    ["Booking and payment", bookingStatuses],
    ["Booking and payment", paymentStatuses],
    ["Refund and report", refundStatuses],
    ["Payout", payoutStatuses],
    ["Transfer", transferStatuses],
    ["Mail", emailStatuses],
  ];

  it("stand in their chapters", () => {
    expect(diagrams.map(({ chapter }) => chapter)).toEqual(expected.map(([chapter]) => chapter));
  });

  it.each(expected)("have the states of the table: %s", (chapter, states) => {
    const found = diagrams.filter((diagram) => diagram.chapter === chapter).map(({ text }) => statesIn(text));
    expect(found).toContainEqual([...states].sort());
  });

  it("are such that GitHub draws them: a first line, then one arrow a line", () => {
    for (const { text } of diagrams) {
      const [first, ...arrows] = text.split("\n");
      expect(first).toBe("stateDiagram-v2");
      expect(arrows.filter((line) => !arrow.test(line))).toEqual([]);
    }
  });
});

const arrow = /^ {4}(\[\*\]|[A-Z_]+) --> (\[\*\]|[A-Z_]+)(: [a-z]+\.[a-z-]+)?$/;

function statesIn(diagram: string): string[] {
  const ends = diagram.split("\n").flatMap((line) => arrow.exec(line)?.slice(1, 3) ?? []);
  return [...new Set(ends)].filter((state) => state !== "[*]").sort();
}

describe("the numbers", () => {
  const factors: Record<string, number> = {
    minutes: 60_000,
    hour: 3_600_000,
    hours: 3_600_000,
    days: 86_400_000,
    MB: 1_000_000,
    megapixels: 1_000_000,
    "%": 100,
  };
  /** `24 hours (`paymentDeadlineMs`)`: a number, its unit, and the number's name in the policy. */
  const written = [...page.matchAll(/([\d,]+) ([a-z%]+)\s\(`(\w+)`\)/gi)].map(([, digits, unit, name]) => ({
    name: name!,
    value:
      Number(digits!.replaceAll(",", "")) *
      (/Ms$|Bytes$|uploadMostPixels|Points$/.test(name!) ? (factors[unit!] ?? 1) : 1),
  }));

  it("are those of the policy wherever they are written", () => {
    const numbers = Object.entries(policy).filter(([, value]) => typeof value === "number");
    expect([...new Set(written.map(({ name }) => name))].sort()).toEqual(
      ["emailBackoffMs", ...numbers.map(([name]) => name)].sort(),
    );
    const known = Object.fromEntries(numbers);
    expect(written.filter(({ name, value }) => name !== "emailBackoffMs" && known[name] !== value)).toEqual([]);
  });

  it("are those of the mails' waits", () => {
    const minutes = policy.emailBackoffMs.map((ms) => ms / 60_000);
    const last = minutes.at(-1);
    expect(page).toContain(`${minutes.slice(0, -1).join(", ")} and ${last} minutes (\`emailBackoffMs\`)`);
  });

  it("are those of the attempts", () => {
    const rows = [...page.matchAll(/\| (\d+) in (\d+) (\w+) \(`attempts\.([\w-]+)`\)/g)].map(
      ([, max, long, unit, name]) => [name, { max: Number(max), windowMs: Number(long) * factors[unit!]! }],
    );
    expect(Object.fromEntries(rows)).toEqual(policy.attempts);
  });
});
