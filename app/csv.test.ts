import { expect, it } from "vitest";
import { asText, csv, sendCsv } from "./csv.ts";

const table = (...row: Parameters<typeof csv>[0]["rows"][number]) => csv({ header: ["Nama"], rows: [row] });

it("begins with a byte order mark and quotes every field", () => {
  expect(table('Ana "Ayu", Putri', 570_000, null)).toBe('\uFEFF"Nama"\r\n"Ana ""Ayu"", Putri","570000",""\r\n');
});

it.each(["=1+1", "+62", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", '=HYPERLINK("http://x","y")'])(
  "%j cannot become a formula",
  (typed) => {
    expect(table(typed)).toContain(`"'${typed.replaceAll('"', '""')}"`);
  },
);

it("keeps an account number's leading zeros and all its digits", () => {
  expect(table(asText("0012345678901234"))).toContain('"\t0012345678901234"');
  expect(table(asText("+6281234567890"))).toContain('"\t+6281234567890"');
});

it("does not take other text for a number", () => {
  expect(asText("=1+1")).toBe("=1+1");
  expect(asText("12a")).toBe("12a");
  expect(table("\t+1+cmd")).toContain("'\t+1+cmd");
});

it("a negative amount stays a number", () => {
  expect(table(-500)).toContain('"-500"');
});

it("is a file that nobody keeps and whose name is harmless", async () => {
  const answer = sendCsv('payout "a"\r\n.csv', { header: ["Nama"], rows: [] });
  expect(answer.headers.get("content-disposition")).toBe('attachment; filename="payout--a---.csv"');
  expect(answer.headers.get("cache-control")).toBe("private, no-store");
});
