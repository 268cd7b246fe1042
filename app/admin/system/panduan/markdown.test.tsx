import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { chapterTokens, Markdown, partTokens } from "./markdown.tsx";

const html = (markdown: string) => renderToStaticMarkup(<Markdown>{markdown}</Markdown>);

describe("a runbook as a page", () => {
  it("has its headings as places, and the places that it names", () => {
    expect(html("## Kalau ada masalah?")).toContain('<h2 id="kalau-ada-masalah"');
    expect(html('<a id="off-slot"></a>\n\n### Di luar jadwal')).toContain('<span id="off-slot"');
    const chapters = chapterTokens("# A\n\n## `B` and c\n\n### D");
    expect(chapters.map(({ id, title }) => [id, title])).toEqual([
      ["", ""],
      ["b-and-c", "B and c"],
    ]);
  });

  it("has parts by the names of their places, without their headings and without what follows", () => {
    const markdown =
      '## A\n\n<a id="one"></a>\n\n### One\n\nfirst\n\n1. x\n\n<a id="two"></a>\n\n### Two\n\nsecond\n\n## B';
    const words = (part: string) =>
      partTokens(markdown, part)
        ?.map(({ raw }) => raw.trim())
        .filter(Boolean);
    expect(words("one")).toEqual(["first", "1. x"]);
    expect(words("two")).toEqual(["second"]);
    expect(words("three")).toBeUndefined();
  });

  it("keeps lists, tables, code and emphasis", () => {
    const drawn = html("1. a **b**\n2. `c`\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n```sh\nls <dir>\n```");
    for (const part of ["<ol", "<strong", "<code", "<td", "ls &lt;dir&gt;"]) expect(drawn).toContain(part);
  });

  it.each([
    "<script>alert(1)</script>",
    'a <img src=x onerror="alert(1)"> b',
    '<a id="x" onclick="alert(1)">y</a>',
    "[x](javascript:alert(1))",
    "[x](data:text/html,alert(1))",
    "[x](//evil.example)",
    "![x](https://evil.example/x.png)",
    "`<b>`",
    "<!-- BEGIN jobs -->",
  ])("lets nothing of %j become markup or a way out", (markdown) => {
    const drawn = html(markdown);
    expect(drawn).not.toMatch(/<(script|img|b|a)\b|onerror=|onclick=|javascript:|data:|evil/);
  });

  it("leads to places, pages of the app and other sites, and nowhere by a file's name", () => {
    expect(html("[a](#missed)")).toContain('href="#missed"');
    expect(html("[a](/admin/audit)")).toContain('href="/admin/audit"');
    expect(html("[a](https://resend.com)")).toContain('rel="noopener noreferrer"');
    expect(html("[a](decisions/x.md)")).not.toContain("href");
  });
});
