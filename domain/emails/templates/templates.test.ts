import { describe, expect, it } from "vitest";
import { filesLike } from "#docs/sources.ts";
import { type NewEmail, renderEmail } from "#domain/emails/emails.ts";
import { samples } from "#tests/mails.ts";
import { account } from "./examples.ts";
import { secretTemplates, templates } from "./index.ts";

const rendered = (sample: Pick<NewEmail, "template" | "props">, locale: "id" | "en" = "id") =>
  renderEmail({ ...sample, dedupeKey: "x", to: { email: "ana@setrip.test", locale } } as NewEmail);

const sampleOf = (template: string) => samples.find((sample) => sample.template === template)!;

/** What a browser would show of the html: no tags, entities resolved. */
const visible = (html: string) =>
  html
    .replace(/<[^>]*>/g, "")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, "&");

describe.each(samples)("the mail $template", (sample) => {
  it.each(["id", "en"] as const)("is whole in %s: subject, html and text, no gap left", async (locale) => {
    const { subject, html, text } = await rendered(sample, locale);
    for (const part of [subject, html, text]) {
      expect(part).not.toMatch(/undefined|null|NaN|\[object|[\uE000\uE001]/);
      expect(part.length).toBeGreaterThan(10);
    }
    expect(html).toContain(`lang="${locale}"`);
    expect(text).not.toContain("<");
    // Mails to addresses that nobody has confirmed call nobody by name.
    const name = "name" in sample.props ? (sample.props.name ?? "") : "";
    expect(visible(html)).toContain(name);
    expect(text).toContain(name);
  });

  it("differs between the languages", async () => {
    expect((await rendered(sample, "id")).text).not.toBe((await rendered(sample, "en")).text);
  });
});

it("every template brings an example", () => {
  expect([...new Set(samples.map((sample) => sample.template))].sort()).toEqual(Object.keys(templates).sort());
});

it("says money and moments as the rest of the product does", async () => {
  const { text } = await rendered(sampleOf("payment-instructions"), "id");
  expect(text).toContain("Jumlah: Rp 600.123");
  expect(text).toContain("Batas bayar: 1 Des 2026 12.00 WIB");
  expect((await rendered(sampleOf("payment-instructions"), "en")).text).toContain("Pay before: 1 Dec 2026, 12:00 WIB");
});

it("leaves out the line of a value that is not there", async () => {
  const withGroup = sampleOf("booking-confirmed");
  const withoutGroup = { ...withGroup, props: { ...withGroup.props, whatsappGroupUrl: null } } as typeof withGroup;
  expect((await rendered(withGroup)).text).toContain("Grup WhatsApp: https://chat.whatsapp.com/x");
  expect((await rendered(withoutGroup)).text).not.toContain("Grup WhatsApp");
  const withoutNumber = { ...withGroup, props: { ...withGroup.props, organizerWhatsapp: null } } as typeof withGroup;
  expect((await rendered(withGroup)).html).toContain('href="https://wa.me/6281234567892"');
  expect((await rendered(withoutNumber)).text).not.toContain("WhatsApp penyelenggara");
});

it("names the templates whose bodies hold one-time links", () => {
  expect(secretTemplates).toEqual(["verify-email", "reset-password", "change-email", "bank-account-changed"]);
});

it("names a changed bank account by its last digits only", async () => {
  const { text, html } = await rendered({ template: "bank-account-changed", props: { name: "Ana", ...account } });
  expect(text).toContain("••••7890");
  expect(text + html).not.toContain(account.bankAccountNo);
});

it("leads who has not filled in an account to the form for it, not to the profile beside it", async () => {
  const { text } = await rendered({
    template: "refund-approved",
    props: { name: "Ana", tripTitle: "Bromo", bookingCode: "ST-7F3K9", amountRupiah: 1, account: null, bounced: false },
  });
  expect(text).toMatch(/Isi dulu di http\S+\/akun\/rekening\b/);
});

it.each([
  ["organizer", "/organizer/trip/t1"],
  ["admin", "/admin/refunds?daftar=disputes"],
])("leads the %s to where the report of a problem can be read", async (reader, path) => {
  const sample = samples.find(
    ({ template, props }) => template === "dispute-opened" && "reader" in props && props.reader === reader,
  );
  expect((await rendered(sample!)).text).toContain(`http://localhost:3000${path}`);
});

it("gives each line of a list a line of its own, in the html and in the text", async () => {
  const { html, text } = await rendered(sampleOf("trip-reminder-organizer"));
  expect(text).toContain("1. Ana, +6281234567890 (ST-7F3K9)\n2. Budi");
  expect(html).toMatch(/white-space:pre-line[^>]*>1\. Ana, \+6281234567890 \(ST-7F3K9\)\n2\. Budi/);
});

describe("what people typed", () => {
  const titled = (tripTitle: string, name = "Hugo") =>
    rendered({ template: "payout-released", props: { name, tripTitle, amountRupiah: 1, bookings: 1 } });

  it("cannot add markup to the html", async () => {
    const { html, text, subject } = await titled(`<script>alert("x")</script>`, `O'Neil & <b>Söhne</b>`);
    expect(html).not.toContain("<script>");
    expect(html).not.toContain("<b>");
    expect(html).toContain("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;");
    expect(html).toContain("O&#39;Neil &amp; &lt;b&gt;Söhne&lt;/b&gt;");
    expect(text).toContain(`<script>alert("x")</script>`);
    expect(subject).toContain(`<script>alert("x")</script>`);
  });

  it("cannot leave an attribute", async () => {
    const { html } = await rendered({
      template: "verify-email",
      props: { name: "Eve", url: `https://setrip.test/" onclick="alert(1)` },
    });
    expect(html).toContain(`href="https://setrip.test/&quot; onclick=&quot;alert(1)"`);
  });

  it("cannot pass for a gap of the template", async () => {
    const { html, text } = await titled("\uE0000\uE001 $& $1 {{name}}", "\uE0002\uE001");
    expect(text).toContain("Trip: \uE0000\uE001 $& $1 {{name}}");
    expect(html).toContain("\uE0000\uE001 $&amp; $1 {{name}}");
  });

  it("cannot add a header or a NUL byte", async () => {
    const { subject, html, text } = await titled("Bromo\r\nBcc: eve@x.test\u0000");
    expect(subject).not.toMatch(/[\r\n\0]/);
    expect(html + text).not.toContain("\0");
  });
});

it("keeps the case of a heading in the text part", async () => {
  expect((await rendered(sampleOf("payout-released"))).text).toContain("Danamu sudah cair");
});

it("every mail is sent by somebody: docs/domain.md promises none that no change causes", () => {
  const senders = filesLike(/^domain\/(?!emails\/templates\/).*(?<!\.test)\.ts$/).map(({ text }) => text);
  const unsent = Object.keys(templates).filter((name) => !senders.some((text) => text.includes(`"${name}"`)));
  expect(unsent).toEqual([]);
});
