import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { chaptersOf, Markdown } from "./markdown.tsx";

const html = (markdown: string) => renderToStaticMarkup(<Markdown>{markdown}</Markdown>);

describe("a runbook as a page", () => {
  it("has its headings as places, and the places that it names", () => {
    expect(html("## Kalau ada masalah?")).toContain('<h2 id="kalau-ada-masalah"');
    expect(html('<a id="off-slot"></a>\n\n### Di luar jadwal')).toContain('<span id="off-slot"');
    expect(chaptersOf("# A\n\n## `B` and c\n\n### D")).toEqual([{ id: "b-and-c", title: "B and c" }]);
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
