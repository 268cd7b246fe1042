import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pageSource, type Texts } from "../testing/page-source.ts";
import { html, withCode } from "./html.ts";
import { createPage } from "./page.ts";

describe("a template", () => {
  it("escapes every text, and no HTML twice", () => {
    const name = `<b title="x">'&'</b>`;
    const escaped = "&lt;b title=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/b&gt;";
    expect(html`<p title="${name}">${html`<i>${name}</i>`}</p>`.text).toBe(
      `<p title="${escaped}"><i>${escaped}</i></p>`,
    );
  });

  it("draws lists, and nothing for nothing", () => {
    expect(html`${["a", html`<br>`, null, [1, false]]}${undefined}`.text).toBe("a<br>1");
  });

  it("has no place for control characters", () => {
    expect(html`${"a\0\u001b[31mb\u0085\n\tc"}`.text).toBe("a[31mb\n\tc");
  });

  it("does not take an object for HTML that only looks like it", () => {
    const looksLikeIt = JSON.parse('{"text":"<script>"}');
    expect(() => html`${looksLikeIt}`).toThrow(TypeError);
  });

  it("shows what stands between backticks as code", () => {
    expect(withCode("run `a < b` now").text).toBe("run <code>a &lt; b</code> now");
  });
});

const calm: Texts = {
  job: "calm",
  message: "calm",
  stack: "calm",
  line: "calm",
  payload: "calm",
  reason: "calm",
  actor: "calm",
  host: "calm",
  userAgent: "calm",
};

const views = [
  "/ronda",
  "/ronda/runs?job=send-receipts",
  "/ronda/runs/019ab2aa-0000-7000-8000-000000000001",
  "/ronda/jobs/send-receipts",
];

/** The page's elements and the names of their attributes, without any value or text. */
async function skeleton(texts: Texts, view: string, actor: string): Promise<string[]> {
  const response = await createPage(pageSource(texts))(new Request(`http://localhost${view}`), {
    authorize: () => actor,
  });
  expect(response.status).toBe(200);
  const body = await response.text();
  // Values hold no angle bracket and no quote of their own; what did would show as another tag or another attribute.
  return [...body.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replace(/"[^"]*"/g, '""'));
}

const pieces = fc.constantFrom(
  "<",
  ">",
  '"',
  "'",
  "&",
  "`",
  "</style>",
  "</title>",
  "<script>alert(1)</script>",
  "<!--",
  "-->",
  "\0",
  "\u2028",
  "\ud800",
  "javascript:",
  "=",
  " onerror=x ",
  "{{1}}",
  "]]>",
  "&lt;",
);
const hostile = fc
  .array(fc.oneof(pieces, fc.string({ unit: "binary", maxLength: 8 })), { minLength: 1, maxLength: 12 })
  .map((parts) => `x${parts.join("")}x`);

it.each(views)("%s has the same elements whatever names, messages, logs, payloads and headers say", async (view) => {
  const expected = await skeleton(calm, view, "Sari");
  const texts = fc.record(
    Object.fromEntries(Object.keys(calm).map((key) => [key, hostile])) as Record<keyof Texts, typeof hostile>,
  );
  await fc.assert(
    fc.asyncProperty(texts, hostile, async (given, actor) => {
      expect(await skeleton(given, view, actor)).toEqual(expected);
    }),
    { numRuns: 150 },
  );
});

it("shows what was written, to the letter", async () => {
  const line = `<img src=x onerror="alert('&')">`;
  const response = await createPage(pageSource({ ...calm, line }))(new Request(`http://localhost${views[2]}`), {
    authorize: () => "Sari",
  });
  expect(await response.text()).toContain("&lt;img src=x onerror=&quot;alert(&#39;&amp;&#39;)&quot;&gt;");
});
